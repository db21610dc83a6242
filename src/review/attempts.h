// Bounds sign-in attempts: each name and each address pays for its failures with a growing pause.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>

namespace pismovod {

// Any thread. The caller gives the time, so that tests need not wait.
class Attempts {
 public:
  using Clock = std::chrono::steady_clock;
  using Pause = std::chrono::seconds;

  static constexpr int kFree = 3;  // failures that cost nothing
  static constexpr Pause kLongestOfName{60};
  static constexpr Pause kLongestOfAddress{15 * 60};
  static constexpr size_t kMostRemembered = 10'000;  // of names and addresses

  // How long this name from this address must still wait; zero: it may try, and the attempt is
  // counted as failed until forgive() is called, so that many at once do not all get through. A browser
  // that this person has signed in with before (`is_known`) is counted apart from all others': what strangers
  // try does not keep him out.
  Pause begin(const std::string& name, const std::string& address, Clock::time_point now, bool is_known = false);
  void forgive(const std::string& name, const std::string& address, bool is_known = false);

 private:
  struct Failures {
    int count = 0;
    Clock::time_point free_at;
  };
  void forget_old(Clock::time_point now);

  std::mutex mutex_;
  std::map<std::string, Failures> failures_;
};

}  // namespace pismovod
