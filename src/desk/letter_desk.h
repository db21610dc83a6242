// What happens to a whole letter: exemptions, the wait for a place, judging, recording, the plan.
// Knows nothing of libmilter.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "actions/plan.h"
#include "desk/case_recorder.h"
#include "desk/gate.h"
#include "desk/heartbeat.h"
#include "desk/metrics.h"
#include "desk/transaction.h"
#include "inspect/services.h"
#include "rules/reasons.h"

namespace pismovod {

// How a letter went, for its log line.
struct LetterReport {
  Outcome outcome;
  Structure structure;  // of the letter, where it was judged
  Action action = Action::accept;
  bool put_off = false;
  Exempt exempt = Exempt::no;
  std::string override_reason;                       // as written
  NotCounted exempt_refused = NotCounted::counts;    // the sender is on the list
  NotCounted override_refused = NotCounted::counts;  // the tag is there
  OverrideState tag = OverrideState::none;
  bool may_override = false;
  std::string_view sender_proof;  // how a sender of one of the lists is known: login, mail_from, another_login
  Trouble trouble = Trouble::none;
  std::string reference;  // of the case
  double receiving = 0;   // milliseconds from MAIL to the end of the message
  double waiting = 0;     // for a place
  double judging = 0;
  double recording = 0;
};

class LetterDesk {
 public:
  // All of it must outlive the desk; `recorder` may be null.
  LetterDesk(Services& services, Gate& gate, Heartbeat& heartbeat, Metrics& metrics, CaseRecorder* recorder)
      : services_(services), gate_(gate), heartbeat_(heartbeat), metrics_(metrics), recorder_(recorder) {}

  // To be called once, when the letter is whole and its envelope complete. `mta` is told while it takes
  // long; where it is gone nothing further is done and the plan is empty. Any thread; several letters at once.
  Plan handle(Transaction& letter, Waiting& mta, LetterReport& report) const;

  // The same for a letter that is not judged: it passes, marked and with a case, or is put off.
  Plan pass_unjudged(Transaction& letter, Trouble why, LetterReport& report) const;

  // The probe of `doctor`: judged as any letter, refused whatever comes of it, on record nowhere.
  Plan answer_probe(Transaction& letter, Waiting& mta, LetterReport& report) const;

  // The plan for a letter that could not be handled through a fault of ours.
  Plan handle_trouble(const Transaction& letter, Trouble why, LetterReport& report) const;

 private:
  Plan give_up(LetterReport& report) const;
  void look_for_allowance(Transaction& letter, LetterReport& report) const;
  Trouble judge(Transaction& letter, const std::atomic<bool>& gone, LetterReport& report) const;
  void complete_where_due(Transaction& letter, const Patience& patience, LetterReport& report) const;
  std::optional<CaseReference> record(Transaction& letter, const Plan& plan, LetterReport& report) const;

  Services& services_;
  Gate& gate_;
  Heartbeat& heartbeat_;
  Metrics& metrics_;
  CaseRecorder* recorder_;
};

}  // namespace pismovod
