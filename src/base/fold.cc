#include "base/fold.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace pismovod {
namespace {

constexpr size_t kStride = 16;
constexpr char kOtherLetter = '\xBF';

// А to Я, U+0410-U+042F. A letter stands for the Latin one that it looks like in either case.
constexpr std::array<unsigned char, 32> kCyrillic = {'a',  0x80, 'b',  0x81, 0x82, 'e',  0x83, 0x84, 0x85, 0x85, 'k',
                                                     0x86, 'm',  'h',  'o',  0x87, 'p',  'c',  't',  'y',  0x88, 'x',
                                                     0x89, 0x8A, 0x8B, 0x8C, 0x8D, 0x8E, 0x8F, 0x90, 0x91, 0x92};

struct Other {
  char32_t code_point;
  char folded;
};
// Letters of the neighbours, in small: their capitals are reached through u_tolower.
constexpr std::array<Other, 23> kNeighbours = {
    {{U'ё', 'e'}, {U'і', 'i'},    {U'ї', 'i'},    {U'є', 'e'}, {U'ґ', '\x81'}, {U'ў', 'y'}, {U'ј', 'j'}, {U'ѕ', 's'},
     {U'қ', 'k'}, {U'ә', 'a'},    {U'ғ', '\x81'}, {U'ң', 'h'}, {U'ө', 'o'},    {U'ұ', 'y'}, {U'ү', 'y'}, {U'һ', 'h'},
     {U'ҳ', 'x'}, {U'ҷ', '\x8A'}, {U'ӣ', '\x85'}, {U'ӯ', 'y'}, {U'ђ', 'h'},    {U'ћ', 'h'}, {U'ԝ', 'w'}}};

char fold_ascii(char32_t c) {
  if (c >= 'A' && c <= 'Z') return static_cast<char>(c - 'A' + 'a');
  if (c == '`') return '\'';
  if (c >= ' ' || c == '\n' || c == '\t' || c == '\v') return c == 0x7F ? ' ' : static_cast<char>(c);
  return c == '\r' ? '\0' : ' ';
}

char fold_cyrillic(char32_t c) {
  if (c >= 0x0430 && c <= 0x044F) c -= 0x20;
  if (c >= 0x0410 && c <= 0x042F) return static_cast<char>(kCyrillic[c - 0x0410]);
  const auto small = static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
  for (const Other& other : kNeighbours) {
    if (other.code_point == small) return other.folded;
  }
  return kOtherLetter;
}

bool is_dash(char32_t c) {
  return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2043 || c == 0xFE58 || c == 0xFE63 || c == 0xFF0D;
}
bool is_quote(char32_t c) {
  return c == 0xAB || c == 0xBB || (c >= 0x201C && c <= 0x201F) || c == 0x2033 || c == 0x2036 || c == 0xFF02;
}
bool is_apostrophe(char32_t c) {
  return (c >= 0x2018 && c <= 0x201B) || c == 0xB4 || c == 0x2032 || c == 0x2039 || c == 0x203A || c == 0x02BC;
}

// What a compatibility character (full width, superscript, ligature) or an accented Latin letter
// comes to: the first code point of its decomposition.
char32_t decomposed(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* nfkd = unorm2_getNFKDInstance(&status);
  std::array<UChar, 32> buffer{};
  const int32_t length = unorm2_getDecomposition(nfkd, static_cast<UChar32>(c), buffer.data(),
                                                 static_cast<int32_t>(buffer.size()), &status);
  if (U_FAILURE(status) || length <= 0) return c;
  UChar32 first = 0;
  int32_t at = 0;
  U16_NEXT(buffer.data(), at, length, first);
  return static_cast<char32_t>(first);
}

char fold_by_class(char32_t c) {
  const auto u = static_cast<UChar32>(c);
  const int digit = u_charDigitValue(u);
  if (u_charType(u) == U_DECIMAL_DIGIT_NUMBER && digit >= 0) return static_cast<char>('0' + digit);
  switch (u_charType(u)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_FORMAT_CHAR:
      return '\0';
    default:
      return u_isalpha(u) != 0 ? kOtherLetter : ' ';
  }
}

char fold_rare(char32_t c) {
  if (is_dash(c)) return '-';
  if (is_quote(c)) return '"';
  if (is_apostrophe(c)) return '\'';
  if (c == 0x2116) return '#';  // №: NFKC would make it two letters
  if (c == 0x2028 || c == 0x2029 || c == 0x85) return '\n';
  const char by_class = fold_by_class(c);
  if (by_class != kOtherLetter && by_class != ' ') return by_class;
  const char32_t simple = decomposed(c);
  if (simple == c) return by_class;
  if (simple < 0x80) return fold_ascii(simple);
  return simple >= 0x0400 && simple < 0x0530 ? fold_cyrillic(simple) : by_class;
}

// A character folded: the octet, and above it whether it was a capital.
using Entry = uint16_t;
constexpr Entry kCapital = 0x100;

Entry entry_of(char32_t c) {
  const bool cyrillic = c >= 0x0400 && c < 0x0530 && u_isalpha(static_cast<UChar32>(c)) != 0;
  const char folded = c < 0x80 ? fold_ascii(c) : cyrillic ? fold_cyrillic(c) : fold_rare(c);
  const bool capital = c < 0x0530 && u_isupper(static_cast<UChar32>(c)) != 0;
  return static_cast<Entry>(static_cast<unsigned char>(folded) | (capital ? kCapital : 0));
}

// The whole block that Russian letters are written in, worked out once: U+0000-U+052F.
using Table = std::array<Entry, 0x530>;

const Table& table() {
  static const Table instance = [] {
    Table made{};
    for (char32_t c = 0; c < made.size(); ++c) made[c] = entry_of(c);
    return made;
  }();
  return instance;
}

inline Entry entry_in(const Table& t, char32_t c) { return c < t.size() ? t[c] : entry_of(c); }

// One character: its entry; `at` moves behind it. Fast for ASCII and Russian.
inline Entry entry_at(const Table& t, std::string_view text, size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  if (lead < 0x80) {
    ++at;
    return t[lead];
  }
  if ((lead & 0xFE) == 0xD0 && at + 1 < text.size()) {
    const auto next = static_cast<unsigned char>(text[at + 1]);
    if ((next & 0xC0) == 0x80) {
      at += 2;
      return t[(lead & 0x1FU) << 6 | (next & 0x3FU)];
    }
  }
  size_t behind = at;  // a copy: what is handed by reference would leave its register in every caller's loop
  const char32_t c = next_code_point(text, behind);
  at = behind;
  return entry_in(t, c);
}

}  // namespace

