// Moments and spans of time as people write and read them, in the time zone of the machine.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "actions/texts.h"
#include "journal/entry.h"

namespace pismovod {

// "2026-03-05", "2026-03-05 10:30", "10:30" of today, or so long ago: "90m", "24h", "7d".
std::optional<Instant> parse_moment(std::string_view text, Instant now);

// "2026-03-05 10:30:04"
std::string local_time(Instant at);

// "4 мин": the largest unit of which there are two.
std::string span_words(std::chrono::milliseconds span, const Texts& texts);

}  // namespace pismovod
