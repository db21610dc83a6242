#include "mime/charset_guess.h"

#include <uchardet.h>

#include <algorithm>
#include <memory>

#include "base/letter_pairs.h"
#include "base/utf8.h"
#include "mime/charset.h"

namespace pismovod {
namespace {

constexpr size_t kSample = 4096;
constexpr size_t kEnoughLetters = 12;
constexpr double kPlainLead = 1;
constexpr double kLooksRight = 1;
constexpr double kLooksCyrillic = -0.3;
constexpr double kNoLetter = -4;      // a frame of a box
constexpr double kInnerCapital = -4;  // behind a small letter

enum class Case { none, small, capital };

// What an upper octet is in a charset.
struct Octet {
  uint8_t letter = 0;  // 1..32: а..я; 0: none
  Case shape = Case::none;
  double score = 0;  // of what is no letter
};
using Octets256 = std::array<Octet, 256>;

Octet octet_of(char32_t c) {
  if (c == U'ё' || c == U'Ё') return {6, Case::none, 0};
  if (c >= U'а' && c <= U'я') return {static_cast<uint8_t>(c - U'а' + 1), Case::small, 0};
  if (c >= U'А' && c <= U'Я') return {static_cast<uint8_t>(c - U'А' + 1), Case::capital, 0};
  static constexpr std::u32string_view kUsual = U"\u00A0«»№–—…‘’‚“”„іїєґўІЇЄҐЎ";
  return {0, Case::none, kUsual.find(c) == std::u32string_view::npos ? kNoLetter : 0};
}

const Octets256& octets_of(size_t charset) {
  static const std::array<Octets256, kCyrillicCharsets.size()> all = [] {
    std::array<Octets256, kCyrillicCharsets.size()> made{};
    for (size_t i = 0; i < made.size(); ++i) {
      for (size_t octet = 0x80; octet < 256; ++octet) {
        const char one = static_cast<char>(octet);
        const std::string utf8 = decode_cyrillic({&one, 1}, kCyrillicCharsets[i]);
        size_t at = 0;
        made[i][octet] = octet_of(next_code_point(utf8, at));
      }
    }
    return made;
  }();
  return all[charset];
}

double score(std::string_view octets, size_t charset) {
  const Octets256& known = octets_of(charset);
  static constexpr Octet kAscii;
  double sum = 0;
  size_t upper = 0;
  Octet before;
  for (const char c : octets) {
    const auto value = static_cast<unsigned char>(c);
    const Octet& octet = value < 0x80 ? kAscii : known[value];
    if (octet.letter != 0 || before.letter != 0)
      sum += kPairStep * (kRussianPairs[before.letter][octet.letter] - kPairByChance);
    if (octet.shape == Case::capital && before.shape == Case::small) sum += kInnerCapital;
    sum += octet.score;
    upper += value < 0x80 ? 0 : 1;
    before = octet;
  }
  return upper == 0 ? 0 : sum / static_cast<double>(upper);
}

// Most upper octets stand next to another: words, not the accents of a western language.
bool stands_in_words(std::string_view octets) {
  size_t upper = 0;
  size_t beside = 0;
  for (size_t i = 0; i < octets.size(); ++i) {
    if (static_cast<unsigned char>(octets[i]) < 0x80) continue;
    ++upper;
    const bool left = i > 0 && static_cast<unsigned char>(octets[i - 1]) >= 0x80;
    const bool right = i + 1 < octets.size() && static_cast<unsigned char>(octets[i + 1]) >= 0x80;
    beside += left || right ? 1 : 0;
  }
  return upper > 0 && beside * 10 >= upper * 7;
}

}  // namespace

bool looks_right(std::string_view octets, std::string_view charset) {
  const auto known = std::find(kCyrillicCharsets.begin(), kCyrillicCharsets.end(), charset);
  if (known == kCyrillicCharsets.end()) return false;
  return score(octets.substr(0, kSample), static_cast<size_t>(known - kCyrillicCharsets.begin())) > kLooksRight;
}

CyrillicGuess guess_cyrillic(std::string_view octets) {
  const std::string_view sample = octets.substr(0, kSample);
  CyrillicGuess guess;
  guess.letters = static_cast<size_t>(
      std::count_if(sample.begin(), sample.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }));
  size_t best = 0;
  for (size_t i = 0; i < kCyrillicCharsets.size(); ++i) {
    guess.scores[i] = score(sample, i);
    if (guess.scores[i] > guess.scores[best] + (best == 0 ? 0.15 : 0)) best = i;
  }
  guess.charset = kCyrillicCharsets[best];
  guess.looks_cyrillic = guess.scores[best] > kLooksCyrillic && stands_in_words(sample);
  return guess;
}

bool CyrillicGuess::beats(std::string_view declared) const {
  if (letters < kEnoughLetters || charset == declared) return false;
  const auto known = std::find(kCyrillicCharsets.begin(), kCyrillicCharsets.end(), declared);
  const auto mine = std::find(kCyrillicCharsets.begin(), kCyrillicCharsets.end(), charset);
  if (known == kCyrillicCharsets.end()) return looks_cyrillic;
  const double lead = scores[static_cast<size_t>(mine - kCyrillicCharsets.begin())] -
                      scores[static_cast<size_t>(known - kCyrillicCharsets.begin())];
  return looks_cyrillic && lead > kPlainLead;
}

std::string guess_by_uchardet(std::string_view octets) {
  const std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector(uchardet_new(), &uchardet_delete);
  const std::string_view sample = octets.substr(0, kSample);
  if (uchardet_handle_data(detector.get(), sample.data(), sample.size()) != 0) return {};
  uchardet_data_end(detector.get());
  return charset_name(uchardet_get_charset(detector.get()));
}

}  // namespace pismovod
