// What happens to a whole letter: exemptions, the wait for a place, judging, recording, the plan.
// Knows nothing of libmilter.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "actions/plan.h"
#include "desk/case_recorder.h"
#include "desk/gate.h"
#include "desk/heartbeat.h"
#include "desk/metrics.h"
#include "desk/transaction.h"
#include "inspect/services.h"

namespace pismovod {

// How a letter went, for its log line.
struct LetterReport {
  Outcome outcome;
  Action action = Action::accept;
  bool put_off = false;
  std::string exempt;            // sender, client or authenticated
  std::string override_reason;   // as written
  std::string override_refused;  // the tag is there and does not count: not_allowed, no_reason
  std::string trouble;           // busy, failure
  std::string reference;         // of the case
  double receiving = 0;          // milliseconds from MAIL to the end of the message
  double waiting = 0;            // for a place
  double judging = 0;
  double recording = 0;
};

class LetterDesk {
 public:
  // All of it must outlive the desk; `recorder` may be null.
  LetterDesk(Services& services, Gate& gate, Heartbeat& heartbeat, Metrics& metrics, CaseRecorder* recorder)
      : services_(services), gate_(gate), heartbeat_(heartbeat), metrics_(metrics), recorder_(recorder) {}

  // To be called once, when the letter is whole and its envelope complete. `beat` is called while
  // it takes long. Any thread; several letters at once.
  Plan handle(Transaction& letter, std::function<void()> beat, LetterReport& report) const;

  // The plan for a letter that could not be handled through a fault of ours.
  Plan handle_trouble(const Transaction& letter, std::string_view why, LetterReport& report) const;

 private:
  // False where there was no place to judge it in.
  bool judge(Transaction& letter, Deadline deadline, LetterReport& report) const;
  std::optional<CaseReference> record(Transaction& letter, const PlanRequest& request, Deadline deadline,
                                      LetterReport& report) const;

  Services& services_;
  Gate& gate_;
  Heartbeat& heartbeat_;
  Metrics& metrics_;
  CaseRecorder* recorder_;
};

}  // namespace pismovod
