// Where a case is recorded before its answer is given: the seam to the journal.
#pragma once

#include <optional>
#include <string>

#include "actions/plan.h"
#include "config/configuration.h"
#include "extract/reader.h"
#include "mail/envelope.h"
#include "mail/message.h"

namespace pismovod {

struct CaseToRecord {
  const Message& message;
  const Envelope& envelope;
  const Outcome& outcome;
  Action action;  // what will come of the letter
  bool is_overridden = false;
  const Configuration& configuration;
  Deadline deadline;            // of the letter: the verdict does not wait longer
  const PlanRequest& request;   // without its reference
  ReplyTexts texts;             // of the answer
  std::string override_reason;  // as written; empty: not overridden
  uint64_t octets = 0;          // of the letter
  double receiving = 0;         // milliseconds from MAIL to the end of the message
  double waiting = 0;           // for a place
  double judging = 0;
};

// Called once for every letter that was judged, from several threads at once, after the verdict and
// before the edits and the answer: a refusal that is recorded is on disk before the MTA hears of
// it. Returns by the deadline; an exception counts as a fault of ours.
class CaseRecorder {
 public:
  CaseRecorder() = default;
  CaseRecorder(const CaseRecorder&) = delete;
  CaseRecorder& operator=(const CaseRecorder&) = delete;
  virtual ~CaseRecorder() = default;

  // What the answer refers to; nothing where there is no case.
  virtual std::optional<CaseReference> record(const CaseToRecord& found) = 0;
  // What it counts, key=value on one line, for the daemon's figures. Any thread.
  virtual std::string figures() const { return {}; }
};

}  // namespace pismovod
