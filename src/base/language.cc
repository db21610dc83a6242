#include "base/language.h"

#include <array>
#include <string_view>

#include "base/letter_pairs.h"
#include "base/utf8.h"

namespace pismovod {
namespace {

constexpr double kOdd = -4;  // a sign that no text has, a letter of another alphabet

enum class Script { border, russian, english, odd };

struct Sign {
  Script script = Script::border;
  size_t letter = 0;  // its row in the table
};

// Letters of our neighbours' alphabets and usual signs part words, and say nothing.
bool is_neutral(char32_t c) {
  constexpr std::u32string_view kUsual =
      U"\u00A0\u00AD«»№–—―−…•·‘’‚“”„§°±×©®™€₽";
  return kUsual.find(c) != std::u32string_view::npos || (c >= 0x400 && c < 0x530) || (c >= 0x2000 && c < 0x2012) ||
         (c >= 0x2190 && c < 0x27C0);  // arrows, frames of tables, marks
}

Sign sign_of(char32_t c) {
  if (c >= U'a' && c <= U'z') return {Script::english, c - U'a' + 1};
  if (c >= U'A' && c <= U'Z') return {Script::english, c - U'A' + 1};
  if (c >= U'а' && c <= U'я') return {Script::russian, c - U'а' + 1};
  if (c >= U'А' && c <= U'Я') return {Script::russian, c - U'А' + 1};
  if (c == U'ё' || c == U'Ё') return {Script::russian, 6};
  if (c < 0x80 ? c >= ' ' || (c >= '\t' && c <= '\r') : is_neutral(c)) return {};
  return {Script::odd, 0};
}

double step(const Sign& before, const Sign& after, Script script) {
  const size_t first = before.script == script ? before.letter : 0;
  const size_t second = after.script == script ? after.letter : 0;
  if (first == 0 && second == 0) return 0;
  const std::string_view row = script == Script::russian ? kRussianPairs[first] : kEnglishPairs[first];
  return kPairStep * (row[second] - kPairByChance);
}

}  // namespace

LanguageScore language_score(std::string_view utf8) {
  LanguageScore score;
  double sum = 0;
  Sign before;
  for (size_t at = 0; at < utf8.size();) {
    const Sign sign = sign_of(next_code_point(utf8, at));
    sum += step(before, sign, Script::russian) + step(before, sign, Script::english);
    if (sign.script == Script::odd) {
      sum += kOdd;
      ++score.odd;
    }
    if (sign.script != Script::border) ++score.letters;
    before = sign;
  }
  sum += step(before, {}, Script::russian) + step(before, {}, Script::english);
  if (score.letters > 0) score.mean = sum / static_cast<double>(score.letters);
  return score;
}

bool is_rubbish(std::string_view utf8) {
  constexpr size_t kEnough = 30;
  constexpr double kLeast = -1;
  const LanguageScore score = language_score(utf8);
  // Of a page with several fonts one may be without a table: an eighth of it is no accents of other languages.
  return score.letters >= kEnough && (score.mean < kLeast || score.odd * 8 > score.letters);
}

}  // namespace pismovod
