// Comma-separated values, as spreadsheets write them (RFC 4180, with ';' and tabs too).
#pragma once

#include <string_view>

#include "extract/text_collector.h"

namespace pismovod {

// Each row becomes a line, its cells parted by tabs, line ends within a quoted cell become vertical
// tabs. Quotes that are never closed end with the text.
void collect_csv(std::string_view utf8, char separator, TextCollector& collector);

}  // namespace pismovod
