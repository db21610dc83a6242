// Bounds sign-in attempts: each name and each address pays for its failures with a growing pause, on all pages that
// share a journal together.
#pragma once

#include <chrono>
#include <string>

#include "journal/store.h"

namespace pismovod {

// Any thread. The caller gives the time, so that tests need not wait.
class Attempts {
 public:
  using Pause = std::chrono::seconds;

  static constexpr int kFree = 3;  // failures that cost nothing
  static constexpr Pause kLongestOfName{60};
  static constexpr Pause kLongestOfAddress{15 * 60};
  static constexpr std::chrono::hours kRemembered{1};  // after a pause is over

  // The store outlives it.
  explicit Attempts(Store& store) : store_(store) {}

  // How long this name from this address must still wait; zero: it may try, and the attempt is
  // counted as failed until forgive() is called, so that many at once do not all get through. A browser
  // that this person has signed in with before (`is_known`) is counted apart from all others': what strangers
  // try does not keep him out.
  StoreResult<Pause> begin(const std::string& name, const std::string& address, Instant now, bool is_known = false);
  void forgive(const std::string& name, const std::string& address, Instant now, bool is_known = false);

 private:
  StoreResult<Pause> still(const std::string& key, Instant now) const;
  StoreResult<Pause> count(const std::string& key, Pause longest, Instant now);

  Store& store_;
};

}  // namespace pismovod
