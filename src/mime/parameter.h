// Structured MIME fields: "text/plain; charset=utf-8; name*0*=utf-8''%D0..." (RFC 2045 section 5.1,
// RFC 2183, RFC 2231), and the unlawful shapes in use: encoded words inside the quotes, raw 8-bit,
// blanks in unquoted names, both ways at once.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace pismovod {

struct ParameterizedValue {
  std::string value;  // before the first ';', lower case: "text/plain", "attachment"
  // Names in lower case without their '*' forms; values as UTF-8.
  std::map<std::string, std::string, std::less<>> parameters;

  std::string_view parameter(std::string_view name) const;
};

ParameterizedValue parse_parameters(std::string_view field_value);

}  // namespace pismovod
