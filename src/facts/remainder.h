// What is left of a letter: its words without greetings, formulas, data with their labels, names, products.
//
// The sender's own words about his matter are among them. One idea for all who ask whether something is said at
// all: the question, a cause, a consent. Whoever asks takes away what is not meant in his case too.
#pragma once

#include <vector>

#include "facts/catalogue.h"
#include "facts/organization_mention.h"
#include "words/vocabulary.h"

namespace pismovod {

class Reading;
class Text;

// The tokens of one text that are spoken for. Refers to the text, which must outlive it.
class Remainder {
 public:
  explicit Remainder(const Text& text);

  void take(size_t begin, size_t end);
  void take(TermId term);
  // What begins within the tokens of a range.
  void take(TermId term, Tokens::Range range);
  bool is_taken(size_t i) const { return taken_[i]; }
  // A word of three letters and more that nothing has taken.
  bool counts(size_t i) const;
  size_t words(Tokens::Range range) const;

 private:
  const Text* text_;
  std::vector<bool> taken_;
};

// Words of three letters and more in [begin, end) that are none of `stop_words`.
size_t words_in(const Text& text, TermId stop_words, size_t begin, size_t end);

// Does token i look like a verb of the past or the present: "клиент нашел другое"?
bool is_predicate(const Text& text, size_t i);

// Is token i what a reader is asked to do: "перевыставите"? Not behind a preposition: "в кредите".
bool is_imperative(const Text& text, size_t i);

// Does something stand behind a hit, in its line or in the next? A colon, a rule or a full stop at the line's end is
// a form's, not filled in.
bool says_on(const Text& text, const Hit& hit, TermId stop_words);

class RemainderReader {
 public:
  RemainderReader(Vocabulary::Builder& words, const Catalogue& catalogue, const OrganizationNames& names);

  // Without greetings, formulas, data, names and products. Asks are left.
  Remainder of(const Reading& reading, const Text& text) const;
  // The same without asks and names, and without clauses that only ask, or speak of enclosures, delivery, contacts, the
  // correspondence itself, or of what nobody knows yet.
  Remainder statements(const Reading& reading, const Text& text) const;
  // Takes these from what of() left, within one sentence: who goes by sentences, and ends early, pays for no more.
  void leave_statements(const Text& text, Tokens::Range sentence, Remainder& left) const;

 private:
  void take_fields(const Text& text, Remainder& left) const;
  void take_names(const Reading& reading, const Text& text, Remainder& left) const;
  static void take_capitals(const Text& text, Tokens::Range range, Remainder& left);
  void take_polite_sentences(const Text& text, Remainder& left) const;

  const OrganizationNames& names_;
  TermId greetings_;
  TermId formulas_;
  TermId stop_words_;
  TermId placeholders_;
  TermId positions_;
  TermId requests_;
  TermId addressed_;
  TermId speech_;        // of speaking, time and links: nothing that could be a matter
  TermId errands_;       // a clause with one is of the letter itself
  TermId no_knowledge_;  // nobody knows, or it will be told
  TermId asking_;        // a clause of a question begins with one: "куда нести"
};

}  // namespace pismovod
