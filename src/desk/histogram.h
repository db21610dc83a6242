// How often something took how long, as Prometheus counts it. Any thread.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

namespace pismovod {

class Histogram {
 public:
  // Upper bounds, in seconds; what took longer is in the count alone.
  static constexpr std::array<double, 11> kBounds = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.25, 1, 2.5, 10, 30};

  void add(double milliseconds) {
    for (size_t i = 0; i < kBounds.size(); ++i) {
      if (milliseconds <= kBounds.at(i) * 1000) ++buckets_.at(i);
    }
    ++count_;
    microseconds_ += static_cast<uint64_t>(milliseconds * 1000);
  }
  // That took kBounds[i] or less.
  uint64_t within(size_t i) const { return buckets_.at(i); }
  uint64_t count() const { return count_; }
  double seconds() const { return static_cast<double>(microseconds_.load()) / 1e6; }

 private:
  std::array<std::atomic<uint64_t>, kBounds.size()> buckets_{};
  std::atomic<uint64_t> count_{0};
  std::atomic<uint64_t> microseconds_{0};
};

}  // namespace pismovod
