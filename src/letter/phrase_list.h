// Phrases that mail programs and people write, folded once, looked for in folded lines.
#pragma once

#include <algorithm>
#include <bitset>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/fold.h"

namespace pismovod {

class PhraseList {
 public:
  PhraseList(std::initializer_list<const char*> phrases) {
    for (const char* phrase : phrases) {
      list_.push_back(fold(phrase));
      first_.set(static_cast<unsigned char>(list_.back().front()));
    }
  }

  bool begins(std::string_view text) const {
    return starts(text) && any([text](const std::string& p) { return text.starts_with(p); });
  }
  bool within(std::string_view text) const {
    return any([text](const std::string& p) { return text.find(p) != std::string_view::npos; });
  }
  // Does the text, which is not empty, begin a phrase that may go on in the next line?
  bool may_begin(std::string_view text) const {
    return starts(text) &&
           any([text](const std::string& p) { return text.starts_with(std::string_view(p).substr(0, text.size())); });
  }

 private:
  // Most lines begin like no phrase.
  bool starts(std::string_view text) const {
    return !text.empty() && first_.test(static_cast<unsigned char>(text.front()));
  }
  template <class Test>
  bool any(Test test) const {
    return std::any_of(list_.begin(), list_.end(), test);
  }
  std::vector<std::string> list_;
  std::bitset<256> first_;  // octets of the phrases
};

}  // namespace pismovod
