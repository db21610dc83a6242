// Which mailbox may take its next step, as tables of the overview.
#pragma once

#include <vector>

#include "review/overview_tables.h"

namespace pismovod {

// "ready": a mailbox a row, with its mode and the line to write next; "ready_requirements": what stands behind it. Of
// the last ready.days, whatever period the page shows; mailboxes without letters are left out.
StoreResult<std::vector<FigureTable>> ready_tables(const Visit& visit);

}  // namespace pismovod
