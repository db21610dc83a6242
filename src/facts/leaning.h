// Which way what was taught leans: is a thing said in a letter, where words that were listed do not tell?
//
// Values; nothing throws.
#pragma once

#include <optional>
#include <string>

#include "facts/reading.h"

namespace pismovod {

enum class Leaning : uint8_t { unknown, no, rather_no, rather_yes, yes };

struct Leant {
  Leaning how = Leaning::unknown;
  std::optional<Evidence> evidence;  // the sentence that weighed most
  bool leans_to_yes() const { return how == Leaning::yes || how == Leaning::rather_yes; }
};

// Of the label of a question, by the sender's own words, else by his own earlier ones. Unknown where nobody taught it.
Leant leaning_to(const Reading& reading, const std::string& question, const std::string& label);

// Puts right what listed words found: said plainly or not, perhaps, or not at all. What attachments hold stays.
//   found, and the examples lean to its not being there       it is presumed
//   presumed, and they say that it is there                   it is found
//   presumed, and they say that it is not                     it is missing
//   nothing found or denied, and they lean to its being there it is presumed
void take_leaning(const Leant& leant, Finding& finding);

}  // namespace pismovod
