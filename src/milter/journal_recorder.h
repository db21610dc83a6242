// Puts the cases of the milter into the journal, and the letters of ours that belong to them into the
// outbox.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "journal/store.h"
#include "milter/case_recorder.h"

namespace pismovod {

// Composes the notice to the sender of a case, or says that there is none to send. Called from several
// threads at once; may throw (the case is recorded without a notice then). `entry` is what goes on
// record, with its number. Not called for letters that the MTA itself bounces (refused, submitted
// locally), nor for machines' letters. Once-a-case and the rate are the store's business.
using NoticeComposer = std::function<std::optional<OutgoingLetter>(const CaseToRecord& found, const CaseEntry& entry)>;

// Starts a thread that takes the spool in and prunes. Null where the journal is configured off. The
// recorder throws from record() where a refusal, hold or withholding could be put nowhere in time.
std::unique_ptr<CaseRecorder> make_journal_recorder(const Settings& settings, NoticeComposer composer = {});

}  // namespace pismovod
