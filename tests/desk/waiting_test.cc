// Gate, heartbeat and the count of letters in progress.
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>

#include "desk/gate.h"
#include "desk/heartbeat.h"
#include "desk/in_progress.h"

namespace pismovod {
namespace {

Deadline far() { return std::chrono::steady_clock::now() + std::chrono::seconds(60); }

TEST(Gate, NeverMoreThanItsPlaces) {
  Gate gate(3);
  std::atomic<int> inside{0};
  std::atomic<int> most{0};
  std::vector<std::jthread> threads;
  for (int t = 0; t < 12; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 200; ++i) {
        const auto place = gate.enter(far());
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

TEST(Gate, ClosedAtTheDeadline) {
  Gate gate(1);
  const auto first = gate.enter(far());
  EXPECT_FALSE(gate.enter(std::chrono::steady_clock::now()).has_value());
}

TEST(Gate, MorePlacesLetTheWaitingIn) {
  Gate gate(1);
  const auto first = gate.enter(far());
  auto second = std::async(std::launch::async, [&] { return gate.enter(far()).has_value(); });
  gate.set_places(2);
  EXPECT_TRUE(second.get());
}

TEST(Heartbeat, BeatsUntilTheScopeEndsAndNeverAfterwards) {
  Heartbeat heartbeat(std::chrono::milliseconds(2));
  std::promise<void> three;
  std::atomic<int> beats{0};
  {
    const auto scope = heartbeat.during([&] {
      if (++beats == 3) three.set_value();
    });
    three.get_future().wait();
  }
  const int at_end = beats;
  std::promise<void> other;
  std::atomic<bool> done{false};
  const auto scope = heartbeat.during([&] {
    if (!done.exchange(true)) other.set_value();
  });
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
          const auto scope = heartbeat.during([&] { ASSERT_TRUE(alive); });
          if (i % 50 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
        alive = false;
      }
    });
  }
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
