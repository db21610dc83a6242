// Counts the letters whose content is under way, so that the end of the program can wait for them. Once
// the end has begun, letters that begin are told so, and counted apart: nobody waits long for them.
// Any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <utility>

namespace pismovod {

class InProgress {
 public:
  // One letter; the counter must outlive it.
  class Token {
   public:
    explicit Token(InProgress& counter) : counter_(&counter), is_late_(counter.begin()) {}
    Token(Token&& other) noexcept : counter_(std::exchange(other.counter_, nullptr)), is_late_(other.is_late_) {}
    Token& operator=(Token&&) = delete;
    Token(const Token&) = delete;
    Token& operator=(const Token&) = delete;
    ~Token() {
      if (counter_ != nullptr) counter_->finish(is_late_);
    }
    // It began when the end had begun.
    bool is_late() const { return is_late_; }

   private:
    InProgress* counter_;
    bool is_late_;
  };

  // From now on letters that begin are late.
  void begin_the_end() {
    const std::lock_guard lock(mutex_);
    is_ending_ = true;
  }

  using Deadline = std::chrono::steady_clock::time_point;
  // True when there was none before the time was over.
  bool wait_for_none(Deadline until) {
    std::unique_lock lock(mutex_);
    return fewer_.wait_until(lock, until, [this] { return count_ == 0; });
  }
  bool wait_for_no_late(Deadline until) {
    std::unique_lock lock(mutex_);
    return fewer_.wait_until(lock, until, [this] { return late_ == 0; });
  }
  long count() {
    const std::lock_guard lock(mutex_);
    return count_;
  }

 private:
  bool begin() {
    const std::lock_guard lock(mutex_);
    ++(is_ending_ ? late_ : count_);
    return is_ending_;
  }
  void finish(bool is_late) {
    const std::lock_guard lock(mutex_);
    if (--(is_late ? late_ : count_) == 0) fewer_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable fewer_;
  bool is_ending_ = false;
  long count_ = 0;
  long late_ = 0;
};

}  // namespace pismovod
