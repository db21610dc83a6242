#include "mime/charset_guess.h"

#include <uchardet.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "base/utf8.h"
#include "mime/charset.h"

namespace pismovod {
namespace {

constexpr size_t kSample = 4096;
constexpr size_t kEnoughLetters = 12;
constexpr double kPlainLead = 0.6;

// How often each of а..я occurs in Russian text, in thousandths.
constexpr std::array<double, 32> kFrequency = {80, 16, 45, 17, 29, 84, 9, 16, 73, 12, 35, 44, 32, 67, 110, 28,
                                               47, 54, 63, 26, 2,  9,  4, 14, 7,  3,  1,  19, 17, 3,  6,   20};

enum class Case { none, small, capital };

double letter_score(char32_t small) {
  static const std::array<double, 32> scores = [] {
    std::array<double, 32> made{};
    for (size_t i = 0; i < made.size(); ++i) made[i] = std::log(kFrequency[i] * 32 / 1000);
    return made;
  }();
  return scores[small - U'а'];
}

// What an upper octet is in a charset: the score of its letter, and its case.
struct Octet {
  double score = -4;
  Case shape = Case::none;
};
using Scores = std::array<Octet, 256>;

Octet octet_of(char32_t c) {
  if (c == U'ё' || c == U'Ё') return {0, Case::none};
  if (c >= U'а' && c <= U'я') return {letter_score(c), Case::small};
  if (c >= U'А' && c <= U'Я') return {letter_score(c + 0x20), Case::capital};
  const bool typographic = c == 0xA0 || c == 0xAB || c == 0xBB || c == 0x2116 || c == 0x2013 || c == 0x2014 ||
                           c == 0x2026 || (c >= 0x2018 && c <= 0x201E);
  return {typographic ? 0.0 : -4.0, Case::none};
}

const Scores& scores_of(size_t charset) {
  static const std::array<Scores, kCyrillicCharsets.size()> all = [] {
    std::array<Scores, kCyrillicCharsets.size()> made{};
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

// A capital inside a word of small letters, or a frame of a box, is what a wrong charset looks like.
double score(std::string_view octets, size_t charset) {
  const Scores& scores = scores_of(charset);
  double sum = 0;
  size_t letters = 0;
  Case before = Case::none;
  for (const char c : octets) {
    const auto value = static_cast<unsigned char>(c);
    if (value < 0x80) {
      before = Case::none;
      continue;
    }
    const Octet& octet = scores[value];
    sum += octet.score;
    if (octet.shape == Case::capital) sum -= before == Case::small ? 4 : 0.4;
    if (octet.shape == Case::small && before == Case::capital) sum -= 0.1;
    before = octet.shape;
    ++letters;
  }
  return letters == 0 ? 0 : sum / static_cast<double>(letters);
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
  // What Russian scores at its plainest is about 0.35; a wrong charset is far below.
  return score(octets.substr(0, kSample), static_cast<size_t>(known - kCyrillicCharsets.begin())) > -0.3;
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
  guess.looks_cyrillic = guess.scores[best] > -1.2 && stands_in_words(sample);
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
