#include "inspect/turned.h"

#include "base/utf8.h"

namespace pismovod {
namespace {

bool is_direction(char32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x061C;
}

bool is_ascii_digit(char32_t c) { return c >= '0' && c <= '9'; }

bool joins_digits(char32_t c) { return c == ' ' || c == 0xA0 || c == '-' || c == '.'; }

}  // namespace

bool is_turned(std::string_view text) {
  bool behind_digit = false;
  bool behind_mark = false;  // that stands behind a digit
  for (size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (is_ascii_digit(c)) {
      if (behind_mark) return true;
      behind_digit = true;
    } else if (is_direction(c)) {
      behind_mark = behind_digit;
    } else if (!joins_digits(c)) {
      behind_digit = behind_mark = false;
    }
  }
  return false;
}

}  // namespace pismovod
