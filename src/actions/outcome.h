// What would happen to a letter, and the verdicts behind it: data, performed by the shells.
#pragma once

#include <string>
#include <vector>

#include "mail/address.h"
#include "rules/verdict.h"

namespace pismovod {

struct LookalikeWarning {
  std::string address;  // as given
  std::string meant;
};

struct Outcome {
  Action decision = Action::accept;
  std::vector<Verdict> verdicts;  // one for each recipient that is a mailbox of ours
  std::vector<Place> looked;      // where was looked: what there is of subject, text and so on, and every attachment
  std::vector<LookalikeWarning> lookalikes;
  bool is_machine = false;
  std::string cannot_inspect;  // which limit; empty where it could be
  std::string print = {};      // by which the letter is known again (letter_print.h); empty: it was not read
};

// What a mailbox with this policy does with a letter of this verdict.
Action action_for(const Verdict& verdict, const Policy& policy);

}  // namespace pismovod
