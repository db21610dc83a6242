// What a DOCX takes over from a file of another format (altChunk, ECMA-376 part 1, section 17.17.2.1): Word shows
// it as a part of the text.
#pragma once

#include <string_view>

#include "extract/document.h"
#include "reader/budget.h"

namespace pismovod {

// Adds its text behind what the document has: HTML, a web archive, RTF, plain text, another DOCX. False where it
// is none of these, is not there, or lies too deep.
bool read_chunk(std::string_view octets, Budget& budget, size_t most, Document& document, int within);

}  // namespace pismovod
