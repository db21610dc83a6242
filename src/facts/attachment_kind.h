// What an attachment is, as far as its outline tells.
#pragma once

#include <string>

#include "extract/document.h"
#include "letter/letter.h"

namespace pismovod {

// A logo or an icon of the signature, a letter's decoration: no document of anybody.
bool is_decoration(const Letter& letter, const Document& document);

// Why nothing reads a whole file of its kind, as a key of a Reason with the gap "file": "unread_mxl" for a table of
// 1C, "unreadable" where nothing better can be said.
std::string unreadable_reason(const Document& document);

// A picture, or a PDF: what counts as a scan.
inline bool is_scan_kind(FileKind kind) { return kind == FileKind::picture || kind == FileKind::pdf; }

}  // namespace pismovod
