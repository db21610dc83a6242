// Places and who gets them.
#include "desk/gate.h"

#include <gtest/gtest.h>

#include <future>
#include <thread>
#include <vector>

namespace pismovod::test {
namespace {

Deadline now() { return std::chrono::steady_clock::now(); }
Deadline later() { return now() + std::chrono::minutes(5); }

TEST(Gate, OneSenderHasHalfOfThePlaces) {
  Gate gate(8);
  std::vector<Gate::Place> inside;
  for (int i = 0; i < 4; ++i) inside.push_back(*gate.enter({"flood@firm.test", "192.0.2.1"}, now()));
  EXPECT_FALSE(gate.enter({"flood@firm.test", "192.0.2.1"}, now()).has_value());
  EXPECT_FALSE(gate.enter({"flood@firm.test", "192.0.2.99"}, now()).has_value());
  EXPECT_TRUE(gate.enter({"ivan@firm.test", "192.0.2.1"}, now()).has_value());
  inside.pop_back();
  EXPECT_TRUE(gate.enter({"flood@firm.test", "192.0.2.1"}, now()).has_value());
}

// Senders can be made up, and a client cannot.
TEST(Gate, OneClientLeavesAPlaceToOthers) {
  Gate gate(8);
  std::vector<Gate::Place> inside;
  for (int i = 0; i < 7; ++i)
    inside.push_back(*gate.enter({"u" + std::to_string(i) + "@firm.test", "192.0.2.1"}, now()));
  EXPECT_FALSE(gate.enter({"u8@firm.test", "192.0.2.1"}, now()).has_value());
  EXPECT_TRUE(gate.enter({"ivan@firm.test", "192.0.2.2"}, now()).has_value());
}

TEST(Gate, ASinglePlaceIsForEverybody) {
  Gate gate(1);
  {
    const auto place = gate.enter({"a@firm.test", "192.0.2.1"}, now());
    EXPECT_TRUE(place.has_value());
    EXPECT_FALSE(gate.enter({"b@firm.test", "192.0.2.2"}, now()).has_value());
  }
  EXPECT_TRUE(gate.enter({"a@firm.test", "192.0.2.1"}, now()).has_value());
}

// One waits for long, the other comes later: whose letters cost least goes first.
TEST(Gate, TheCheapGoFirst) {
  Gate gate(1);
  {
    const auto costly = gate.enter({"flood@firm.test", ""}, now());
    std::this_thread::sleep_for(std::chrono::milliseconds(50));  // what it costs
  }
  auto place = gate.enter({"third@firm.test", ""}, now());
  ASSERT_TRUE(place.has_value());
  std::vector<std::string> order;
  std::mutex mutex;
  const auto enter = [&](const std::string& sender) {
    return std::async(std::launch::async, [&, sender] {
      const auto mine = gate.enter({sender, ""}, later());
      const std::lock_guard lock(mutex);
      order.push_back(mine ? sender : "nobody");
    });
  };
  auto first = enter("flood@firm.test");
  while (gate.waiting() < 1) std::this_thread::yield();
  auto second = enter("ivan@firm.test");
  while (gate.waiting() < 2) std::this_thread::yield();
  place.reset();
  first.get();
  second.get();
  EXPECT_EQ(order, (std::vector<std::string>{"ivan@firm.test", "flood@firm.test"}));
}

TEST(Gate, MorePlacesLetInWhoWaits) {
  Gate gate(0);
  auto waits = std::async(std::launch::async, [&] { return gate.enter({"a@firm.test", ""}, later()).has_value(); });
  while (gate.waiting() < 1) std::this_thread::yield();
  gate.set_places(1);
  EXPECT_TRUE(waits.get());
}

}  // namespace
}  // namespace pismovod::test
