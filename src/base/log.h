// The program's log: lines of text to standard error, syslog or the journal of systemd.
//
// Until it is opened, lines from `info` on go to standard error. Writing never fails and never
// throws; what cannot be written is lost. Any thread may write; opening again (a reload) is safe
// while others write. The one place where spdlog is used.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace pismovod {

enum class LogLevel : uint8_t { debug, info, warning, error };

// By the word of the configuration: "debug", "info", "warning", "error".
std::optional<LogLevel> log_level_of(std::string_view word);

// Where the log may go, in the words of the configuration.
bool is_log_target(std::string_view word);

// `to` is "stderr", "syslog" or "journal"; on failure the log stays where it was.
Result<void> open_log(const std::string& to, LogLevel least, const std::string& program);

bool is_logged(LogLevel level);
// `line` is UTF-8 without a line end; control characters in it are written as spaces.
void log_line(LogLevel level, std::string_view line);

inline void log_debug(std::string_view line) { log_line(LogLevel::debug, line); }
inline void log_info(std::string_view line) { log_line(LogLevel::info, line); }
inline void log_warning(std::string_view line) { log_line(LogLevel::warning, line); }
inline void log_error(std::string_view line) { log_line(LogLevel::error, line); }

}  // namespace pismovod
