// The letter that `pismovod doctor --probe` sends through the mail server: for a minute one address, made up for it,
// stands for a mailbox of ours. Such a letter is judged, refused whatever comes of it, and leaves no case.
#pragma once

#include <atomic>
#include <chrono>
#include <mutex>
#include <string>
#include <string_view>

#include "mail/address.h"

namespace pismovod {

class Probe {
 public:
  static constexpr std::chrono::seconds kPatience{60};
  // What the answer to it begins with; by it `doctor` tells that it was ours.
  static constexpr std::string_view kAnswer = "pismovod probe:";

  // One that was expected before is no longer. False where it is no address.
  bool expect(std::string_view address);
  // Any thread. `path` as RCPT has it; where nothing is expected, which is nearly always, it is not looked at.
  bool is_expected(std::string_view path) const;

 private:
  std::atomic<bool> is_asked_ = false;
  mutable std::mutex mutex_;
  Address address_;
  std::chrono::steady_clock::time_point until_{};
};

}  // namespace pismovod
