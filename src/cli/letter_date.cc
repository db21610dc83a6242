#include "cli/letter_date.h"

#include <ctime>

#include "mail/message.h"

namespace pismovod {
namespace {

constexpr size_t kMostHead = size_t{64} << 10;
constexpr std::string_view kField = "date:";

// "Tue, 1 Sep 2026 10:00:00 +0300 (MSK)", the day of the week and the seconds left out or not. Names are English where
// the program sets no locale, and it sets none.
std::optional<Instant> parsed(const std::string& value) {
  const size_t comma = value.find(',');
  const char* text = value.c_str() + (comma == std::string::npos ? 0 : comma + 1);
  for (const char* form : {" %d %b %Y %H:%M:%S %z", " %d %b %Y %H:%M %z"}) {
    std::tm at{};
    if (::strptime(text, form, &at) == nullptr) continue;
    const auto offset = std::chrono::seconds(at.tm_gmtoff);
    return Instant(std::chrono::seconds(::timegm(&at)) - offset);
  }
  return std::nullopt;
}

}  // namespace

std::optional<Instant> date_of_letter(std::string_view octets) {
  octets = octets.substr(0, kMostHead);
  while (!octets.empty()) {
    const size_t end = std::min(octets.find('\n'), octets.size());
    const std::string_view line = octets.substr(0, end);
    octets.remove_prefix(std::min(end + 1, octets.size()));
    if (line.empty() || line == "\r") return std::nullopt;
    if (line.size() >= kField.size() && same_name(line.substr(0, kField.size()), kField))
      return parsed(std::string(line.substr(kField.size())));
  }
  return std::nullopt;
}

}  // namespace pismovod
