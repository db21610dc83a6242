// What a mark of a lead can teach: what was right of a case, in the words of the taught questions (docs/taught.md).
#pragma once

#include <string>
#include <vector>

#include "journal/entry.h"
#include "review/visit.h"

namespace pismovod {

struct Lesson {
  std::string teaches;  // "zakaz:cancel", as CaseMark::teaches
  std::string words;
  bool needs_sentence = false;  // it is told by a sentence of the letter, which the lead shows
};

// The matters that the mailboxes of the case know, and what its requirements ask of sentences.
std::vector<Lesson> lessons_of(const Visit& visit, const CaseEntry& entry);

}  // namespace pismovod
