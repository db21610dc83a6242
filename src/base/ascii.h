// Text for places that carry ASCII alone: SMTP replies and header fields that we write.
#pragma once

#include <string>
#include <string_view>

namespace pismovod {

// Printable ASCII on one line, from UTF-8: Cyrillic is transliterated ("Письмо" becomes "Pis'mo"),
// typographic quotes, dashes and spaces become plain ones, control characters a space, anything
// else '?'. Never fails.
std::string ascii_of(std::string_view utf8);

// The same for what must stay unambiguous (addresses): every octet beyond printable ASCII as %XX.
std::string percent_encoded(std::string_view octets);

}  // namespace pismovod
