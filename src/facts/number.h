// Numbers as people group them: "77 04 567 890", "8001-2345-67", "4601546116680.0".
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "facts/label.h"
#include "words/token.h"

namespace pismovod {

struct DigitRun {
  std::string digits;
  uint32_t first = 0;  // tokens, both inclusive
  uint32_t last = 0;
};

// The number at token i and what it comes to with the groups behind it, the shortest first. Groups
// are parted by one space, hyphen or stop; all of them lie within [i, end).
std::vector<DigitRun> groupings(const Tokens& tokens, uint32_t i, uint32_t end);

// The first grouping of the first numbers in `range` that `fits`. Looks past at most `filler`
// words, and not past the end of a sentence. "1С" and numbers within words ("x86") are no numbers.
std::optional<DigitRun> first_number(const Tokens& tokens, TokenRange range, size_t filler,
                                     const std::function<bool(const std::string&)>& fits);

// All such numbers of a range, each behind the other: "801 и 802".
std::vector<DigitRun> numbers(const Tokens& tokens, TokenRange range, size_t filler,
                              const std::function<bool(const std::string&)>& fits);

// "801234567 — рег. номер", "801234567 (рег. номер)": the number right before a label.
std::optional<DigitRun> number_before(const Tokens& tokens, uint32_t label,
                                      const std::function<bool(const std::string&)>& fits);

// Is the token the "1" of "1С", or digits within a word?
bool is_within_word(const Tokens& tokens, uint32_t i);

}  // namespace pismovod
