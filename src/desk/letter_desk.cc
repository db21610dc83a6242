// One order for every letter: exemptions, the tag in the subject, a place, the judgement, its completion, a lead's
// leave to pass once, the plan, the record. The case is on record before there is an answer that refers to it. The
// deadline runs from the beginning of the wait for a place, which is a part of it.
//
// An address can be made up: on the lists of senders nobody counts who signed in as another. A letter that could not
// be judged passes with a case, or is put off and has its case when it comes again; one whose MTA is gone is forgotten.

#include "desk/letter_desk.h"

#include <algorithm>

#include "desk/override_tag.h"
#include "desk/probe.h"
#include "inspect/advise.h"
#include "inspect/complete.h"

namespace pismovod {
namespace {

using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point then) {
  return std::chrono::duration<double, std::milli>(Clock::now() - then).count();
}

Exempt exemption_of(const Transaction& letter, LetterReport& report) {
  const Exemptions& exemptions = letter.rules().exemptions();
  const Envelope& envelope = letter.envelope();
  if (exemptions.has_client(envelope.client)) return Exempt::client;
  if (exemptions.has_authenticated(envelope.authenticated)) return Exempt::authenticated;
  if (!exemptions.senders().has(envelope.reverse_path)) return Exempt::no;
  const SenderProof proof = exemptions.senders().proof_of(envelope.reverse_path, envelope.authenticated);
  report.sender_proof = name_of(proof);
  if (proof == SenderProof::another_login) report.exempt_refused = NotCounted::login;
  return proof == SenderProof::another_login ? Exempt::no : Exempt::sender;
}

// Why a tag of this sender would not count.
NotCounted override_refusal(const Transaction& letter, std::string_view& known_by) {
  const RulesInForce& rules = letter.rules();
  const Envelope& envelope = letter.envelope();
  const std::vector<std::string>& logins = rules.settings().override_.authenticated;
  if (std::find(logins.begin(), logins.end(), envelope.authenticated) != logins.end()) return NotCounted::counts;
  if (!rules.overriders().has(envelope.reverse_path)) return NotCounted::not_allowed;
  const SenderProof proof = rules.overriders().proof_of(envelope.reverse_path, envelope.authenticated);
  known_by = name_of(proof);
  return proof == SenderProof::another_login ? NotCounted::login : NotCounted::counts;
}

// An encoded subject shows its brackets only when it is decoded.
bool may_have_tag(const HeaderField* subject) {
  return subject != nullptr &&
         (subject->value.find('[') != std::string::npos || subject->value.find("=?") != std::string::npos);
}

void look_for_override(Transaction& letter, LetterReport& report) {
  std::string_view proof;
  const NotCounted refusal = override_refusal(letter, proof);
  report.may_override = refusal == NotCounted::counts;
  const HeaderField* subject = letter.message().field("Subject");
  if (!may_have_tag(subject)) return;
  const auto tag = find_override_tag(subject->value, letter.rules().settings().override_.tag);
  if (!tag) return;
  if (!proof.empty()) report.sender_proof = proof;
  report.override_refused = tag->reason.empty() && report.may_override ? NotCounted::no_reason : refusal;
  report.tag = !report.may_override  ? OverrideState::not_allowed
               : tag->reason.empty() ? OverrideState::without_reason
                                     : OverrideState::given;
  if (report.tag == OverrideState::given) report.override_reason = tag->reason;
}

// What stands in the tag is for us: nobody else reads it, whether it counts or not.
std::optional<std::string> subject_without_tag(Transaction& letter, const LetterReport& report) {
  if (report.tag == OverrideState::none || report.outcome.is_machine) return std::nullopt;
  return without_override_tag(letter.message().field("Subject")->value, letter.rules().settings().override_.tag);
}

PlanRequest request_of(Transaction& letter, const LetterReport& report) {
  return {report.outcome,
          letter.addressees(),
          letter.envelope().recipients.size(),
          letter.rules().settings().milter.mode,
          letter.foreign_marks() > 0,
          !report.override_reason.empty(),
          report.tag,
          subject_without_tag(letter, report)};
}

GateUser user_of(const Envelope& envelope) {
  return {envelope.authenticated.empty() ? envelope.reverse_path.text() : envelope.authenticated, envelope.client};
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
  metrics.exempt += report.exempt == Exempt::no ? 0 : 1;
  metrics.overridden += report.override_reason.empty() ? 0 : 1;
  metrics.machines += report.outcome.is_machine ? 1 : 0;
  metrics.cannot_inspect += report.outcome.cannot_inspect.empty() ? 0 : 1;
  metrics.unverified += is_unverified(report.outcome) ? 1 : 0;
  if (report.exempt == Exempt::no) {
    metrics.judging.add(report.judging);
    metrics.waiting.add(report.waiting);
  }
  metrics.judging_microseconds += static_cast<uint64_t>(report.judging * 1000);
}

}  // namespace

