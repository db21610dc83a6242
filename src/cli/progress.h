// How far a long command has come, on standard error where that is a terminal, and nowhere else.
#pragma once

#include <chrono>
#include <cstdint>

namespace pismovod {

class Progress {
 public:
  // `octets`: of all that is to be read; 0 where nobody knows.
  explicit Progress(uint64_t octets);

  // A letter of so many octets was read.
  void add(uint64_t octets);
  // Takes the line away.
  void end();

 private:
  using Clock = std::chrono::steady_clock;
  void show(double seconds) const;

  uint64_t octets_;
  bool is_shown_;
  uint64_t letters_ = 0;
  uint64_t read_ = 0;
  Clock::time_point begun_ = Clock::now();
  Clock::time_point next_ = begun_;
};

}  // namespace pismovod
