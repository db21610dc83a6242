// Facts: what a filter found, with evidence. Values that can be printed, compared and stored.
//
// A finding never decides: it says what is there, what is there but wrong, what could not be told,
// or that the datum does not exist here. What follows from it is the rules' business.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "letter/letter.h"

namespace pismovod {

// Why, as a key into config/texts ([reason.KEY]) and what stands in its gaps.
struct Reason {
  std::string key;
  std::map<std::string, std::string> gaps;
  bool operator==(const Reason&) const = default;
};

// Where a fact stands. `text` is cited as written; `line` counts from 1 within the passage.
struct Evidence {
  Place place;
  size_t offset = 0;  // octets from the passage's beginning
  size_t line = 0;
  std::string text;
};

struct Fact {
  std::string value;  // in normal form
  Evidence evidence;
  Reason wrong;               // why it is none, where it is not right
  std::vector<Reason> notes;  // what is worth saying and changes no status
};

// What may be what is looked for, and could not be told for certain: for Finding::presumed.
inline Fact perhaps_said(const Evidence& evidence) {
  return {evidence.text, evidence, {"perhaps_said", {{"value", evidence.text}}}, {}};
}

struct Finding {
  std::vector<Fact> right;
  std::vector<Fact> wrong;
  std::vector<Fact> presumed;             // present, could not be read or told apart
  std::optional<Reason> could_not_tell;   // our inability: never a refusal
  std::optional<Reason> absent;           // the datum does not exist here: nothing is owed
  std::optional<Reason> missing_because;  // what was seen instead, where nothing is right
  bool is_denied = false;                 // the letter itself says that there is none: no file can hold it

  // More than people ever look at; a letter of megabytes need not be searched for more.
  static constexpr size_t kEnough = 8;
  bool has_enough() const { return right.size() >= kEnough; }
  // Takes a fact, right or wrong; of a table of thousands only as many as anybody could want to see.
  void add(Fact fact) {
    std::vector<Fact>& list = fact.wrong.key.empty() ? right : wrong;
    if (list.size() < kMost) list.push_back(std::move(fact));
  }
  static constexpr size_t kMost = 64;
};

}  // namespace pismovod
