#include "desk/letter_desk.h"

#include <algorithm>

#include "desk/override_tag.h"
#include "inspect/inspect.h"

namespace pismovod {
namespace {

using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point then) {
  return std::chrono::duration<double, std::milli>(Clock::now() - then).count();
}

std::string exemption_of(const Transaction& letter) {
  if (letter.is_exempt_sender()) return "sender";
  const Exemptions& exemptions = letter.rules().exemptions();
  if (exemptions.has_client(letter.envelope().client)) return "client";
  return exemptions.has_authenticated(letter.envelope().authenticated) ? "authenticated" : "";
}

void look_for_override(Transaction& letter, LetterReport& report) {
  const HeaderField* subject = letter.message().field("Subject");
  if (subject == nullptr || subject->value.find('[') == std::string::npos) {
    // An encoded subject shows its brackets only when it is decoded.
    if (subject == nullptr || subject->value.find("=?") == std::string::npos) return;
  }
  const RulesInForce& rules = letter.rules();
  const auto tag = find_override_tag(subject->value, rules.settings().override_.tag);
  if (!tag) return;
  if (!rules.overriders().has(letter.envelope().reverse_path)) {
    report.override_refused = "not_allowed";
  } else if (tag->reason.empty()) {
    report.override_refused = "no_reason";
  } else {
    report.override_reason = tag->reason;
  }
}

PlanRequest request_of(const Transaction& letter, const LetterReport& report) {
  return {report.outcome,
          letter.addressees(),
          letter.envelope().recipients.size(),
          letter.rules().settings().milter.mode,
          letter.foreign_marks() > 0,
          !report.override_reason.empty(),
          std::nullopt};
}

bool is_unverified(const Outcome& outcome) {
  return std::any_of(outcome.verdicts.begin(), outcome.verdicts.end(), [](const Verdict& v) {
    return std::any_of(v.requirements.begin(), v.requirements.end(),
                       [](const Judged& j) { return j.status == Status::unverified; });
  });
}

void count(Metrics& metrics, const Transaction& letter, const LetterReport& report) {
  metrics.count(report.action);
  metrics.octets += letter.size();
  metrics.exempt += report.exempt.empty() ? 0 : 1;
  metrics.overridden += report.override_reason.empty() ? 0 : 1;
  metrics.machines += report.outcome.is_machine ? 1 : 0;
  metrics.cannot_inspect += report.outcome.cannot_inspect.empty() ? 0 : 1;
  metrics.unverified += is_unverified(report.outcome) ? 1 : 0;
  metrics.judging_microseconds += static_cast<uint64_t>(report.judging * 1000);
}

}  // namespace

bool LetterDesk::judge(Transaction& letter, Deadline deadline, LetterReport& report) const {
  const auto arrived = Clock::now();
  const auto place = gate_.enter(deadline);
  report.waiting = milliseconds_since(arrived);
  if (!place) return false;
  const auto begun = Clock::now();
  report.outcome =
      inspect(letter.message(), letter.envelope(), letter.rules().configuration(), services_.tools(deadline));
  report.judging = milliseconds_since(begun);
  return true;
}

// The case is on record before there is an answer that refers to it.
std::optional<CaseReference> LetterDesk::record(Transaction& letter, const PlanRequest& request, Deadline deadline,
                                                LetterReport& report) const {
  if (recorder_ == nullptr) return std::nullopt;
  const auto begun = Clock::now();
  auto reference =
      recorder_->record({letter.message(), letter.envelope(), report.outcome, decide(request), request.is_overridden,
                         letter.rules().configuration(), deadline, request, letter.rules().reply_texts(),
                         report.override_reason, letter.size(), report.receiving, report.waiting, report.judging});
  report.recording = milliseconds_since(begun);
  if (reference) report.reference = reference->number;
  return reference;
}

Plan LetterDesk::handle(Transaction& letter, std::function<void()> beat, LetterReport& report) const {
  report.receiving = milliseconds_since(letter.begun());
  const Deadline deadline = Clock::now() + std::chrono::seconds(letter.rules().settings().milter.deadline_seconds);
  report.exempt = exemption_of(letter);
  PlanRequest request = request_of(letter, report);
  if (report.exempt.empty()) {
    const Heartbeat::Scope alive = heartbeat_.during(std::move(beat));
    look_for_override(letter, report);
    if (!judge(letter, deadline, report)) {
      ++metrics_.busy;
      return handle_trouble(letter, "busy", report);
    }
    request.is_overridden = !report.override_reason.empty();
    request.reference = record(letter, request, deadline, report);
  }
  Plan plan = make_plan(request, letter.rules().reply_texts());
  report.action = plan.action;
  count(metrics_, letter, report);
  return plan;
}

Plan LetterDesk::handle_trouble(const Transaction& letter, std::string_view why, LetterReport& report) const {
  const RulesInForce& rules = letter.rules();
  Plan plan = make_trouble_plan(letter.addressees(), why, letter.foreign_marks() > 0,
                                rules.settings().milter.tempfail_on_trouble, rules.reply_texts());
  report.trouble = why;
  report.action = plan.action;
  report.put_off = plan.reply.has_value();
  if (report.put_off) {
    ++metrics_.put_off;
  } else {
    metrics_.count(plan.action);
  }
  return plan;
}

}  // namespace pismovod
