// What one sentence of a letter says, as the examples of the questions "said" (a cause, a consent) and "asks" (the
// matter) tell, or that it is what stands beside them in letters ("aside": deliveries, contacts, thanks). Letters are
// long and speak of many things: what holds of a sentence is told better than what holds of them all.
//
// Values; belong to one letter and one thread. Nothing throws.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "facts/reading.h"
#include "facts/taught_answer.h"

namespace pismovod {

// The questions that are asked of sentences; all others are of whole letters.
inline bool is_of_sentences(std::string_view question) { return question == "said" || question == "asks"; }

enum class Says : uint8_t {
  unknown,  // nobody taught it, or too many sentences were asked about
  other,    // another label leads this one clearly
  perhaps,
  yes,  // it leads all others clearly
};

// The sentence around token i, or the line of it that begins with a capital letter: lines of lists have no full stop.
Tokens::Range statement_at(const Text& text, size_t i);

// Statement after statement of a text; `take(range)` returns false where it has seen enough.
template <class Take>
void for_each_statement(const Text& text, Take take) {
  for (size_t i = 0; i < text.tokens().size();) {
    const Tokens::Range statement = statement_at(text, i);
    if (statement.begin < statement.end && !take(statement)) return;
    i = std::max(statement.end + 1, i + 1);
  }
}

// What stands in a statement, cited.
inline Evidence evidence_of(const Text& text, Tokens::Range statement) {
  return text.evidence(static_cast<uint32_t>(statement.begin), static_cast<uint32_t>(statement.end - 1));
}

// Does the label at index `own` hold? Where `postponed` leads it, less of a lead tells that it does not.
Says says_of(const std::vector<std::string>& labels, const std::vector<int32_t>& margins, size_t own,
             const Bounds& bounds);

class SaidSentences {
 public:
  // `label` of a question that is asked of sentences. The reading must outlive it.
  SaidSentences(const Reading& reading, std::string label, std::string question = "said")
      : reading_(&reading), label_(std::move(label)), question_(std::move(question)) {}

  Says of(const Text& text, Tokens::Range words) { return known(text, words).says; }
  // Of the statement that token i stands in.
  Says at(const Text& text, size_t i) { return of(text, statement_at(text, i)); }
  // Is it likeliest that this statement is about none of the things that are asked about?
  bool is_aside(const Text& text, size_t i) { return known(text, statement_at(text, i)).is_aside; }
  // Is it so far from saying this (twice the lead) that not even words that mostly say it count?
  bool is_far(const Text& text, size_t i) { return known(text, statement_at(text, i)).is_far; }
  // Is nothing likelier of these words than that they say this?
  bool is_likeliest(const Text& text, Tokens::Range words) { return known(text, words).is_likeliest; }
  // May it say this, so that half the lead parts it from what is likeliest?
  bool leans(const Text& text, size_t i) { return known(text, statement_at(text, i)).leans; }

 private:
  struct Known {
    Says says = Says::unknown;
    bool is_aside = false;
    bool leans = false;
    bool is_far = false;
    bool is_likeliest = false;
  };
  const Known& known(const Text& text, Tokens::Range words);
  Known weighed(const Text& text, Tokens::Range words);

  const Reading* reading_;
  std::string label_;
  std::string question_;
  std::map<std::tuple<const Text*, size_t, size_t>, Known> known_;  // by text and its tokens
  int left_ = 200;  // sentences: of a letter of pages nobody waits for the rest
};

}  // namespace pismovod
