#include <algorithm>
#include <array>

#include "base/fold.h"
#include "journal/secret_spans.h"

namespace pismovod {
namespace {

constexpr size_t kGroups = 5;
constexpr size_t kDigits = 3;
constexpr size_t kBetween = 9;  // octets of signs and blanks

size_t digits_at(std::string_view text, size_t at) {
  size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end - at;
}

// The size of one sign that may part groups: blanks, dashes of all kinds, dots; 0: none.
size_t sign_at(std::string_view text) {
  for (const std::string_view sign : {" ", "\t", "-", "_", ".", "/", "\u00A0", "\u2007", "\u2009", "\u202F", "\u00AD",
                                      "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212"}) {
    if (text.starts_with(sign)) return sign.size();
  }
  return 0;
}

// Behind the signs at `at`, of which there must be one; npos: there is none, or something else.
size_t behind_signs(std::string_view text, size_t at) {
  size_t end = at;
  while (const size_t sign = sign_at(text.substr(end))) end += sign;
  return end > at && end - at <= kBetween ? end : std::string_view::npos;
}

}  // namespace

std::vector<SecretSpan> pin_groups(std::string_view text) {
  std::vector<SecretSpan> out;
  for (size_t at = 0; at < text.size(); ++at) {
    if (!is_digit(text[at])) continue;
    const size_t begin = at;
    size_t count = 0;
    size_t end = at;
    for (size_t next = at; next != std::string_view::npos && digits_at(text, next) == kDigits;
         next = behind_signs(text, end)) {
      end = next + kDigits;
      ++count;
    }
    if (count >= kGroups) out.push_back({begin, end});
    at = count == 0 ? at + digits_at(text, at) - 1 : end - 1;
  }
  return out;
}

}  // namespace pismovod
