#include "base/clock_text.h"

#include <fmt/chrono.h>

namespace pismovod {
namespace {

using std::chrono::system_clock;

std::string text_of(std::tm (*parts)(std::time_t), system_clock::time_point at, const std::string& format) {
  try {
    return fmt::format(fmt::runtime("{:" + format + "}"), parts(system_clock::to_time_t(at)));
  } catch (const std::exception&) {  // a format of somebody's own, a year that no calendar has
    return {};
  }
}

}  // namespace

std::string local_text(system_clock::time_point at, const std::string& format) {
  return text_of([](std::time_t seconds) { return fmt::localtime(seconds); }, at, format);
}

std::string utc_text(system_clock::time_point at, const std::string& format) {
  return text_of([](std::time_t seconds) { return fmt::gmtime(seconds); }, at, format);
}

}  // namespace pismovod
