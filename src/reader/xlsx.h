// XLSX (ECMA-376 part 1, SpreadsheetML): the visible sheets, each a passage with rows and cells as
// they stand; text boxes behind them.
//
// Values are what a person sees, as far as matters here: shared and inline strings, results of
// formulas as cached, numbers without an exponent, with the leading zeros of formats like 00000,
// dates of date formats as day.month.year.
#pragma once

#include <string>
#include <string_view>

#include "extract/document.h"
#include "reader/budget.h"

namespace pismovod {

ReadState read_xlsx(std::string_view file, Budget& budget, size_t most, Document& document);

}  // namespace pismovod
