// A moment as text, where the machine is or in UTC. Formats are those of strftime(3); names of days and months are
// English whatever the locale (RFC 5322 wants them so). A format that says nothing sensible gives an empty text.
//
// Threads: any. Nothing throws.
#pragma once

#include <chrono>
#include <string>

namespace pismovod {

std::string local_text(std::chrono::system_clock::time_point at, const std::string& format);
std::string utc_text(std::chrono::system_clock::time_point at, const std::string& format);

}  // namespace pismovod
