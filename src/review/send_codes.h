// Codes by which senders let their completed letters go: six digits, mailed to them, each good for one letter as it was
// seen, for half an hour and five tries. In memory: after a restart a new one is asked for. Any thread.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "review/rate.h"

namespace pismovod {

class SendCodes {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::minutes kGood{30};
  static constexpr int kTries = 5;
  static constexpr size_t kMostAnHour = 5;  // of one case

  enum class Answer : uint8_t { right, wrong, over };  // over: none was asked for, too late, too often, another letter

  // In place of an earlier one of the case; nothing where too many were asked for. `letter`: a digest of its octets.
  std::optional<std::string> draw(const std::string& case_number, const std::string& letter, Clock::time_point now);
  // A right one is good once.
  Answer use(const std::string& case_number, const std::string& letter, const std::string& code, Clock::time_point now);

 private:
  struct Drawn {
    std::string code;  // as a digest
    std::string letter;
    Clock::time_point until;
    int tries = 0;
  };
  Rate rate_{kMostAnHour, std::chrono::hours(1)};
  std::mutex mutex_;
  std::map<std::string, Drawn> drawn_;
};

}  // namespace pismovod
