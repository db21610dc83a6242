// Puts the cases of the milter into the journal, and the letters of ours that belong to them into the
// outbox.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "desk/case_recorder.h"
#include "journal/store.h"

namespace pismovod {

// Composes what is sent about a case: the notice to its sender, a delivery status report. Called from
// several threads at once; may throw (the case is recorded without letters then). `entry` is what goes
// on record, with its number and its values still whole. Not called for letters of machines.
// Once-a-case and the rate are the store's business.
using LetterComposer = std::function<std::vector<OutgoingLetter>(const CaseToRecord& found, const CaseEntry& entry,
                                                                 const CaseReference& reference)>;

// Starts a thread that takes the spool in and prunes. Null where the journal is configured off. The
// recorder throws from record() where a refusal, hold or withholding could be put nowhere in time.
std::unique_ptr<CaseRecorder> make_journal_recorder(const Settings& settings, LetterComposer composer = {});

}  // namespace pismovod
