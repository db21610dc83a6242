// Files that are text: plain, log, CSV, HTML, XML. Read in the program itself, since every parser
// here is small or fuzzed; the reader processes use the same functions for files inside archives.
#pragma once

#include <string_view>

#include "extract/file_type.h"

namespace pismovod {

// Reads `octets` of a text format into the document, whose attachment, name and kind stand already:
// passages, states, text_was_cut. At most `most` octets of text are kept. The charset is the
// declared one, and may be empty or wrong. Never fails: what cannot be parsed is cut.
void read_text_file(std::string_view octets, Format format, std::string_view charset, size_t most, Document& document);

// The text of an XML document: a line for each element that has text, `name: text`, and for each
// attribute, `name: value`. False when it is malformed or has a document type declaration; what
// stood before is kept.
class TextCollector;
bool collect_xml(std::string_view octets, TextCollector& collector);

}  // namespace pismovod
