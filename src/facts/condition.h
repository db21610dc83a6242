// Does a letter say or ask for something? Read from the subject and the sender's own words, else
// from the sender's own quoted letter; never from attachments or the firm's words; not from what is
// denied, and for what is asked not from what is past ("заявку уже отменили").
#pragma once

#include <vector>

#include "facts/reading.h"
#include "facts/said_words.h"
#include "words/vocabulary.h"

namespace pismovod {

// A label of a taught question: { says = "zakaz:cancel" }.
struct SaidLabel {
  std::string question;
  std::string label;
};

// Phrases that a letter may say (0: none given), and labels that taught questions may find in it.
struct Condition {
  TermId said = 0;    // loose phrases, in any tense, unless denied
  TermId asked = 0;   // loose phrases that ask for something: neither past nor denied
  TermId absent = 0;  // loose phrases that deny by themselves: "карточки нет"
  std::vector<SaidLabel> labels = {};
  bool has_phrases() const { return said != 0 || asked != 0 || absent != 0; }
  bool empty() const { return !has_phrases() && labels.empty(); }
};

class ConditionReader {
 public:
  explicit ConditionReader(Vocabulary::Builder& words);

  enum class Answer : uint8_t { no, unsure, yes };

  // A phrase decides at once; else what was taught.
  Answer answer(const Condition& condition, const SaidWords& words) const;
  bool has_said(const Condition& condition, const SaidWords& words) const;  // by its phrases
  // Do its phrases stand there at all, denied or not?
  static bool is_mentioned(const Condition& condition, const SaidWords& words);
  static Answer by_examples(const Condition& condition, const SaidWords& words);

 private:
  bool is_said(const Text& text, const Hit& hit) const;
  bool is_asked(const Text& text, const Hit& hit) const;
  bool is_denied(const Text& text, uint32_t i) const;
  bool is_past(const Text& text, uint32_t i) const;
  bool is_of_name(const Text& text, uint32_t i) const;

  TermId denials_ = 0;       // right before: "не отменять", "не надо отменять"
  TermId wide_denials_ = 0;  // shortly before: "без всякой доплаты"
  TermId denied_behind_ = 0;
  TermId far_denied_behind_ = 0;  // in the same clause: "ускорять заявку WZ00123456 уже не нужно"
  TermId names_ = 0;
  TermId so_that_ = 0;
  TermId after_ = 0;
  TermId done_behind_ = 0;  // right behind: "согласование есть"
};

}  // namespace pismovod
