#include "base/log.h"

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/sinks/syslog_sink.h>
#include <spdlog/sinks/systemd_sink.h>
#include <syslog.h>

#include <algorithm>
#include <memory>
#include <mutex>

#include "base/utf8.h"

namespace pismovod {
namespace {

using Logger = std::shared_ptr<spdlog::logger>;

spdlog::level::level_enum level_of(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return spdlog::level::debug;
    case LogLevel::info:
      return spdlog::level::info;
    case LogLevel::warning:
      return spdlog::level::warn;
    case LogLevel::error:
      return spdlog::level::err;
  }
  return spdlog::level::info;
}

Logger make_logger(const std::string& to, const std::string& program) {
  if (to == "syslog") {
    auto sink = std::make_shared<spdlog::sinks::syslog_sink_mt>(program, LOG_PID, LOG_MAIL, false);
    return std::make_shared<spdlog::logger>(program, std::move(sink));
  }
  if (to == "journal") {
    return std::make_shared<spdlog::logger>(program, std::make_shared<spdlog::sinks::systemd_sink_mt>(program));
  }
  auto logger = std::make_shared<spdlog::logger>(program, std::make_shared<spdlog::sinks::stderr_sink_mt>());
  logger->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z " + program + "[%P]: %l: %v");
  return logger;
}

// The logger in use; swapped whole, so that a line under way finishes on the old one.
class Holder {
 public:
  Logger get() {
    const std::lock_guard lock(mutex_);
    if (!logger_) logger_ = make_logger("stderr", "pismovod");
    return logger_;
  }
  void set(Logger logger) {
    const std::lock_guard lock(mutex_);
    logger_ = std::move(logger);
  }

 private:
  std::mutex mutex_;
  Logger logger_;
};

// Never destroyed: threads of libmilter may write while the program ends.
Holder& holder() {
  static auto* const only = std::make_unique<Holder>().release();
  return *only;
}

}  // namespace

std::optional<LogLevel> log_level_of(std::string_view word) {
  if (word == "debug") return LogLevel::debug;
  if (word == "info") return LogLevel::info;
  if (word == "warning") return LogLevel::warning;
  if (word == "error") return LogLevel::error;
  return std::nullopt;
}

bool is_log_target(std::string_view word) { return word == "stderr" || word == "syslog" || word == "journal"; }

Result<void> open_log(const std::string& to, LogLevel least, const std::string& program) {
  if (!is_log_target(to)) return failure("no such log: " + to);
  try {
    Logger logger = make_logger(to, program);
    logger->set_level(level_of(least));
    logger->flush_on(spdlog::level::debug);
    holder().set(std::move(logger));
    return {};
  } catch (const std::exception& e) {
    return failure("cannot open the log: " + std::string(e.what()));
  }
}

bool is_logged(LogLevel level) { return holder().get()->should_log(level_of(level)); }

void log_line(LogLevel level, std::string_view line) {
  try {
    const Logger logger = holder().get();
    if (!logger->should_log(level_of(level))) return;
    std::string text = to_valid_utf8(line);
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7F; }, ' ');
    logger->log(level_of(level), spdlog::string_view_t(text.data(), text.size()));
  } catch (...) {
    return;  // a log that cannot be written stops no mail
  }
}

}  // namespace pismovod
