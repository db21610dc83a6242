// What an attachment is, as far as its outline tells.
#pragma once

#include "extract/document.h"
#include "letter/letter.h"

namespace pismovod {

// A logo or an icon of the signature, a letter's decoration: no document of anybody.
bool is_decoration(const Letter& letter, const Document& document);

// A picture, or a PDF: what counts as a scan.
inline bool is_scan_kind(FileKind kind) { return kind == FileKind::picture || kind == FileKind::pdf; }

}  // namespace pismovod
