// So many times within so long, of each name. Any thread; the caller gives the time.
#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <mutex>
#include <string>

namespace pismovod {

class Rate {
 public:
  using Clock = std::chrono::steady_clock;
  Rate(size_t most, std::chrono::seconds window) : most_(most), window_(window) {}

  // False: it was too often, and does not count.
  bool take(const std::string& name, Clock::time_point now) {
    const std::lock_guard lock(mutex_);
    if (times_.size() >= kNames)
      std::erase_if(times_, [&](const auto& item) { return item.second.back() + window_ <= now; });
    if (times_.size() >= kNames && !times_.contains(name)) return false;
    std::deque<Clock::time_point>& times = times_[name];
    while (!times.empty() && times.front() + window_ <= now) times.pop_front();
    if (times.size() >= most_) return false;
    times.push_back(now);
    return true;
  }

 private:
  static constexpr size_t kNames = 10'000;
  size_t most_;
  std::chrono::seconds window_;
  std::mutex mutex_;
  std::map<std::string, std::deque<Clock::time_point>> times_;
};

}  // namespace pismovod
