#include "inspect/turned.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "base/utf8.h"

namespace pismovod {
namespace {

bool is_direction(char32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x061C;
}

// Is there an octet at all that such a mark could begin with? Nearly no text has one.
bool may_have_direction(std::string_view text) {
  return text.find("\xE2\x80") != std::string_view::npos || text.find("\xE2\x81") != std::string_view::npos ||
         text.find('\xD8') != std::string_view::npos;
}

bool is_ascii_digit(char32_t c) { return c >= '0' && c <= '9'; }

bool joins_digits(char32_t c) { return c == ' ' || c == 0xA0 || c == '-' || c == '.'; }

// Digits with what joins them, and whether a mark stands among them.
struct Run {
  std::string digits;
  bool is_turned = false;
};

std::vector<Run> runs_of(std::string_view text) {
  std::vector<Run> out;
  bool goes_on = false;      // the last run
  bool behind_mark = false;  // that stands behind a digit
  for (size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (is_ascii_digit(c)) {
      if (!goes_on) out.emplace_back();
      out.back().digits += static_cast<char>(c);
      out.back().is_turned = out.back().is_turned || behind_mark;
      goes_on = true;
    } else if (is_direction(c)) {
      behind_mark = goes_on;
    } else if (!joins_digits(c)) {
      goes_on = behind_mark = false;
    }
  }
  return out;
}

std::string digits_of(std::string_view value) {
  std::string out;
  std::ranges::copy_if(value, std::back_inserter(out), [](char c) { return c >= '0' && c <= '9'; });
  return out;
}

}  // namespace

bool is_turned(std::string_view text, std::string_view value) {
  if (!may_have_direction(text)) return false;
  const std::string digits = digits_of(value);
  bool turned = false;
  for (const Run& run : runs_of(text)) {
    if (!run.is_turned && run.digits.find(digits) != std::string::npos) return false;
    turned = turned || run.is_turned;
  }
  return turned && !digits.empty();
}

}  // namespace pismovod
