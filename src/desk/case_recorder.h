// Where a case is recorded before its answer is given: the seam to the journal.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "actions/plan.h"
#include "config/configuration.h"
#include "desk/rules_in_force.h"
#include "journal/running_daemons.h"
#include "mail/envelope.h"
#include "mail/message.h"
#include "mime/structure.h"
#include "rules/reasons.h"

namespace pismovod {

struct CaseToRecord {
  const Message& message;
  const Structure& structure;  // of the message
  const Envelope& envelope;
  const Outcome& outcome;
  const Plan& plan;  // without its reference
  bool is_overridden = false;
  const Configuration& configuration;
  ReplyTexts texts;             // of the answer
  std::string override_reason;  // as written; empty: not overridden
  OverrideState tag = OverrideState::none;
  bool may_override = false;  // its sender may let letters pass
  uint64_t octets = 0;        // of the letter
  double receiving = 0;       // milliseconds from MAIL to the end of the message
  double waiting = 0;         // for a place
  double judging = 0;
  Trouble trouble = Trouble::none;  // why it passes unjudged
};

// Called once for every letter that was judged, or should have been, from several threads at once, after
// the verdict and before the edits and the answer: a refusal that is recorded is on disk before the MTA
// hears of it. Returns within journal.wait_milliseconds, a time of its own: a verdict that took all of the
// letter's is recorded too. An exception counts as a fault of ours.
class CaseRecorder {
 public:
  CaseRecorder() = default;
  CaseRecorder(const CaseRecorder&) = delete;
  CaseRecorder& operator=(const CaseRecorder&) = delete;
  virtual ~CaseRecorder() = default;

  // What the answer refers to; nothing where there is no case.
  virtual std::optional<CaseReference> record(const CaseToRecord& found) = 0;
  // Is it a letter that its sender completed on the page, judged there and on record, on its way past us for the
  // first time? Then it has passed now. Any thread.
  virtual bool pass_once(const Message& /*message*/, const Envelope& /*envelope*/) { return false; }
  // A letter that would be stopped and that a lead lets pass once: why, for its case. Any thread.
  virtual std::optional<std::string> let_pass_once(const Outcome& /*outcome*/, const Envelope& /*envelope*/,
                                                   const Texts& /*texts*/) {
    return std::nullopt;
  }
  // What it counts, key=value on one line, for the daemon's figures. Any thread.
  virtual std::string figures() const { return {}; }
  // What waits: in the spool and in the outbox, and the journal's size; key=value on one line. It may look into
  // the journal, within a second. Any thread.
  virtual std::string waiting() const { return {}; }
  // Called once, before the first letter: what is done besides recording goes by these rules, which outlive it.
  virtual void follow(const CurrentRules& /*rules*/) {}
  // Those that share the journal, this one too, as of a moment ago; none where it is nobody else's. Any thread.
  virtual std::vector<RunningDaemon> daemons() const { return {}; }
  // The end of the program: what was recorded is put where it is kept, what is being sent is broken off.
  // Returns by then; afterwards nothing is recorded. Threads may still be calling record(): it stays alive.
  virtual void close(std::chrono::steady_clock::time_point /*by*/) {}
};

}  // namespace pismovod
