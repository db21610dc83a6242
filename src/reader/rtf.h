// RTF, with its Cyrillic in all the ways that programs write it: by \ansicpg, by \fcharset of the
// font alone, in \u with a fallback, or in octets of a charset that nothing names.
//
// Own code: catdoc and unrtf break common Cyrillic files. Hidden text, field codes and drawings are
// passed over; tables, text boxes and footnotes are read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extract/document.h"

namespace pismovod {

// The text into the document, at most `most` octets, and its pictures' sizes as pages. Never fails:
// damage costs what is damaged.
void read_rtf(std::string_view octets, size_t most, Document& document);

// The octets of the PNG or JPEG picture that has this number; empty where there is none.
std::string rtf_picture(std::string_view octets, int number);

}  // namespace pismovod
