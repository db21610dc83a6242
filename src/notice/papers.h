// The papers that the firm asks of a client, as text to put on a letterhead (texts [paper.KIND]: title,
// for, text): what is known is filled in, blanks stand for the rest.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "actions/texts.h"

namespace pismovod {

struct Paper {
  std::string kind;    // "key"
  std::string title;   // "Заявление о замене ключа"
  std::string serves;  // the requirement that it meets, signed and scanned
};

// All papers that the texts hold, by kind.
std::vector<Paper> papers_in(const Texts& texts);

// The paper's text, lines ending with LF. `known`: values by requirement.
std::string paper_text(const std::string& kind, const std::map<std::string, std::string>& known, const Texts& texts);

}  // namespace pismovod
