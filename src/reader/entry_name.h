// Names of files in archives, as octets of a charset that nothing names.
#pragma once

#include <string>
#include <string_view>

namespace pismovod {

// The last part of a path as UTF-8. What is no UTF-8 is cp866 (the packers of Windows) or
// windows-1251, whichever looks more like Russian.
std::string entry_file_name(std::string_view path);

// Files that systems add and nobody meant to send.
bool is_litter(std::string_view path);

}  // namespace pismovod
