#include "replay/difference.h"

#include <algorithm>
#include <set>

#include "actions/wording.h"

namespace pismovod {
namespace {

constexpr size_t kEvidence = 120;  // characters
constexpr std::string_view kNotOwed = "not owed";

bool fails(const Outcome& outcome) {
  return std::ranges::any_of(outcome.verdicts, [](const Verdict& v) { return v.fails(); });
}

const Verdict* verdict_for(const Outcome& outcome, const std::string& mailbox) {
  const auto at = std::ranges::find(outcome.verdicts, mailbox, &Verdict::mailbox);
  return at == outcome.verdicts.end() ? nullptr : &*at;
}

const Judged* judged_of(const Verdict* verdict, const std::string& id) {
  if (verdict == nullptr) return nullptr;
  const auto at = std::ranges::find(verdict->requirements, id, &Judged::id);
  return at == verdict->requirements.end() ? nullptr : &*at;
}

std::string status_of(const Judged* judged) {
  if (judged == nullptr) return std::string(kNotOwed);
  return std::string(judged->level == Level::must ? "" : "wished ") + std::string(name_of(judged->status));
}

std::string evidence_of(const Judged* judged) {
  if (judged == nullptr) return {};
  const std::vector<Fact>& facts = judged->status == Status::unverified ? judged->finding.presumed : facts_of(*judged);
  return facts.empty() ? judged->reason.key : cited(facts.front().evidence.text, kEvidence);
}

std::set<std::string> requirements_of(const Verdict* before, const Verdict* after) {
  std::set<std::string> out;
  for (const Verdict* verdict : {before, after}) {
    if (verdict == nullptr) continue;
    for (const Judged& judged : verdict->requirements) out.insert(judged.id);
  }
  return out;
}

}  // namespace

void Differences::add(const std::string& letter, const Outcome& before, const Outcome& after) {
  std::set<std::string> mailboxes;
  for (const Outcome* outcome : {&before, &after}) {
    for (const Verdict& verdict : outcome->verdicts) mailboxes.insert(verdict.mailbox);
  }
  bool differs = false;
  for (const std::string& mailbox : mailboxes) {
    const Verdict* was = verdict_for(before, mailbox);
    const Verdict* is = verdict_for(after, mailbox);
    for (const std::string& id : requirements_of(was, is)) {
      const Judged* old_one = judged_of(was, id);
      const Judged* new_one = judged_of(is, id);
      if (status_of(old_one) == status_of(new_one)) continue;
      differs = true;
      DifferenceGroup& group = groups[{mailbox, id, status_of(old_one), status_of(new_one)}];
      if (++group.letters <= DifferenceGroup::kMostShown) {
        group.shown.push_back({letter, evidence_of(old_one), evidence_of(new_one)});
      }
    }
  }
  letters += differs ? 1 : 0;
  refused_now += !fails(before) && fails(after) ? 1 : 0;
  let_go_now += fails(before) && !fails(after) ? 1 : 0;
}

}  // namespace pismovod
