// Text for places that carry ASCII alone: SMTP replies and header fields that we write.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pismovod {

// Printable ASCII on one line, from UTF-8: Cyrillic is transliterated ("Письмо" becomes "Pis'mo"),
// typographic quotes, dashes and spaces become plain ones, control characters a space, anything
// else '?'. Never fails.
std::string ascii_of(std::string_view utf8);

// Which octets stand as they are, all others being written as %XX.
enum class Percent : uint8_t {
  printable,   // printable ASCII without the percent sign: addresses in what we write for people and programs
  unreserved,  // RFC 3986 section 2.3: parts of an address on the web, and parameters (RFC 2231 section 7)
};

// For what must stay unambiguous.
std::string percent_encoded(std::string_view octets, Percent stands = Percent::printable);

// The value of a hexadecimal digit, 0 to 15; -1 where it is none.
int hex_digit(char c);

}  // namespace pismovod
