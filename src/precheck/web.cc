#include "precheck/web.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace pismovod {

std::string in_lower_case(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

WebAnswer refusal(int status, std::string_view why) {
  WebAnswer out{status, nlohmann::json{{"error", why}}.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)};
  if (status == 401) out.fields.emplace_back("WWW-Authenticate", "Bearer");
  if (status == 429 || status == 503) out.fields.emplace_back("Retry-After", "10");
  return out;
}

}  // namespace pismovod
