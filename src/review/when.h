// Moments and durations as people read them. The time of day is that of the machine's zone.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "actions/texts.h"
#include "journal/entry.h"

namespace pismovod {

std::string day_and_time(Instant at, const Texts& texts);  // "21.11.2025 14:05"
std::string machine_time(Instant at);                      // "2025-11-21T11:05:09Z", for <time>
std::string table_time(Instant at);                        // "2025-11-21 14:05:09": a spreadsheet calculates with it
std::string zone_of(Instant at);                           // "UTC+03:00", of the machine
std::string day_of(std::chrono::sys_days day, const Texts& texts);  // "17.11"
std::string duration_words(int64_t seconds, const Texts& texts);    // "4 мин", "1 ч 20 мин", "3 дн"

// "2025-11-21" is the first moment of that day, `days` later.
std::optional<Instant> parse_day(std::string_view text, int days = 0);

}  // namespace pismovod
