#include "replay/judges.h"

#include <algorithm>

namespace pismovod {

Judges::Judges(size_t threads, Judge judge) : judge_(std::move(judge)), threads_wanted_(std::max<size_t>(threads, 1)) {
  for (size_t i = 0; i < threads_wanted_; ++i) {
    threads_.emplace_back([this] { work(); });
  }
}

Judges::~Judges() {
  {
    const std::lock_guard lock(mutex_);
    is_over_ = true;
  }
  changed_.notify_all();
}

void Judges::take(ArchivedLetter letter) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return waiting_.size() < threads_wanted_; });
  waiting_.push_back(std::move(letter));
  lock.unlock();
  changed_.notify_all();
}

void Judges::wait() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return waiting_.empty() && at_work_ == 0; });
}

void Judges::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return is_over_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    const ArchivedLetter letter = std::move(waiting_.front());
    waiting_.pop_front();
    ++at_work_;
    lock.unlock();
    changed_.notify_all();
    judge_(letter);
    lock.lock();
    --at_work_;
    changed_.notify_all();
  }
}

}  // namespace pismovod
