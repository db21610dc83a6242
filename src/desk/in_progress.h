// Counts the letters whose content is under way, so that the end of the program can wait for them.
// Any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace pismovod {

class InProgress {
 public:
  // One letter; the counter must outlive it.
  class Token {
   public:
    explicit Token(InProgress& counter) : counter_(&counter) { counter_->change(1); }
    Token(Token&& other) noexcept : counter_(other.counter_) { other.counter_ = nullptr; }
    Token& operator=(Token&&) = delete;
    Token(const Token&) = delete;
    Token& operator=(const Token&) = delete;
    ~Token() {
      if (counter_ != nullptr) counter_->change(-1);
    }

   private:
    InProgress* counter_;
  };

  // True when there was none before the time was over.
  bool wait_for_none(std::chrono::steady_clock::time_point until) {
    std::unique_lock lock(mutex_);
    return none_.wait_until(lock, until, [this] { return count_ == 0; });
  }
  long count() {
    const std::lock_guard lock(mutex_);
    return count_;
  }

 private:
  void change(long by) {
    const std::lock_guard lock(mutex_);
    count_ += by;
    if (count_ == 0) none_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable none_;
  long count_ = 0;
};

}  // namespace pismovod
