// The last faults of ours, for who asks how it goes. Any thread.
#pragma once

#include <chrono>
#include <deque>
#include <mutex>
#include <string>
#include <vector>

namespace pismovod {

struct Fault {
  std::chrono::system_clock::time_point at;
  std::string what;  // one line, nothing of a letter in it
};

class LastFaults {
 public:
  static constexpr size_t kKept = 5;

  void note(std::string what) {
    const std::lock_guard lock(mutex_);
    faults_.push_back({std::chrono::system_clock::now(), std::move(what)});
    if (faults_.size() > kKept) faults_.pop_front();
  }
  // Oldest first.
  std::vector<Fault> all() const {
    const std::lock_guard lock(mutex_);
    return {faults_.begin(), faults_.end()};
  }

 private:
  mutable std::mutex mutex_;
  std::deque<Fault> faults_;
};

}  // namespace pismovod
