// How long a letter may still be worked on. One object a letter, handed down by reference to all that
// reads, finds and judges; the only place where it is asked whether the time is over.
//
//   for (const Field& field : fields) {
//     if (patience.is_over()) break;  // what was not reached could not be told
//
// Once over it stays over, so that everything above the loop that gave up sees the same answer.
// Filters ask it and look at no clock of their own. For one thread, but for the flag, which any thread
// may set. Never throws, takes no memory.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace pismovod {

class Patience {
 public:
  using Clock = std::chrono::steady_clock;

  // Without end, for what nobody waits for.
  Patience() = default;
  // Until `deadline`, or until `gone` says that nobody waits for the answer any more; it outlives this.
  explicit Patience(Clock::time_point deadline, const std::atomic<bool>* gone = nullptr)
      : deadline_(deadline), gone_(gone) {}
  Patience(const Patience&) = delete;
  Patience& operator=(const Patience&) = delete;

  Clock::time_point deadline() const { return deadline_; }

  // Cheap enough for every step of a loop: the clock is read at the first question and at each
  // kSteps-th from there. A step is a line, a field, a row: microseconds, not milliseconds.
  bool is_over() const { return over_ || (steps_++ % kSteps == 0 && look()); }

  // The same with a look at the clock, for steps that are large: a passage, a filter, an attachment.
  bool is_over_now() const { return over_ || look(); }

  // How often it was asked before it was over: what the work came to, whatever the machine.
  uint64_t steps() const { return steps_; }

 private:
  static constexpr uint64_t kSteps = 64;

  bool look() const {
    over_ = (gone_ != nullptr && gone_->load(std::memory_order_relaxed)) || Clock::now() >= deadline_;
    return over_;
  }

  Clock::time_point deadline_ = Clock::time_point::max();
  const std::atomic<bool>* gone_ = nullptr;
  mutable uint64_t steps_ = 0;
  mutable bool over_ = false;
};

}  // namespace pismovod
