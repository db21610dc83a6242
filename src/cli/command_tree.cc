#include "cli/command_tree.h"

#include <algorithm>
#include <cctype>

namespace pismovod {
namespace {

std::string shown(const CommandOption& option) {
  std::string out = option.names.front();
  if (!option.is_argument && option.takes_value) {
    std::string value = out.substr(out.find_first_not_of('-'));
    for (char& c : value) c = c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    out += " " + value;
  }
  return option.is_required ? out : "[" + out + "]";
}

// A command that only holds others has nothing of its own but help.
bool does_something(const Command& command) {
  return command.commands.empty() ||
         std::any_of(command.options.begin(), command.options.end(),
                     [](const auto& option) { return !option.is_help() && option.names.front() != "--version"; });
}

}  // namespace

std::string synopsis_of(const Command& command) {
  std::string out = command.name;
  for (const CommandOption& option : command.options) {
    if (option.is_help()) continue;
    out += " " + shown(option) + (option.may_repeat ? "..." : "");
  }
  return out;
}

std::vector<const Command*> leaves_of(const Command& command) {
  std::vector<const Command*> out;
  if (does_something(command)) out.push_back(&command);
  for (const Command& inner : command.commands) {
    const auto below = leaves_of(inner);
    out.insert(out.end(), below.begin(), below.end());
  }
  return out;
}

}  // namespace pismovod
