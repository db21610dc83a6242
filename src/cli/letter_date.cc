#include "cli/letter_date.h"

#include <curl/curl.h>

#include "mail/message.h"

namespace pismovod {
namespace {

constexpr size_t kMostHead = size_t{64} << 10;
constexpr std::string_view kField = "date:";

}  // namespace

std::optional<Instant> date_of_letter(std::string_view octets) {
  octets = octets.substr(0, kMostHead);
  while (!octets.empty()) {
    const size_t end = std::min(octets.find('\n'), octets.size());
    const std::string_view line = octets.substr(0, end);
    octets.remove_prefix(std::min(end + 1, octets.size()));
    if (line.empty() || line == "\r") return std::nullopt;
    if (line.size() < kField.size() || !same_name(line.substr(0, kField.size()), kField)) continue;
    const std::string value(line.substr(kField.size()));
    const time_t at = ::curl_getdate(value.c_str(), nullptr);
    if (at == -1) return std::nullopt;
    return Instant(std::chrono::seconds(at));
  }
  return std::nullopt;
}

}  // namespace pismovod
