#include "rules/judge.h"

#include <algorithm>

namespace pismovod {
namespace {

// A requirement owed twice is owed once: must goes before should, options add up.
void merge(std::vector<RequirementUse>& owed, const RequirementUse& use) {
  const auto known = std::find_if(owed.begin(), owed.end(), [&](const RequirementUse& u) { return u.id == use.id; });
  if (known == owed.end()) {
    owed.push_back(use);
    return;
  }
  if (use.level == Level::must) known->level = Level::must;
  known->options.insert(use.options.begin(), use.options.end());
}

bool is_owed(const RequirementUse& use, const ConditionReader& conditions, const std::vector<const Text*>& texts) {
  if (!use.only_if.empty() && !conditions.holds(use.only_if, texts)) return false;
  return use.unless.empty() || !conditions.holds(use.unless, texts);
}

void add(const std::vector<RequirementUse>& uses, const ConditionReader& conditions,
         const std::vector<const Text*>& texts, Debt& debt) {
  for (const RequirementUse& use : uses) {
    if (is_owed(use, conditions, texts)) {
      merge(debt.owed, use);
    } else if (!use.why_not.empty()) {
      merge(debt.waived, use);
    }
  }
}

std::vector<const Scenario*> scenarios_in(const Mailbox& mailbox, const ConditionReader& conditions,
                                          const std::vector<const Text*>& texts) {
  std::vector<const Scenario*> out;
  for (const Scenario& scenario : mailbox.scenarios) {
    const bool off = ConditionReader::is_mentioned(scenario.unless, texts);
    if (!off && conditions.holds(scenario.when, texts)) out.push_back(&scenario);
  }
  return out;
}

}  // namespace

Debt debt_of(const Mailbox& mailbox, const ConditionReader& conditions, const Reading& reading) {
  std::vector<const Text*> texts = reading.own_words(true);
  std::vector<const Scenario*> scenarios = scenarios_in(mailbox, conditions, texts);
  if (scenarios.empty() && !mailbox.scenarios.empty()) {
    const std::vector<const Text*> quoted = reading.own_quoted();
    scenarios = scenarios_in(mailbox, conditions, quoted);
    if (!scenarios.empty()) texts.insert(texts.end(), quoted.begin(), quoted.end());
  }
  Debt debt;
  for (const Scenario* scenario : scenarios) {
    debt.scenarios.push_back(scenario->name);
    add(scenario->requirements, conditions, texts, debt);
  }
  if (scenarios.empty()) {
    debt.scenarios.push_back(mailbox.otherwise);
    add(mailbox.requirements, conditions, texts, debt);
  }
  std::erase_if(debt.waived, [&](const RequirementUse& waived) {
    return std::any_of(debt.owed.begin(), debt.owed.end(), [&](const RequirementUse& u) { return u.id == waived.id; });
  });
  return debt;
}

Judged judge(const RequirementUse& use, Finding finding) {
  Judged out;
  out.id = use.id;
  out.level = use.level;
  out.asked_by = use.asked_by;
  if (!finding.right.empty()) {
    out.status = Status::found;
    if (!finding.wrong.empty()) out.reason = {"wrong_beside", {{"value", finding.wrong.front().value}}};
  } else if (finding.absent) {
    out.status = Status::waived;
    out.reason = *finding.absent;
  } else if (finding.could_not_tell) {
    out.status = Status::unverified;
    out.reason = *finding.could_not_tell;
  } else if (!finding.presumed.empty()) {
    out.status = Status::unverified;
    out.reason = finding.presumed.front().wrong;
  } else if (!finding.wrong.empty()) {
    out.status = Status::invalid;
    out.reason = finding.wrong.front().wrong;
  } else {
    out.status = Status::missing;
    out.reason = finding.missing_because.value_or(Reason{});
  }
  out.finding = std::move(finding);
  return out;
}

Judged judge_waived(const RequirementUse& use) {
  Judged out;
  out.id = use.id;
  out.level = use.level;
  out.asked_by = use.asked_by;
  out.status = Status::waived;
  out.why_not = use.why_not;
  return out;
}

}  // namespace pismovod
