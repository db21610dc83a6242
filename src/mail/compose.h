// A writer of letters: header fields and MIME parts as octets (RFC 5322, RFC 2045-2049, RFC 2231).
//
// What it writes is ASCII with CRLF; no line is longer than 998 octets, and none longer than 76
// where its words allow it. Whatever stands in a value (CR, LF, NUL, raw octets), it cannot end
// the field or begin another one. Text is UTF-8; malformed octets are replaced. Nothing fails.
// Pure functions but for new_message_id(); any thread.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "mail/address.h"

namespace pismovod {

// --- header fields, each with its CRLF ---------------------------------------------------------

// Unstructured text (Subject): as it is where it is ASCII, else in words of RFC 2047.
std::string text_field(std::string_view name, std::string_view utf8);

// Structured text that is ASCII already (message ids, tokens): folded at its blanks. A word too long
// for a line is left out, what is not printable ASCII becomes '?'.
std::string token_field(std::string_view name, std::string_view ascii);

// "user@xn--...": empty where the address cannot be written in ASCII, or is none.
std::string ascii_address(const Address& address);

struct NamedAddress {
  std::string name;  // UTF-8; empty: none
  Address address;
};
// Addresses that cannot be written in ASCII are left out; an empty text where none is left.
std::string address_field(std::string_view name, const std::vector<NamedAddress>& addresses);

// A structured value with parameters: `attachment; filename*=UTF-8''...`.
struct Parameter {
  std::string name;   // a token
  std::string value;  // UTF-8
};
std::string parameter_field(std::string_view name, std::string_view value, const std::vector<Parameter>& parameters);

// "Wed, 16 Sep 2026 12:04:00 +0300", in the machine's time zone.
std::string date_text(std::chrono::system_clock::time_point time);

// "<...@domain>", never the same twice.
std::string new_message_id(std::string_view domain);

// Words of RFC 2047 in base64, of at most 75 octets, joined by `separator`; ASCII stays as it is.
std::string encode_header(std::string_view utf8, std::string_view separator = "\n ");

// --- content -----------------------------------------------------------------------------------

// Lines of 76, each with CRLF.
std::string base64_lines(std::string_view octets);
// Text with LF or CRLF; ends of lines come out as CRLF.
std::string quoted_printable(std::string_view text);

// One entity: its fields, each with CRLF, and its encoded content.
struct Part {
  std::string header;
  std::string body;
};

// text/plain or text/html in UTF-8, in the shorter of the two encodings.
Part text_part(std::string_view subtype, std::string_view utf8, std::vector<Parameter> parameters = {});

// A file in base64; its name whole by RFC 2231, and in ASCII for those who read Content-Type only.
Part file_part(std::string_view media_type, std::string_view name, std::string_view octets);

// Octets in base64, with fields of their own.
Part encoded_part(std::string header, std::string_view octets);

Part multipart(std::string_view subtype, const std::vector<Part>& parts, std::vector<Parameter> parameters = {});

// The whole letter: `fields` as made above, without MIME-Version and the fields of the content.
std::string letter_octets(std::string_view fields, const Part& content);

}  // namespace pismovod
