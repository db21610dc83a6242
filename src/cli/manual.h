// The man pages, made of the declared commands and keys.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/command_tree.h"

namespace pismovod {

// "pismovod.1", "pismovod.toml.5", "pismovod-milter.8".
std::vector<std::string> manual_pages();

// One of them, in the man macros; empty for any other name.
std::string manual_page(std::string_view page, const Command& program);

}  // namespace pismovod
