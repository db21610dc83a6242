// Header text (RFC 2047), in all the shapes that mail programs write it in.
//
// Read besides the lawful: encoded words inside quoted strings, glued to other text, with blanks
// or without padding inside, cut in the middle of a character (neighbours of one charset are
// joined before they are decoded), never closed; raw 8-bit octets of any charset.
#pragma once

#include <string>
#include <string_view>

namespace pismovod {

// A field's value, folded or not, as UTF-8 on one line.
std::string decode_header(std::string_view value);

}  // namespace pismovod
