// Examples that a person looks at before they teach: from marks of the journal, and from an archive in which 1C's
// answers say otherwise than the rules.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "config/configuration.h"
#include "journal/entry.h"

namespace pismovod {

struct OfferedExample {
  std::string source;    // the case's number, the letter's name
  std::string question;  // "zakaz"
  std::string line;      // as a file of examples holds it: label, a tab, the text, masked
};

// Of one case. A mark without words of its own teaches by the subject and the sentence that had decided.
std::vector<OfferedExample> examples_of(const CaseEntry& entry);

// Of the letters that `report` (of `replay --json`) shows behind what was missed and what was called wrong, where
// examples answer the requirement: 1C asked for it, so it was absent; it asked for nothing, so it was given. `letters`
// as the replay was told them.
Result<std::vector<OfferedExample>> examples_of(const std::string& report, const std::vector<std::string>& letters,
                                                const Configuration& configuration);

}  // namespace pismovod
