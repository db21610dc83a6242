// What `--version` of each program says.
#pragma once

#include <string_view>

namespace pismovod {

// "0.1.0", as CMakeLists.txt has it.
std::string_view version();

}  // namespace pismovod
