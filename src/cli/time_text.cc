#include "cli/time_text.h"

#include <charconv>
#include <ctime>

#include "base/clock_text.h"

namespace pismovod {
namespace {

using std::chrono::milliseconds;

std::optional<Instant> ago(std::string_view text, Instant now) {
  int64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || end != text.data() + text.size() - 1 || count < 0 || count > 1000000) return std::nullopt;
  switch (text.back()) {
    case 'm':
      return now - std::chrono::minutes(count);
    case 'h':
      return now - std::chrono::hours(count);
    case 'd':
      return now - std::chrono::days(count);
    default:
      return std::nullopt;
  }
}

std::tm local_parts(Instant at) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(at);
  std::tm parts{};
  ::localtime_r(&seconds, &parts);
  return parts;
}

}  // namespace

std::optional<Instant> parse_moment(std::string_view text, Instant now) {
  if (text.empty()) return std::nullopt;
  const std::string whole(text);
  for (const char* form :
       {"%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d", "%H:%M"}) {
    std::tm parts{};
    const bool has_day = form[1] == 'Y';
    if (!has_day) {
      parts = local_parts(now);
      parts.tm_sec = 0;
    }
    const char* end = ::strptime(whole.c_str(), form, &parts);
    if (end == nullptr || *end != '\0') continue;
    parts.tm_isdst = -1;
    return std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::from_time_t(std::mktime(&parts)));
  }
  return ago(text, now);
}

std::string local_time(Instant at) { return local_text(at, "%Y-%m-%d %H:%M:%S"); }

std::string span_words(milliseconds span, const Texts& texts) {
  const int64_t seconds = span.count() / 1000;
  const auto say = [&](const char* unit, int64_t count) {
    return texts.get(std::string("journal.") + unit, {{"count", std::to_string(count)}});
  };
  if (seconds < 120) return say("seconds", seconds);
  if (seconds < 7200) return say("minutes", seconds / 60);
  if (seconds < int64_t{2} * 86400) return say("hours", seconds / 3600);
  return say("days", seconds / 86400);
}

}  // namespace pismovod
