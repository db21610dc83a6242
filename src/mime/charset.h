// Charsets: octets of a declared, wrong or missing charset become UTF-8.
//
// The order of belief: a byte-order mark; text that is valid UTF-8 and more than ASCII; the
// declared charset, unless it is a Cyrillic one and the letters say plainly that another was meant;
// the Cyrillic charset whose letters look most like Russian; uchardet for the rest.
// Nothing fails: what cannot be decoded becomes U+FFFD.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pismovod {

struct DecodedText {
  std::string text;         // UTF-8
  std::string charset;      // that was used, in lower case
  bool as_declared = true;  // false: the declaration was wrong, missing or unknown
};

DecodedText to_utf8(std::string_view octets, std::string_view declared);

// Can single octets of text in it be told: is it UTF-8, or of one octet a character with ASCII in it?
bool is_simple_charset(const std::string& charset);

// UTF-8 in such a charset; nothing where a character is not in it.
std::optional<std::string> from_utf8(std::string_view utf8, const std::string& charset);

// The usual name of a charset ("win-1251" → "windows-1251", "utf8" → "utf-8"), lower case.
std::string charset_name(std::string_view declared);

// Octets of a Cyrillic one-octet charset (windows-1251, koi8-r, ibm866, iso-8859-5) as UTF-8.
std::string decode_cyrillic(std::string_view octets, std::string_view charset);

}  // namespace pismovod
