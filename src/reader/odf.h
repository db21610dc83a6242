// ODT and ODS (OpenDocument 1.2, ISO/IEC 26300): headers and footers of the page, then the content.
#pragma once

#include <string_view>

#include "extract/document.h"
#include "reader/budget.h"

namespace pismovod {

// encrypted where the manifest says so.
ReadState read_odt(std::string_view file, Budget& budget, size_t most, Document& document);
ReadState read_ods(std::string_view file, Budget& budget, size_t most, Document& document);

}  // namespace pismovod
