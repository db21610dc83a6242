#include "cli/progress.h"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

namespace pismovod {
namespace {

constexpr std::chrono::milliseconds kEvery{200};
constexpr int kWidth = 24;  // characters of the bar

std::string clock_text(double seconds) {
  const long whole = std::lround(seconds);
  const std::string rest = std::to_string(whole % 60);
  return std::to_string(whole / 60) + ":" + (rest.size() < 2 ? "0" : "") + rest;
}

}  // namespace

Progress::Progress(uint64_t octets) : octets_(octets), is_shown_(::isatty(STDERR_FILENO) == 1) {}

void Progress::add(uint64_t octets) {
  ++letters_;
  read_ += octets;
  if (!is_shown_ || Clock::now() < next_) return;
  next_ = Clock::now() + kEvery;
  show(std::chrono::duration<double>(Clock::now() - begun_).count());
}

void Progress::show(double seconds) const {
  const double done = octets_ == 0 ? 0 : std::min(1.0, static_cast<double>(read_) / static_cast<double>(octets_));
  std::string text = "\r\x1b[K";
  if (octets_ > 0) {
    const auto full = static_cast<size_t>(done * kWidth);
    text += "[" + std::string(full, '#') + std::string(kWidth - full, '.') + "] ";
  }
  text += std::to_string(letters_);
  if (seconds > 0) text += ", " + std::to_string(std::lround(static_cast<double>(letters_) / seconds)) + "/s";
  if (done > 0) text += ", -" + clock_text(seconds * (1 - done) / done);
  std::fputs(text.c_str(), stderr);
}

void Progress::end() {
  if (is_shown_ && letters_ > 0) std::fputs("\r\x1b[K", stderr);
}

}  // namespace pismovod
