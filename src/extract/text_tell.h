// Is it text, and of which kind; a part of tell_file_type().
#pragma once

#include <optional>
#include <string_view>

#include "extract/file_type.h"

namespace pismovod {

// Nothing where the octets are no text: they have NULs, or control characters that text has not.
// Text in UTF-16 is known by its byte-order mark or by every other octet.
std::optional<FileType> tell_text(std::string_view octets);

// A first line "sep=;" by which Excel is told the separator, with its end; else empty.
std::string_view separator_line(std::string_view utf8);

// The separator of a text whose lines all have the same number of cells; 0 where it is none.
char csv_separator(std::string_view utf8);

}  // namespace pismovod
