// From what the milter knows of a letter to what goes on record. Pure but for the clock that it is
// handed.
#pragma once

#include "desk/case_recorder.h"
#include "journal/entry.h"

namespace pismovod {

// Everything but its number and what hangs on it.
CaseEntry case_entry_of(const CaseToRecord& found, Instant now);

// The answer and the recipients that are taken out, as the plan with this reference has them.
void add_answer(CaseEntry& entry, const CaseToRecord& found, const CaseReference& reference);

// Will the MTA itself tell the sender? A letter that was submitted locally and is refused comes back as
// the MTA's bounce.
bool is_bounced_by_mta(const CaseToRecord& found);

}  // namespace pismovod
