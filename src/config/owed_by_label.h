// What letters of each label of a question owe: by the scenario that goes by it, else the mailbox's other letters.
// The matter itself ("question") is in every letter and is not among it.
//
// Values; nothing throws.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "rules/mailbox.h"

namespace pismovod {

class OwedByLabel {
 public:
  using Ids = std::set<std::string>;

  OwedByLabel(const std::vector<Mailbox>& mailboxes, const std::string& question);

  // Does any scenario go by the question?
  bool is_known() const { return !by_label_.empty(); }
  Ids of_label(const std::string& label) const;
  Ids of_any(const std::vector<std::string>& labels) const;
  Ids of_all(const std::vector<std::string>& labels) const;
  // Pairs of `labels`: letters of the first owe nothing that letters of the second do not.
  std::set<std::pair<std::string, std::string>> lighter(const std::vector<std::string>& labels) const;

 private:
  std::map<std::string, Ids> by_label_;
  Ids others_;
};

}  // namespace pismovod
