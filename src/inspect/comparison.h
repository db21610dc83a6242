// Which verdicts change over a set of letters between two configurations: what `words try`, `learn`
// and a replay show before anything is changed.
#pragma once

#include <string>
#include <vector>

#include "actions/outcome.h"

namespace pismovod {

struct VerdictChange {
  std::string letter;
  std::string mailbox;
  std::string before;  // "cancel: fail, missing cancel_reason"
  std::string after;
};

// A value that grows by a letter at a time.
class Comparison {
 public:
  void add(const std::string& letter, const Outcome& before, const Outcome& after);

  size_t letters() const { return letters_; }
  const std::vector<VerdictChange>& changes() const { return changes_; }
  size_t refused_now() const { return refused_now_; }  // passed before
  size_t let_go_now() const { return let_go_now_; }    // failed before

 private:
  size_t letters_ = 0;
  size_t refused_now_ = 0;
  size_t let_go_now_ = 0;
  std::vector<VerdictChange> changes_;
};

// A verdict on one line, without values: scenarios, pass or fail, what is not simply found.
std::string verdict_line(const Verdict& verdict);

}  // namespace pismovod
