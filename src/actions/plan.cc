#include "actions/plan.h"

#include <algorithm>

#include "actions/mark.h"
#include "actions/refusal.h"
#include "base/ascii.h"

namespace pismovod {
namespace {

bool is_observed(const Addressee& addressee) { return addressee.policy.mode == Mode::observe; }

// How many recipients would be left if those of failing mailboxes were taken out?
size_t left_after_withholding(const PlanRequest& request) {
  size_t left = request.recipients;
  for (const Addressee& addressee : request.addressees) {
    const auto& verdicts = request.outcome.verdicts;
    const auto verdict = std::find_if(verdicts.begin(), verdicts.end(),
                                      [&](const Verdict& v) { return v.mailbox == addressee.mailbox; });
    const bool out =
        verdict != verdicts.end() && verdict->fails() && action_for(*verdict, addressee.policy) > Action::annotate;
    if (out && left > 0) --left;
  }
  return left;
}

// What comes of the letter, before the words for it are made.
Action action_of(const PlanRequest& request) {
  Action action = request.outcome.decision;
  if (request.is_overridden) action = std::min(action, Action::annotate);
  // A letter without recipients is lost without a word: then it is refused.
  if (action == Action::withhold && left_after_withholding(request) == 0) action = Action::reject;
  return action;
}

Reply refusal_of(const Plan& plan, const std::optional<CaseReference>& reference, const ReplyTexts& texts) {
  std::vector<std::string> sentences = plan.refusal;
  for (std::string& sentence : again_sentences(reference, texts)) sentences.push_back(std::move(sentence));
  return {Reply::Kind::refused, sentences};
}

class Planner {
 public:
  Planner(const PlanRequest& request, const ReplyTexts& texts) : request_(request), texts_(texts) {}

  Plan run() {
    plan_.action = action_of(request_);
    if (plan_.action == Action::reject) {
      plan_.refusal = refusal_sentences(failing(), request_.recipients, texts_);
      if (request_.tag == OverrideState::without_reason) plan_.refusal.push_back(tag_sentence(texts_));
      plan_.reply = refusal_of(plan_, std::nullopt, texts_);
      return std::move(plan_);
    }
    // Where everything is merely watched, the letter is not touched at all.
    if (only_observed()) return std::move(plan_);
    if (request_.has_foreign_mark) plan_.edits.emplace_back(RemoveFields{std::string(kMarkField)});
    if (request_.subject_without_tag) plan_.edits.emplace_back(ChangeField{"Subject", *request_.subject_without_tag});
    if (plan_.action != Action::accept) has_others() ? mark_for_others() : mark();
    if (plan_.action == Action::hold) hold();
    if (plan_.action == Action::withhold) withhold();
    // Headers first: the body comes last, in one run (the milter protocol).
    if (request_.outcome.completion) plan_.edits.emplace_back(request_.outcome.completion->change);
    return std::move(plan_);
  }

 private:
  const Addressee* addressee_of(const Verdict& verdict) const {
    const auto found = std::find_if(request_.addressees.begin(), request_.addressees.end(),
                                    [&](const Addressee& a) { return a.mailbox == verdict.mailbox; });
    return found == request_.addressees.end() ? nullptr : &*found;
  }

  Action own_action(const Verdict& verdict) const {
    const Addressee* addressee = addressee_of(verdict);
    return addressee == nullptr ? Action::accept : action_for(verdict, addressee->policy);
  }

  // The verdicts behind the action.
  std::vector<const Verdict*> failing() const {
    std::vector<const Verdict*> out;
    for (const Verdict& verdict : request_.outcome.verdicts) {
      if (verdict.fails() && own_action(verdict) > Action::annotate) out.push_back(&verdict);
    }
    return out;
  }

  bool only_observed() const {
    if (request_.addressees.empty()) return request_.mode == Mode::observe;
    return std::all_of(request_.addressees.begin(), request_.addressees.end(), is_observed);
  }

