// What a mailbox requires: the rules, as data read from config/mailboxes/*.toml.
//
// Rules see facts, never text: their conditions are terms of the vocabulary, and whether the letter
// says them is told by facts/condition.h.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "facts/condition.h"
#include "rules/policy.h"

namespace pismovod {

enum class Level : uint8_t { must, should };

// One requirement as a mailbox owes it.
struct RequirementUse {
  std::string id;
  Level level = Level::must;
  Condition only_if;
  Condition unless;
  std::string why_not;                         // what the verdict says where a condition lets it off
  std::map<std::string, std::string> options;  // for the filter: { full = true }
  std::string asked_by;                        // the line that asks for it: "mailboxes/lic.toml:5"
};

struct Scenario {
  std::string name;
  std::string title;
  Condition when;
  Condition unless;
  std::vector<RequirementUse> requirements;
  std::string about = {};  // as a sentence names it: "об отмене"; empty: by its title
};

// What the firm says of the papers, for people.
struct Advice {
  std::string text;
  std::vector<std::string> of = {};  // the requirements that it speaks of; empty: of any letter
};

// The taught question that tells which mailbox a letter is for.
inline constexpr std::string_view kWhoseQuestion = "mailbox";

struct Mailbox {
  std::string address;               // "lic@1c.ru"
  std::vector<std::string> aliases;  // other addresses that lead to it
  std::string title;
  std::string otherwise = "any";             // the name of the scenario of letters that fall in none
  std::string otherwise_about;               // as a sentence names it: "о другом"
  std::vector<RequirementUse> requirements;  // of those letters
  std::vector<Scenario> scenarios;
  std::vector<Advice> advice;
  std::vector<std::string> belongs;  // labels of kWhoseQuestion whose letters are its own, the likest first; empty: any
  std::vector<std::string> form;     // fields of the template: requirements, or labels of the firm's own form
  std::optional<Mode> mode;          // absent: as for all
  std::optional<Action> action;      // absent: as for all
  std::optional<bool> complete;      // absent: as for all
  bool thread = true;                // what an earlier letter of the same thread held is not owed again
  bool listed = false;               // products that the price list does not have are wrong
  std::string file;                  // where it was read from
};

// Its own, where it has one; else that of all.
inline Policy policy_of(const Mailbox& mailbox, const Policy& of_all) {
  return {mailbox.mode.value_or(of_all.mode), mailbox.action.value_or(of_all.action),
          mailbox.complete.value_or(of_all.complete)};
}

}  // namespace pismovod
