// Files of formats that begin with a mark of their own; a part of tell_file_type().
//
// A table of ours, and not libmagic: the octets are read in the program itself, which nothing confines.
#pragma once

#include <optional>
#include <string_view>

#include "extract/file_type.h"

namespace pismovod {

// Pictures, archives, PDF, and what is known and not read. Nothing for octets without such a mark.
std::optional<FileType> tell_by_mark(std::string_view octets);

}  // namespace pismovod