Trouble LetterDesk::judge(Transaction& letter, const std::atomic<bool>& gone, LetterReport& report) const {
  const auto arrived = Clock::now();
  const Deadline deadline = arrived + std::chrono::seconds(letter.rules().settings().milter.deadline_seconds);
  const auto place = gate_.enter(user_of(letter.envelope()), deadline, &gone);
  report.waiting = milliseconds_since(arrived);
  if (gone) return Trouble::gone;
  if (!place) return Trouble::busy;
  const auto begun = Clock::now();
  const Patience patience(deadline, &gone);
  report.outcome = inspect(letter.message(), letter.envelope(), letter.rules().configuration(),
                           services_.tools(patience), &report.structure);
  complete_where_due(letter, patience, report);
  advise_by(services_, report.outcome, deadline);
  report.judging = milliseconds_since(begun);
  return gone ? Trouble::gone : Trouble::none;
}

// A letter that its sender lets pass as it is stays so; so does one whose body the MTA keeps.
void LetterDesk::complete_where_due(Transaction& letter, const Patience& patience, LetterReport& report) const {
  const RulesInForce& rules = letter.rules();
  const bool may = rules.may_complete() && letter.can_change_body() && report.override_reason.empty();
  if (!may) return;
  auto completed = complete(letter.message(), letter.envelope(), rules.configuration(), services_.tools(patience),
                            report.structure, report.outcome);
  if (!completed) return;
  report.outcome = std::move(*completed);
  ++metrics_.completed;
}

// The case is on record before there is an answer that refers to it.
std::optional<CaseReference> LetterDesk::record(Transaction& letter, const Plan& plan, LetterReport& report) const {
  if (recorder_ == nullptr) return std::nullopt;
  const auto begun = Clock::now();
  auto reference = recorder_->record(
      {letter.message(), report.structure, letter.envelope(), report.outcome, plan, !report.override_reason.empty(),
       letter.rules().configuration(), letter.rules().reply_texts(), report.override_reason, report.tag,
       report.may_override, letter.size(), report.receiving, report.waiting, report.judging, report.trouble});
  report.recording = milliseconds_since(begun);
  if (reference) report.reference = reference->number;
  return reference;
}

Plan LetterDesk::handle(Transaction& letter, Waiting& mta, LetterReport& report) const {
  report.receiving = milliseconds_since(letter.begun());
  report.exempt = exemption_of(letter, report);
  if (report.exempt == Exempt::no && recorder_ != nullptr && recorder_->pass_once(letter.message(), letter.envelope()))
    report.exempt = Exempt::completed;
  const bool is_judged = report.exempt == Exempt::no;
  const Heartbeat::Scope alive = heartbeat_.during(mta);
  if (is_judged) {
    look_for_override(letter, report);
    report.trouble = judge(letter, alive.gone(), report);
    if (report.trouble == Trouble::gone) return give_up(report);
    if (report.trouble != Trouble::none) return pass_unjudged(letter, report.trouble, report);
    look_for_allowance(letter, report);
  }
  const ReplyTexts texts = letter.rules().reply_texts();
  Plan plan = make_plan(request_of(letter, report), texts);
  if (is_judged) {
    if (const auto reference = record(letter, plan, report)) refer_to(plan, *reference, texts);
  }
  report.action = plan.action;
  count(metrics_, letter, report);
  return plan;
}

Plan LetterDesk::answer_probe(Transaction& letter, Waiting& mta, LetterReport& report) const {
  report.exempt = Exempt::probe;
  report.action = Action::reject;
  const Heartbeat::Scope alive = heartbeat_.during(mta);
  report.trouble = judge(letter, alive.gone(), report);
  const bool is_judged = report.trouble == Trouble::none && !report.outcome.verdicts.empty();
  std::string answer(Probe::kAnswer);
  answer += ' ';
  answer += letter.addressees().front().mailbox;
  answer += !is_judged ? " unjudged" : report.outcome.verdicts.front().fails() ? " fail" : " pass";
  Plan plan;
  plan.action = Action::reject;
  plan.reply = Reply(Reply::Kind::refused, {answer});
  return plan;
}

// The lead's word counts as a tag does that is given.
void LetterDesk::look_for_allowance(Transaction& letter, LetterReport& report) const {
  if (recorder_ == nullptr || !is_stopped(report.outcome) || !report.override_reason.empty()) return;
  const Texts& texts = letter.rules().configuration().texts;
  if (auto why = recorder_->let_pass_once(report.outcome, letter.envelope(), texts))
    report.override_reason = std::move(*why);
}

// Nobody will hear of it: what was found of the letter is of no use, and it has not been sent.
Plan LetterDesk::give_up(LetterReport& report) const {
  ++metrics_.aborted;
  report.outcome = {};
  return {};
}

// One that is put off comes again, and has its case then.
Plan LetterDesk::pass_unjudged(Transaction& letter, Trouble why, LetterReport& report) const {
  report.trouble = why;
  const RulesInForce& rules = letter.rules();
  report.outcome = uninspected(letter.envelope(), rules.configuration(), std::string(name_of(why)));
  ++(why == Trouble::busy ? metrics_.busy : metrics_.unjudged);
  Plan plan = handle_trouble(letter, why, report);
  if (report.put_off) return plan;
  if (const auto reference = record(letter, plan, report)) refer_to(plan, *reference, rules.reply_texts());
  return plan;
}

Plan LetterDesk::handle_trouble(const Transaction& letter, Trouble why, LetterReport& report) const {
  const RulesInForce& rules = letter.rules();
  Plan plan =
      make_trouble_plan(letter.addressees(), letter.envelope().recipients.size(), name_of(why),
                        letter.foreign_marks() > 0, rules.settings().milter.tempfail_on_trouble, rules.reply_texts());
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