  void add_mark(std::string value) { plan_.edits.emplace_back(AddField{std::string(kMarkField), std::move(value)}); }

  void mark() {
    for (const Verdict& verdict : request_.outcome.verdicts) {
      if (own_action(verdict) == Action::accept) continue;
      add_mark(request_.is_overridden && verdict.fails() ? mark_of(verdict.mailbox, "overridden") : mark_of(verdict));
    }
    for (const LookalikeWarning& warning : request_.outcome.lookalikes) add_mark(mark_of(warning));
  }

  // Whoever is no mailbox of ours reads the mark too.
  bool has_others() const { return request_.recipients > request_.addressees.size() && request_.recipients > 1; }

  // Neither whom else the letter went to nor what a client lacks is theirs to know.
  void mark_for_others() {
    std::string_view verdict;
    for (const Verdict& each : request_.outcome.verdicts) {
      if (own_action(each) == Action::accept || verdict == "fail" || verdict == "overridden") continue;
      verdict = each.fails() ? request_.is_overridden ? "overridden" : "fail" : "pass";
    }
    if (!verdict.empty()) add_mark(mark_of_verdict(verdict));
    if (!request_.outcome.lookalikes.empty()) add_mark(mark_of_lookalike());
    plan_.mark_names_case = !verdict.empty();
  }

  void hold() {
    std::string reason = "pismovod:";
    for (const Verdict* verdict : failing()) reason += " " + percent_encoded(verdict->mailbox);
    plan_.edits.emplace_back(Quarantine{reason + " fails"});
  }

  void withhold() {
    const std::vector<const Verdict*> verdicts = failing();
    for (const Addressee& addressee : request_.addressees) {
      const bool fails = std::any_of(verdicts.begin(), verdicts.end(),
                                     [&](const Verdict* v) { return v->mailbox == addressee.mailbox; });
      if (fails) plan_.edits.emplace_back(DeleteRecipient{addressee.path});
    }
  }

  const PlanRequest& request_;
  const ReplyTexts& texts_;
  Plan plan_;
};

}  // namespace

Plan make_plan(const PlanRequest& request, const ReplyTexts& texts) { return Planner(request, texts).run(); }

void refer_to(Plan& plan, const CaseReference& reference, const ReplyTexts& texts) {
  if (!plan.refusal.empty()) plan.reply = refusal_of(plan, reference, texts);
  if (!plan.mark_names_case) return;
  for (Edit& edit : plan.edits) {
    AddField* const mark = std::get_if<AddField>(&edit);
    if (mark == nullptr) continue;
    mark->value += "; case=" + reference.number;
    return;
  }
}

Plan make_trouble_plan(std::span<const Addressee> addressees, size_t recipients, std::string_view why,
                       bool has_foreign_mark, bool put_off, const ReplyTexts& texts) {
  Plan plan;
  if (std::all_of(addressees.begin(), addressees.end(), is_observed)) return plan;
  if (put_off) {
    plan.reply = Reply(Reply::Kind::try_later, try_later_sentences(texts));
    return plan;
  }
  plan.action = Action::annotate;
  if (has_foreign_mark) plan.edits.emplace_back(RemoveFields{std::string(kMarkField)});
  if (recipients > addressees.size()) {
    plan.edits.emplace_back(AddField{std::string(kMarkField), mark_of_verdict("unverified", why)});
    plan.mark_names_case = true;
    return plan;
  }
  std::vector<std::string> marked;
  for (const Addressee& addressee : addressees) {
    const bool twice = std::find(marked.begin(), marked.end(), addressee.mailbox) != marked.end();
    if (twice || is_observed(addressee)) continue;
    marked.push_back(addressee.mailbox);
    plan.edits.emplace_back(AddField{std::string(kMarkField), mark_of(addressee.mailbox, "unverified", why)});
  }
  return plan;
}

}  // namespace pismovod
