// The commands with their options, as declared in command_line.cc: what man pages and completions are made of.
#pragma once

#include <string>
#include <vector>

namespace pismovod {

struct CommandOption {
  std::vector<std::string> names;  // "--json"; of an argument its name
  std::string meaning;
  bool is_argument = false;
  bool takes_value = false;
  bool is_required = false;
  bool may_repeat = false;
  // --help and --help-all, which every command has.
  bool is_help() const { return names.front() == "--help" || names.front() == "--help-all"; }
};

struct Command {
  std::string name;  // with those above it: "pismovod journal list"
  std::string meaning;
  std::vector<CommandOption> options;
  std::vector<Command> commands;
};

// "pismovod check [--json] [--from ADDRESS] letters..."
std::string synopsis_of(const Command& command);

// The commands that do something, in order; `review` stands before `review passwd`.
std::vector<const Command*> leaves_of(const Command& command);

}  // namespace pismovod
