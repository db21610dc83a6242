// A text with its tokens and what a few phrases hit in it.
#pragma once

#include <string>

#include "words/vocabulary.h"

namespace pismovod::test {

class Tokenized {
 public:
  Tokenized(Vocabulary::Builder builder, const std::string& text)
      : vocabulary_(*builder.build()), folded_(Folded::of(text)), tokens_(vocabulary_.tokenize(folded_)) {}
  explicit Tokenized(const std::string& text) : Tokenized(Vocabulary::Builder(), text) {}
  Tokenized(const Tokenized&) = delete;
  Tokenized& operator=(const Tokenized&) = delete;
  ~Tokenized() = default;

  const Tokens& tokens() const { return tokens_; }
  Hits hits() const { return vocabulary_.find(tokens_); }
  uint32_t size() const { return static_cast<uint32_t>(tokens_.size()); }

 private:
  Vocabulary vocabulary_;
  Folded folded_;
  Tokens tokens_;
};

}  // namespace pismovod::test
