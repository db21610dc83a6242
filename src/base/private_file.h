// Files that hold secrets: mode 0600, replaced whole.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace pismovod {

// Writes `path` so that a reader sees the old octets or the new ones, never half of them, and nobody
// but the owner reads them at any moment. Written by root it belongs to the folder's owner.
Result<void> write_private_file(const std::string& path, std::string_view octets);

// Reads it where nobody but the owner may; the error says how to mend its mode.
Result<std::string> read_private_file(const std::string& path);

}  // namespace pismovod
