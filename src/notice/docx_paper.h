// A paper as a DOCX file: an office program opens it, prints it on the letterhead, and a person may change it.
#pragma once

#include <string>
#include <string_view>

namespace pismovod {

// The octets of the file. `text` is UTF-8 with LF, laid out by blanks as in a text file: lines that begin far
// in are centred (in bold where they are capitals), those that begin beyond the middle stand at the right.
std::string docx_of(std::string_view text);

}  // namespace pismovod
