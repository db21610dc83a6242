// Judges: which scenarios a letter falls in, what it owes a mailbox, and whether it is there.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "facts/condition.h"
#include "facts/filter.h"
#include "rules/mailbox.h"
#include "rules/verdict.h"

namespace pismovod {

// What a letter owes one mailbox, before anything was looked for.
struct Debt {
  std::vector<std::string> scenarios;
  std::vector<RequirementUse> owed;
  std::vector<RequirementUse> waived;  // a condition lets them off
};

Debt debt_of(const Mailbox& mailbox, const ConditionReader& conditions, const Reading& reading);

// Status and reason from what was found.
Judged judge(const RequirementUse& use, Finding finding);
Judged judge_waived(const RequirementUse& use);

}  // namespace pismovod
