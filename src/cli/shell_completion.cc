#include "cli/shell_completion.h"

#include <functional>

namespace pismovod {
namespace {

using Visit = std::function<void(const Command&)>;

void each(const Command& command, const Visit& visit) {
  visit(command);
  for (const Command& inner : command.commands) each(inner, visit);
}

std::string last_word(const std::string& name) { return name.substr(name.rfind(' ') + 1); }

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

// In single quotes, for both shells.
std::string quoted(const std::string& text) { return "'" + replaced(text, "'", "'\\''") + "'"; }

// `offer(word, meaning)` for what may stand behind a command.
void offers_of(const Command& command, const std::function<void(const std::string&, const std::string&)>& offer) {
  for (const Command& inner : command.commands) offer(last_word(inner.name), inner.meaning);
  for (const CommandOption& option : command.options) {
    if (option.is_argument) continue;
    for (const std::string& name : option.names) offer(name, option.meaning);
  }
}

std::string known_commands(const Command& program) {
  std::string out;
  each(program, [&](const Command& command) {
    if (command.name != program.name) out += (out.empty() ? "" : "|") + quoted(command.name);
  });
  return out;
}

std::string bash_cases(const Command& program) {
  std::string out;
  each(program, [&](const Command& command) {
    std::string words;
    offers_of(command,
              [&](const std::string& word, const std::string&) { words += (words.empty() ? "" : " ") + word; });
    out += "    " + quoted(command.name) + ") offered=" + quoted(words) + " ;;\n";
  });
  return out;
}

std::string zsh_cases(const Command& program) {
  std::string out;
  each(program, [&](const Command& command) {
    out += "    " + quoted(command.name) + ") offered=(";
    offers_of(command, [&](const std::string& word, const std::string& meaning) {
      out += "\n      " + quoted(word + ":" + replaced(meaning, ":", "\\:"));
    });
    out += ") ;;\n";
  });
  return out;
}

constexpr std::string_view kBash = R"sh(# Completion of pismovod for bash: pismovod completion bash
_pismovod() {
  local word=${COMP_WORDS[COMP_CWORD]} command=pismovod offered="" i
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$command ${COMP_WORDS[i]}" in
      @KNOWN@) command="$command ${COMP_WORDS[i]}" ;;
    esac
  done
  case "$command" in
@CASES@  esac
  COMPREPLY=($(compgen -W "$offered" -- "$word"))
}
complete -o default -F _pismovod pismovod
)sh";

constexpr std::string_view kZsh = R"sh(#compdef pismovod
# Completion of pismovod for zsh: pismovod completion zsh
_pismovod() {
  local command=pismovod i
  local -a offered
  for ((i = 2; i < CURRENT; i++)); do
    case "$command $words[i]" in
      (@KNOWN@) command="$command $words[i]" ;;
    esac
  done
  case "$command" in
@CASES@  esac
  _describe 'command or option' offered
  _files
}
# A function of the fpath is run when it is first asked for; otherwise this file was sourced.
if [[ $funcstack[1] == _pismovod ]]; then _pismovod "$@"; else compdef _pismovod pismovod; fi
)sh";

}  // namespace

std::string completion_for(std::string_view shell, const Command& program) {
  const bool is_bash = shell == "bash";
  if (!is_bash && shell != "zsh") return {};
  const std::string script = replaced(std::string(is_bash ? kBash : kZsh), "@KNOWN@", known_commands(program));
  return replaced(script, "@CASES@", is_bash ? bash_cases(program) : zsh_cases(program));
}

}  // namespace pismovod
