// What those who share a journal leave for each other.
#include <gtest/gtest.h>

#include <thread>

#include "journal/held_orders.h"
#include "journal/running_daemons.h"
#include "place.h"

namespace pismovod::test {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

class SharingTest : public OverBoth {
 protected:
  void set_up() override {
    for (std::unique_ptr<Store>& store : machines_) store = open_store(folder_ / "journal.sqlite");
  }
  Store& here() { return *machines_[0]; }
  Store& there() { return *machines_[1]; }

  std::vector<Memo> memos(Instant now) { return there().memos(MemoKind::attempt, now).value(); }
  void put(const Memo& memo) {
    ASSERT_TRUE(here().change_memo(MemoKind::attempt, memo.key, minute(0), [&](const auto&) { return memo; }));
  }
  std::array<std::unique_ptr<Store>, 2> machines_;
};
PISMOVOD_OVER_BOTH(SharingTest);

TEST_P(SharingTest, AMemoStandsUntilItIsOver) {
  const Memo memo{"anna", "слово, \"кавычки\"\nи строка", minute(5)};
  put(memo);
  EXPECT_EQ(memos(minute(4)), std::vector{memo});
  EXPECT_TRUE(memos(minute(5)).empty());
  EXPECT_FALSE(there().memo(MemoKind::session, "anna", minute(1)).value());
  EXPECT_EQ(there().memo(MemoKind::attempt, "anna", minute(1)).value(), memo);
}

TEST_P(SharingTest, WhatIsOverGoesWhenOthersAreWritten) {
  put({"anna", "1", minute(5)});
  ASSERT_TRUE(here().change_memo(MemoKind::attempt, "boris", minute(6), [](const auto&) {
    return Memo{"boris", "2", minute(9)};
  }));
  const auto all = memos(minute(0));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].key, "boris");
}

TEST_P(SharingTest, NobodyWritesBetween) {
  constexpr int kEach = 50;
  const auto count = [](Store& store) {
    for (int i = 0; i < kEach; ++i)
      EXPECT_TRUE(store.change_memo(MemoKind::attempt, "n", minute(0), [](const std::optional<Memo>& there) {
        return Memo{"n", std::to_string(there ? std::stoi(there->value) + 1 : 1), minute(9)};
      }));
  };
  {
    const std::jthread other([&] { count(there()); });
    count(here());
  }
  EXPECT_EQ(memos(minute(0)).at(0).value, std::to_string(2 * kEach));
}

TEST_P(SharingTest, RulesThatDifferAreSeenAndWhoIsSilent) {
  RunningDaemon first{"mx1", "1.4", "aaaa", minute(0), minute(10)};
  RunningDaemon second{"mx2", "1.4", "aaaa", minute(0), minute(10)};
  ASSERT_TRUE(say(here(), first));
  ASSERT_TRUE(say(there(), second));
  EXPECT_EQ(running_daemons(here(), minute(10)).value(), (std::vector{first, second}));
  EXPECT_FALSE(rules_differ({first, second}, minute(10)));
  second.rules = "bbbb";
  ASSERT_TRUE(say(there(), second));
  EXPECT_TRUE(rules_differ(running_daemons(here(), minute(10)).value(), minute(10)));
  // Who was silent for long may have got other rules since.
  first.seen = minute(10) + kSilent + seconds(1);
  ASSERT_TRUE(say(here(), first));
  const auto later = running_daemons(here(), first.seen).value();
  EXPECT_TRUE(is_silent(later.at(1), first.seen));
  EXPECT_FALSE(rules_differ(later, first.seen));
  // One that ended says so; one that was killed is forgotten.
  ASSERT_TRUE(say_no_more(here(), "mx1", first.seen));
  EXPECT_EQ(running_daemons(there(), first.seen).value().size(), 1U);
  EXPECT_TRUE(running_daemons(there(), minute(10) + kForgotten).value().empty());
}

TEST_P(SharingTest, WhatIsNoWordOfADaemonIsPassedOver) {
  for (const std::string garbage : {"", "[]", "7", "{\"rules\": \"x\"", "{\"rules\": 7}", "nothing"}) {
    ASSERT_TRUE(here().change_memo(MemoKind::daemon, "x" + garbage, minute(0), [&](const auto&) {
      return Memo{"x" + garbage, garbage, minute(9)};
    }));
  }
  EXPECT_TRUE(running_daemons(there(), minute(0)).value().empty());
}

HeldOrder an_order() { return {"AAAAAA1", "mx2", {CaseEnding::How::dropped, "lena", "ошибка", minute(0)}}; }

TEST_P(SharingTest, AnOrderIsFollowedByItsHostOnce) {
  ASSERT_TRUE(give_order(here(), an_order()));
  EXPECT_FALSE(give_order(here(), an_order()));
  EXPECT_EQ(order_of(there(), "AAAAAA1", minute(0)).value(), an_order());
  EXPECT_FALSE(take_order(here(), "mx1", minute(0)).value());
  EXPECT_EQ(take_order(there(), "mx2", minute(0)).value(), an_order());
  EXPECT_FALSE(take_order(there(), "mx2", minute(0)).value());  // somebody is at it
  ASSERT_TRUE(settle(there(), an_order(), minute(1)));
  EXPECT_FALSE(order_of(here(), "AAAAAA1", minute(1)).value());
}

TEST_P(SharingTest, WhatCouldNotBeDoneIsTriedAgain) {
  ASSERT_TRUE(give_order(here(), an_order()));
  HeldOrder order = take_order(there(), "mx2", minute(0)).value().value();
  order.trouble = "the helper does not answer";
  ASSERT_TRUE(put_off(there(), order, minute(1)));
  EXPECT_EQ(order_of(here(), "AAAAAA1", minute(1)).value()->trouble, order.trouble);
  EXPECT_FALSE(take_order(there(), "mx2", minute(1)).value());
  EXPECT_TRUE(take_order(there(), "mx2", minute(1) + kOrderLease).value());
  // One whose daemon was killed in the midst: the next one takes it when its time is over.
  EXPECT_TRUE(take_order(there(), "mx2", minute(1) + 2 * kOrderLease).value());
  EXPECT_FALSE(take_order(there(), "mx2", minute(0) + kOrderStands).value());
}

TEST_P(SharingTest, TwoThatTakeOrdersShareThem) {
  constexpr int kOrders = 40;
  for (int i = 0; i < kOrders; ++i) {
    HeldOrder order = an_order();
    order.number = "AAAA" + std::to_string(100 + i);
    ASSERT_TRUE(give_order(here(), order));
  }
  std::atomic<int> taken{0};
  const auto take_all = [&](Store& store) {
    while (take_order(store, "mx2", minute(0)).value()) ++taken;
  };
  {
    const std::jthread other([&] { take_all(there()); });
    take_all(here());
  }
  EXPECT_EQ(taken, kOrders);
}

}  // namespace
}  // namespace pismovod::test
