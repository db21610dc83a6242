// Words that conditions are read from: texts of one author, and what taught questions say of them.
//
// Belongs to one letter and one thread. A question is answered when a rule first asks it: a letter to
// a mailbox that asks nothing costs nothing.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "facts/taught_answer.h"

namespace pismovod {

class SaidWords {
 public:
  // All of it must outlive this.
  SaidWords(std::vector<const Text*> texts, const TaughtReader& taught) : texts_(std::move(texts)), taught_(&taught) {}

  const std::vector<const Text*>& texts() const { return texts_; }
  bool empty() const { return texts_.empty(); }

  const TaughtAnswer& answer(const std::string& question) const {
    const auto [at, added] = answers_.try_emplace(question);
    if (added) at->second = taught_->answer(question, texts_);
    return at->second;
  }

 private:
  std::vector<const Text*> texts_;
  const TaughtReader* taught_;
  mutable std::map<std::string, TaughtAnswer> answers_;
};

}  // namespace pismovod
