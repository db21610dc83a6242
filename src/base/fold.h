// Folding: text as people type it becomes the form in which it is searched.
//
// What it promises
//   One character of UTF-8 becomes one octet of the folded alphabet, or none. Case, ё and е, й and
//   и, Latin letters and the Cyrillic ones that look like them (in either case: В and B, Н and H)
//   are one letter; so are all kinds of dashes, of quotes and of spaces; № is '#'. Soft hyphens,
//   zero-width characters and combining marks leave nothing. Decimal digits of any script are
//   0-9. Line feeds, tabs and vertical tabs stay: they are the borders of lines, cells and of
//   lines within a cell.
//
// The folded alphabet
//   ASCII in lower case, 0x80-0x92 the Cyrillic letters without a Latin look-alike, 0xBF a letter
//   of another script. Regular expressions and tries therefore work on octets.
//
// Evidence is cited from the text as written: origin() leads back.
// Values are immutable after of(); reading them from several threads is safe.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pismovod {

class Folded {
 public:
  Folded() = default;

  // `text` is UTF-8; malformed octets fold to spaces.
  static Folded of(std::string_view text);

  std::string_view text() const { return text_; }
  size_t size() const { return text_.size(); }

  // Was the character at folded offset `at` written as a capital letter?
  bool is_capital(size_t at) const { return capital_[at] != 0; }

  // The octet offset in the original of folded offset `at`; the original's size for size().
  // `original` is the text that was folded: it is not kept here.
  size_t origin(std::string_view original, size_t at) const;

  // The original's octets that folded [begin, end) stand for.
  std::string_view original_of(std::string_view original, size_t begin, size_t end) const;

 private:
  std::string text_;
  std::vector<uint8_t> capital_;
  std::vector<uint32_t> anchors_;  // origin of every kStride-th folded character
};

// One code point: its folded octet, or 0 for none.
char fold_code_point(char32_t code_point);

// A short text folded, for words and names that are compared.
std::string fold(std::string_view text);
// The same behind what stands in `out`.
void append_folded(std::string& out, std::string_view text);

inline bool is_folded_letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }
inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\v'; }

// The same text, folded or not, without the spaces and carriage returns at its ends.
std::string_view trimmed(std::string_view text);

// Does a word end as one of these do? All are folded.
bool ends_with_any(std::string_view word, const std::vector<std::string>& endings);

// The letters and digits of the folded text alone: what is left of a name when quotes, spaces and
// dashes do not count.
std::string fold_bare(std::string_view text);

}  // namespace pismovod
