// A replay's report for people: text for a terminal, a page of HTML that stands alone, rows for a spreadsheet.
#pragma once

#include <string>

#include "actions/texts.h"
#include "replay/replay_json.h"

namespace pismovod {

// Ends with a line end each.
std::string replay_text(const ReplayResult& result, const Texts& texts);
// UTF-8; no script, nothing from elsewhere; all that stands in letters is escaped.
std::string replay_html(const ReplayResult& result, const Texts& texts);
// RFC 4180, with the mark of UTF-8 that spreadsheets look for; one value a cell.
std::string replay_csv(const ReplayResult& result, const Texts& texts);

}  // namespace pismovod
