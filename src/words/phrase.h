// A phrase of a list, parsed: words that stand one behind the other (words/vocabulary.h says how they are
// written). Whoever holds a Phrase holds one that can be searched for: making a term of it cannot fail.
//
// Immutable.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace pismovod {

class Phrase {
 public:
  // One word with its alternatives, one number, or one mark; folded.
  struct Part {
    std::string words;   // "рег|регистр*"; empty: no word
    std::string marks;   // any of these marks instead
    std::string number;  // or this number
  };

  // `written` is UTF-8. An Error cites it, says what is wrong with it and what is allowed.
  static Result<Phrase> parse(std::string_view written);

  const std::string& written() const { return written_; }
  const std::vector<Part>& parts() const { return parts_; }  // never empty

 private:
  Phrase() = default;

  std::string written_;
  std::vector<Part> parts_;
};

using Phrases = std::vector<Phrase>;

// "рег" or "регистр*", folded.
bool is_word_or_stem(std::string_view folded);

// The parts of `text` between `at`, without the empty ones.
std::vector<std::string> split(std::string_view text, char at);

}  // namespace pismovod
