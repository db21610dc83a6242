// ODT and ODS (OpenDocument 1.2, ISO/IEC 26300): headers and footers of the page, then the content.
#pragma once

#include <string_view>

#include "extract/document.h"
#include "reader/budget.h"

namespace pismovod {

// encrypted where the manifest says so.
ReadState read_odt(std::string_view file, Budget& budget, size_t most, Document& document);
ReadState read_ods(std::string_view file, Budget& budget, size_t most, Document& document);

// The same in one XML file (OpenDocument 1.2 part 1, section 3.1.2). False where it is damaged: what stood
// before is kept.
bool read_flat_odt(std::string_view xml, size_t most, Document& document);
bool read_flat_ods(std::string_view xml, size_t most, Document& document);

}  // namespace pismovod
