// Which way what was taught leans: is a thing said in a letter, where words that were listed do not tell?
//
// Values; nothing throws.
#pragma once

#include <optional>
#include <string>

#include "facts/reading.h"

namespace pismovod {

enum class Leaning : uint8_t { unknown, no, rather_yes, yes };

struct Leant {
  Leaning how = Leaning::unknown;
  std::optional<Evidence> evidence;  // the sentence that weighed most
};

// To the label of a question, by the sender's own words, else by his own earlier ones. Unknown where nobody taught it.
Leant leaning_to(const Reading& reading, const std::string& question, const std::string& label);

// Puts right what listed words found, in the sender's favour alone:
//   presumed, and the examples say that it is there               it is found
//   neither found nor denied, and they lean to its being there    it is presumed
//   denied, and they say that it is there                         it is presumed
// That they lean to its not being there is no evidence of absence: of letters longer than the examples every fifth with
// a cause was taken for one without.
void take_leaning(const Leant& leant, Finding& finding);
// The same by the label "given" of a question; the examples are asked only where the words have not settled it.
void take_leaning(const Reading& reading, const std::string& question, Finding& finding);

}  // namespace pismovod
