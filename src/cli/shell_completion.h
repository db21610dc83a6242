// Completion of commands and options in a shell.
#pragma once

#include <string>
#include <string_view>

#include "cli/command_tree.h"

namespace pismovod {

// A script for "bash" or "zsh"; empty for any other shell.
std::string completion_for(std::string_view shell, const Command& program);

}  // namespace pismovod
