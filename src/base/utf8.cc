#include "base/utf8.h"

#include <algorithm>
#include <cstdint>

namespace pismovod {
namespace {

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// Octets that a sequence with this lead octet has; 0 for no lead octet at all.
size_t sequence_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

bool is_allowed(char32_t code_point, size_t length) {
  const bool overlong = (length == 3 && code_point < 0x800) || (length == 4 && code_point < 0x10000);
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  return !overlong && !surrogate && code_point <= 0x10FFFF;
}

// Decodes one sequence; 0 octets where none is valid.
size_t decode(std::string_view text, size_t at, char32_t& code_point) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const size_t length = sequence_length(lead);
  if (length == 0 || at + length > text.size()) return 0;
  code_point = length == 1 ? lead : lead & (0xFFU >> (length + 1));
  for (size_t i = 1; i < length; ++i) {
    if (!is_continuation(text[at + i])) return 0;
    code_point = code_point << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3FU);
  }
  return is_allowed(code_point, length) ? length : 0;
}

constexpr size_t kBlock = 64;

bool is_lead_of_two(char c) { return static_cast<unsigned char>(c) >= 0xC2 && static_cast<unsigned char>(c) <= 0xDF; }

// Is a block, which begins a sequence, nothing but ASCII and sequences of two octets? The octet behind
// it is read too. Without branches, so that the compiler takes many octets at once.
bool is_plain_block(const char* block) {
  uint8_t wrong = is_continuation(block[0]) ? 1 : 0;
  for (size_t i = 0; i < kBlock; ++i) {
    const uint8_t lead = is_lead_of_two(block[i]) ? 1 : 0;
    const uint8_t other = static_cast<unsigned char>(block[i]) >= 0xC0 && lead == 0 ? 1 : 0;
    wrong |= static_cast<uint8_t>((lead ^ (is_continuation(block[i + 1]) ? 1 : 0)) | other);
  }
  return wrong == 0;
}

size_t block_length(const char* block) { return kBlock + (is_lead_of_two(block[kBlock - 1]) ? 1 : 0); }

}  // namespace

char32_t next_code_point(std::string_view text, size_t& at) {
  char32_t code_point = kReplacementCharacter;
  const size_t length = decode(text, at, code_point);
  at += length == 0 ? 1 : length;
  return length == 0 ? kReplacementCharacter : code_point;
}

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

bool is_utf8(std::string_view octets) {
  for (size_t at = 0; at < octets.size();) {
    while (at + kBlock < octets.size() && is_plain_block(octets.data() + at)) at += block_length(octets.data() + at);
    const size_t next = std::min(at + kBlock, octets.size());
    while (at < next) {
      char32_t unused = 0;
      const size_t length = decode(octets, at, unused);
      if (length == 0) return false;
      at += length;
    }
  }
  return true;
}

bool is_ascii(std::string_view octets) {
  return std::all_of(octets.begin(), octets.end(), [](char c) { return (c & 0x80) == 0; });
}

std::string to_valid_utf8(std::string_view octets) {
  if (is_utf8(octets)) return std::string(octets);
  std::string out;
  out.reserve(octets.size() + 16);
  for (size_t at = 0; at < octets.size();) append_utf8(out, next_code_point(octets, at));
  return out;
}

std::string_view utf8_prefix(std::string_view text, size_t octets) {
  if (text.size() <= octets) return text;
  while (octets > 0 && is_continuation(text[octets])) --octets;
  return text.substr(0, octets);
}

size_t utf8_length(std::string_view text) {
  size_t count = 0;
  for (const char c : text) count += is_continuation(c) ? 0 : 1;
  return count;
}

}  // namespace pismovod
