// Does anybody answer there?
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"

namespace pismovod {

// Connects, within five seconds; where `wants_words`, the first line that is said, else an empty text.
Result<std::string> greeting_of(const std::string& host, uint16_t port, bool wants_words);

}  // namespace pismovod
