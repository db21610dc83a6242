// Does a letter say or ask for something? Read from the subject and the sender's own words, else
// from the sender's own quoted letter; never from attachments or the firm's words; not from what is
// denied, and for what is asked not from what is past ("заявку уже отменили").
#pragma once

#include <vector>

#include "facts/reading.h"
#include "words/vocabulary.h"

namespace pismovod {

// Phrases that a letter may say. 0: none given.
struct Condition {
  TermId said = 0;   // loose phrases, in any tense, unless denied
  TermId asked = 0;  // loose phrases that ask for something: neither past nor denied
  bool empty() const { return said == 0 && asked == 0; }
};

class ConditionReader {
 public:
  explicit ConditionReader(Vocabulary::Builder& words);

  bool holds(const Condition& condition, const std::vector<const Text*>& texts) const;
  // Do its phrases stand there at all, denied or not?
  static bool is_mentioned(const Condition& condition, const std::vector<const Text*>& texts);

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
