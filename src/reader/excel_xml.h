// SpreadsheetML 2003 ("XML Spreadsheet 2003", often named .xls): worksheets with rows and cells as they stand.
#pragma once

#include <string_view>

#include "extract/document.h"

namespace pismovod {

// The text into the document, at most `most` octets. False where it is damaged: what stood before is kept.
bool read_excel_xml(std::string_view xml, size_t most, Document& document);

}  // namespace pismovod
