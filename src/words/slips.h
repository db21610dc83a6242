// Slips of the finger: how a word looks when one letter is left out, doubled, swapped with the next or
// written as it sounds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pismovod {

// `word` is folded. The first letter is always right, and so is the last of a stem, behind which a word
// goes on. Each form once; the word itself is none of them.
std::vector<std::string> slips_of(std::string_view word, bool is_stem);

}  // namespace pismovod
