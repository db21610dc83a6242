// What would be otherwise under other rules: verdicts that differ, by requirement and direction, with the evidence
// of both sides. A value that grows by a letter at a time, in bounded memory.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "actions/outcome.h"

namespace pismovod {

struct DifferentLetter {
  std::string letter;
  std::string before;  // evidence, or why
  std::string after;
};

// Mailbox, requirement, status before and after; "not owed" where the letter did not owe it.
using DifferenceKind = std::tuple<std::string, std::string, std::string, std::string>;

struct DifferenceGroup {
  static constexpr size_t kMostShown = 20;

  uint64_t letters = 0;
  std::vector<DifferentLetter> shown;  // the first of them
};

struct Differences {
  uint64_t letters = 0;      // that differ in anything
  uint64_t refused_now = 0;  // passed before
  uint64_t let_go_now = 0;   // failed before
  std::map<DifferenceKind, DifferenceGroup> groups;

  void add(const std::string& letter, const Outcome& before, const Outcome& after);
};

}  // namespace pismovod
