// The man pages, made of the declared commands and keys.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/command_tree.h"
#include "config/admin_words.h"

namespace pismovod {

// "pismovod.1", "pismovod.toml.5", "pismovod-milter.8".
std::vector<std::string> manual_pages();

// One of them, in the man macros and in the language of `words`; empty for any other name.
std::string manual_page(std::string_view page, const Command& program, const AdminWords& words);

}  // namespace pismovod
