// What would happen to a letter, and the verdicts behind it: data, performed by the shells.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mail/address.h"
#include "mail/edit.h"
#include "rules/verdict.h"

namespace pismovod {

struct LookalikeWarning {
  std::string address;  // as given
  std::string meant;
};

// What a letter is completed with before it goes on.
struct Completion {
  std::vector<std::string> ids;    // the requirements
  std::vector<std::string> lines;  // as they were written: "Код партнера: 14352"
  std::string before;              // the letter's own words round the place, UTF-8
  std::string after;
  ChangeBody change;
};

// A doubt that refuses nothing: the register knows another firm by this ИНН.
struct Advisory {
  Reason what;                          // the text [advisory.KEY] with its gaps
  std::string about;                    // the requirement that it speaks of
  std::vector<std::string> wants = {};  // requirements whose titles fill its gap {wants}
};

// A value that the letter lacks and a register knows; to be confirmed by whoever uses it.
struct Offer {
  std::string id;      // the requirement
  std::string value;   // in normal form
  std::string source;  // the text [source.KEY]
};

struct Outcome {
  Action decision = Action::accept;
  std::vector<Verdict> verdicts;  // one for each recipient that is a mailbox of ours
  std::vector<Place> looked;      // where was looked: what there is of subject, text and so on, and every attachment
  std::vector<LookalikeWarning> lookalikes;
  bool is_machine = false;
  std::string cannot_inspect;  // which limit; empty where it could be
  std::string print = {};      // by which the letter is known again (letter_print.h); empty: it was not read
  // The verdicts and the decision are those of the letter as it goes on.
  std::optional<Completion> completion = {};
  std::vector<Advisory> advisories = {};
  std::vector<Offer> offers = {};
};

// What a mailbox with this policy does with a letter of this verdict.
Action action_for(const Verdict& verdict, const Policy& policy);

}  // namespace pismovod
