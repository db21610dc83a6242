// How often a caller may ask: so many letters a minute, saved up for a minute at most.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>

namespace pismovod {

// Any thread. The caller gives the time, so that tests need not wait.
class QuestionRate {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr size_t kMostRemembered = 10'000;  // callers

  explicit QuestionRate(int64_t a_minute) : most_(static_cast<double>(a_minute)) {}  // 0: unbounded
  // May this caller ask now? Then it has.
  bool take(const std::string& caller, Clock::time_point now);

 private:
  struct Saved {
    double letters = 0;
    Clock::time_point at;
  };
  double saved_by(const Saved& saved, Clock::time_point now) const;
  void forget_full(Clock::time_point now);

  double most_;
  std::mutex mutex_;
  std::map<std::string, Saved> callers_;
};

}  // namespace pismovod
