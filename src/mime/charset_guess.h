// Which Cyrillic charset a text's letters look most like Russian in.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace pismovod {

inline constexpr std::array<std::string_view, 4> kCyrillicCharsets = {"windows-1251", "koi8-r", "ibm866", "iso-8859-5"};

struct CyrillicGuess {
  std::string charset;  // the likeliest
  // Mean of an upper octet, by charset: about 1 where it is the right one, below 0 where not.
  std::array<double, 4> scores{};
  size_t letters = 0;           // upper octets that were looked at
  bool looks_cyrillic = false;  // words of upper octets with the pairs of letters that Russian has

  // Is the likeliest so much likelier than `charset` that the declaration must be wrong?
  bool beats(std::string_view charset_declared) const;
};

CyrillicGuess guess_cyrillic(std::string_view octets);

// Is the text plainly Russian in this charset? Saves the trouble of guessing.
bool looks_right(std::string_view octets, std::string_view charset);

// The name that uchardet gives, empty where it has none.
std::string guess_by_uchardet(std::string_view octets);

}  // namespace pismovod
