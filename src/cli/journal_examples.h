// Marks of the journal that say what was right, as examples.
#pragma once

#include <string>
#include <vector>

#include "journal/entry.h"

namespace pismovod {

struct JournalExample {
  std::string number;    // of the case
  std::string question;  // "zakaz"
  std::string line;      // as a file of examples holds it: label, a tab, the text, masked
};

// Of one case. A mark without words of its own teaches by the subject and the sentence that had decided.
std::vector<JournalExample> examples_of(const CaseEntry& entry);

}  // namespace pismovod
