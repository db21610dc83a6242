// Heartbeat and the count of letters in progress; the gate under many threads.
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <future>
#include <thread>

#include "desk/gate.h"
#include "desk/heartbeat.h"
#include "desk/in_progress.h"

namespace pismovod {
namespace {

Deadline far() { return std::chrono::steady_clock::now() + std::chrono::seconds(60); }

class Peer : public Waiting {
 public:
  explicit Peer(std::function<void()> beat) : beat_(std::move(beat)) {}
  void still_working() noexcept override { beat_(); }
  bool is_gone() noexcept override { return gone; }
  std::atomic<bool> gone{false};

 private:
  std::function<void()> beat_;
};

TEST(Gate, NeverMoreThanItsPlaces) {
  Gate gate(3);
  std::atomic<int> inside{0};
  std::atomic<int> most{0};
  std::vector<std::jthread> threads;
  for (int t = 0; t < 12; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 200; ++i) {
        const auto place = gate.enter({std::to_string(t), ""}, far());
        ASSERT_TRUE(place.has_value());
        const int now = ++inside;
        for (int seen = most; seen < now && !most.compare_exchange_weak(seen, now);) {
        }
        --inside;
      }
    });
  }
  threads.clear();
  EXPECT_LE(most, 3);
}

TEST(Heartbeat, BeatsUntilTheScopeEndsAndNeverAfterwards) {
  Heartbeat heartbeat(std::chrono::milliseconds(2));
  std::promise<void> three;
  std::atomic<int> beats{0};
  {
    Peer peer([&] {
      if (++beats == 3) three.set_value();
    });
    const auto scope = heartbeat.during(peer);
    three.get_future().wait();
  }
  const int at_end = beats;
  std::promise<void> other;
  std::atomic<bool> done{false};
  Peer later([&] {
    if (!done.exchange(true)) other.set_value();
  });
  const auto scope = heartbeat.during(later);
  other.get_future().wait();  // a later beat has come: the old one would have, too
  EXPECT_EQ(beats, at_end);
}

TEST(Heartbeat, ManyScopesComeAndGo) {
  Heartbeat heartbeat(std::chrono::milliseconds(1));
  std::vector<std::jthread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 500; ++i) {
        std::atomic<bool> alive{true};
        {
          Peer peer([&] { ASSERT_TRUE(alive); });
          const auto scope = heartbeat.during(peer);
          if (i % 50 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
        alive = false;
      }
    });
  }
}

TEST(Heartbeat, OneThatIsGoneIsSaidAndNotToldAnyMore) {
  Heartbeat heartbeat(std::chrono::milliseconds(2));
  Peer gone([] { ADD_FAILURE() << "told"; });
  gone.gone = true;
  const auto scope = heartbeat.during(gone);
  std::atomic<int> beats{0};
  Peer other([&] { ++beats; });
  const auto beside = heartbeat.during(other);
  while (!scope.gone() || beats < 3) std::this_thread::yield();
  EXPECT_FALSE(beside.gone());
}

TEST(InProgress, WhatBeginsAtTheEndIsLateAndCountedApart) {
  InProgress counter;
  const InProgress::Token before(counter);
  counter.begin_the_end();
  EXPECT_FALSE(before.is_late());
  {
    const InProgress::Token late(counter);
    EXPECT_TRUE(late.is_late());
    EXPECT_EQ(counter.count(), 1);
    EXPECT_FALSE(counter.wait_for_no_late(std::chrono::steady_clock::now()));
  }
  EXPECT_TRUE(counter.wait_for_no_late(std::chrono::steady_clock::now()));
  EXPECT_FALSE(counter.wait_for_none(std::chrono::steady_clock::now()));
}

TEST(InProgress, CountsTokensWhereverTheyMove) {
  InProgress counter;
  {
    InProgress::Token first(counter);
    const InProgress::Token moved(std::move(first));
    EXPECT_EQ(counter.count(), 1);
    EXPECT_FALSE(counter.wait_for_none(std::chrono::steady_clock::now()));
  }
  EXPECT_TRUE(counter.wait_for_none(std::chrono::steady_clock::now()));
}

}  // namespace
}  // namespace pismovod
