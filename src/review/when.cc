#include "review/when.h"

#include <charconv>
#include <ctime>

#include "base/clock_text.h"

namespace pismovod {
namespace {

std::optional<int> number(std::string_view digits) {
  int out = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), out);
  const bool is_whole = read.ec == std::errc{} && read.ptr == digits.data() + digits.size();
  return is_whole ? std::optional(out) : std::nullopt;
}

std::string count(const Texts& texts, const char* key, int64_t n) {
  return texts.get(std::string("review.") + key, {{"n", std::to_string(n)}});
}

}  // namespace

std::string day_and_time(Instant at, const Texts& texts) { return local_text(at, texts.get("review.time_format")); }

std::string machine_time(Instant at) { return utc_text(at, "%Y-%m-%dT%H:%M:%SZ"); }

std::string table_time(Instant at) { return local_text(at, "%Y-%m-%d %H:%M:%S"); }

std::string zone_of(Instant at) {
  const std::string offset = local_text(at, "%z");  // "+0300"
  return "UTC" + offset.substr(0, 3) + ":" + offset.substr(3);
}

std::string day_of(std::chrono::sys_days day, const Texts& texts) {
  return utc_text(day, texts.get("review.day_format"));
}

std::string duration_words(int64_t seconds, const Texts& texts) {
  if (seconds < 60) return count(texts, "seconds", seconds);
  const int64_t minutes = (seconds + 30) / 60;
  if (minutes < 60) return count(texts, "minutes", minutes);
  if (minutes < int64_t{10} * 60)
    return count(texts, "hours", minutes / 60) + " " + count(texts, "minutes", minutes % 60);
  const int64_t hours = (minutes + 30) / 60;
  return hours < 48 ? count(texts, "hours", hours) : count(texts, "days", (hours + 12) / 24);
}

std::optional<Instant> parse_day(std::string_view text, int days) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = number(text.substr(0, 4));
  const auto month = number(text.substr(5, 2));
  const auto day = number(text.substr(8, 2));
  if (!year || !month || !day || *year < 1970 || *month < 1 || *month > 12 || *day < 1 || *day > 31)
    return std::nullopt;
  std::tm time{};
  time.tm_year = *year - 1900;
  time.tm_mon = *month - 1;
  time.tm_mday = *day + days;  // mktime takes the 32nd for the 1st
  time.tm_isdst = -1;
  return std::chrono::time_point_cast<std::chrono::milliseconds>(
      std::chrono::system_clock::from_time_t(std::mktime(&time)));
}

}  // namespace pismovod
