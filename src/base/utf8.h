// UTF-8, as RFC 3629 has it: decoding that never fails, encoding, validity.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace pismovod {

inline constexpr char32_t kReplacementCharacter = 0xFFFD;

// The code point that begins at octet `at`; `at` moves behind it. An octet that begins no valid
// sequence is one kReplacementCharacter. Needs at < text.size().
char32_t next_code_point(std::string_view text, size_t& at);

void append_utf8(std::string& out, char32_t code_point);

bool is_utf8(std::string_view octets);
// Octets of seven bits alone.
bool is_ascii(std::string_view octets);

// The same text with every malformed octet replaced; for what leaves the program as JSON or log.
std::string to_valid_utf8(std::string_view octets);

// Cuts at a character border, so that at most `octets` octets stay.
std::string_view utf8_prefix(std::string_view text, size_t octets);

// How many code points stand in `text`.
size_t utf8_length(std::string_view text);

}  // namespace pismovod
