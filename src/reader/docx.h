// DOCX (ECMA-376 part 1, WordprocessingML): headers, body with its tables, text boxes and footnotes,
// footers. Deleted text, field codes and unfilled content controls are passed over.
#pragma once

#include <string_view>

#include "extract/document.h"
#include "reader/budget.h"

namespace pismovod {

// The text into the document, at most `most` octets; its states are the caller's. Read, too_large or
// unreadable (what could be read stands in it).
// `within`: how many others it is a part of (docx_chunk.h).
ReadState read_docx(std::string_view file, Budget& budget, size_t most, Document& document, int within = 0);

// WordprocessingML 2003, or all parts of a DOCX in one XML file. False where it is damaged: what stood before is
// kept.
bool read_word_xml(std::string_view xml, size_t most, Document& document);

}  // namespace pismovod