char fold_code_point(char32_t c) { return static_cast<char>(entry_in(table(), c)); }

Folded Folded::of(std::string_view text) {
  const Table& t = table();
  Folded out;
  out.text_.resize(text.size());
  out.capital_.resize(text.size());
  out.anchors_.resize(text.size() / kStride + 2);
  char* const to = out.text_.data();
  uint8_t* const capital = out.capital_.data();
  uint32_t* const anchors = out.anchors_.data();
  size_t length = 0;
  // What folds to nothing is written too, and overwritten by the next: no branch for what is rare.
  for (size_t at = 0; at < text.size();) {
    anchors[(length + kStride - 1) / kStride] = static_cast<uint32_t>(at);
    const Entry entry = entry_at(t, text, at);
    to[length] = static_cast<char>(entry);
    capital[length] = static_cast<uint8_t>(entry / kCapital);
    length += (entry & 0xFF) != 0 ? 1 : 0;
  }
  out.anchors_.resize((length + kStride - 1) / kStride);
  out.text_.resize(length);
  out.capital_.resize(length);
  return out;
}

size_t Folded::origin(std::string_view original, size_t at) const {
  if (at >= text_.size()) return original.size();
  const Table& t = table();
  size_t offset = anchors_[at / kStride];
  for (size_t left = at % kStride;;) {
    size_t next = offset;
    const bool kept = (entry_at(t, original, next) & 0xFF) != 0;
    if (kept && left == 0) return offset;
    left -= kept ? 1 : 0;
    offset = next;
  }
}

std::string_view Folded::original_of(std::string_view original, size_t begin, size_t end) const {
  if (begin >= end) return {};
  const size_t from = origin(original, begin);
  size_t to = origin(original, end - 1);
  next_code_point(original, to);
  return original.substr(from, to - from);
}

void append_folded(std::string& out, std::string_view text) {
  const Table& t = table();
  size_t length = out.size();
  out.resize(length + text.size());
  char* const to = out.data();
  for (size_t at = 0; at < text.size();) {
    const Entry entry = entry_at(t, text, at);
    to[length] = static_cast<char>(entry);
    length += (entry & 0xFF) != 0 ? 1 : 0;
  }
  out.resize(length);
}

std::string fold(std::string_view text) {
  std::string out;
  append_folded(out, text);
  return out;
}

std::string_view trimmed(std::string_view text) {
  const auto is_blank = [](char c) { return is_space(c) || c == '\r'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

bool ends_with_any(std::string_view word, const std::vector<std::string>& endings) {
  return std::ranges::any_of(endings, [&](const std::string& ending) { return word.ends_with(ending); });
}

std::string fold_bare(std::string_view text) {
  std::string out;
  for (const char c : fold(text)) {
    if (is_folded_letter(c) || is_digit(c)) out += c;
  }
  return out;
}

}  // namespace pismovod
