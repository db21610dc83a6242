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
    if (plan_.action != Action::accept) mark();
    if (plan_.action == Action::hold) hold();
    if (plan_.action == Action::withhold) withhold();
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
}

Plan make_trouble_plan(std::span<const Addressee> addressees, std::string_view why, bool has_foreign_mark, bool put_off,
                       const ReplyTexts& texts) {
  Plan plan;
  if (std::all_of(addressees.begin(), addressees.end(), is_observed)) return plan;
  if (put_off) {
    plan.reply = Reply(Reply::Kind::try_later, try_later_sentences(texts));
    return plan;
  }
  plan.action = Action::annotate;
  if (has_foreign_mark) plan.edits.emplace_back(RemoveFields{std::string(kMarkField)});
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
