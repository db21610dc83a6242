// Two machines, one journal: each with connections of its own, and a server that goes away.
#include <gtest/gtest.h>
#include <unistd.h>

#include <map>
#include <thread>

#include "journal/recording.h"
#include "place.h"

namespace pismovod::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using Clock = std::chrono::steady_clock;

std::string number(char first, int i) {
  std::string out = "A000000";
  out[0] = first;
  for (size_t at = 6; i > 0; i /= 10) out[at--] = static_cast<char>('0' + i % 10);
  return out;
}

class SeveralMachinesTest : public OverBoth {
 protected:
  void set_up() override {
    for (std::unique_ptr<Store>& store : machines_) store = open_store(folder_ / "journal.sqlite");
  }
  // On each at once, as two daemons would.
  template <class Work>
  void on_both(Work work) {
    std::jthread other([&] { work(*machines_[1], 'B'); });
    work(*machines_[0], 'A');
  }
  std::array<std::unique_ptr<Store>, 2> machines_;
};
PISMOVOD_OVER_BOTH(SeveralMachinesTest);

TEST_P(SeveralMachinesTest, OneLetterIsClaimedOnce) {
  constexpr int kLetters = 60;
  for (int i = 0; i < kLetters; ++i)
    ASSERT_TRUE(machines_[0]->record(with_notice(refused(number('A', i), i, "letter " + std::to_string(i)))));
  std::mutex mutex;
  std::map<int64_t, int> claimed;
  on_both([&](Store& store, char) {
    for (;;) {
      const auto row = store.claim(minute(100), minutes(5));
      ASSERT_TRUE(row);
      if (!*row) return;
      EXPECT_TRUE(store.sent((*row)->id, "250 ok", minute(101)));
      const std::lock_guard lock(mutex);
      ++claimed[(*row)->id];
    }
  });
  EXPECT_EQ(claimed.size(), static_cast<size_t>(kLetters));
  for (const auto& [id, times] : claimed) EXPECT_EQ(times, 1) << id;
}

TEST_P(SeveralMachinesTest, LimitsAndFiguresAreOfAll) {
  constexpr int kEach = 20;
  on_both([&](Store& store, char name) {
    for (int i = 0; i < kEach; ++i) {
      RecordRequest request = with_notice(refused(number(name, i), i, std::string(1, name) + std::to_string(i)));
      request.rate = {7, 0, 0, std::chrono::hours(2)};
      EXPECT_TRUE(store.record(request));
    }
  });
  EXPECT_EQ(machines_[0]->list({}, {{}, {}, 100})->lines.size(), 2U * kEach);
  EXPECT_EQ(machines_[1]->tallies({})->front().letters, 2 * kEach);
  // A clock that runs back while they are in turn may let one through; never more than there are machines.
  int sent = 0;
  for (;; ++sent) {
    const auto row = machines_[0]->claim(minute(100), minutes(5));
    if (!row || !*row) break;
  }
  EXPECT_GE(sent, 7);
  EXPECT_LE(sent, 14);
}

TEST_P(SeveralMachinesTest, OneLetterToBothIsOneCase) {
  std::array<Recorded, 2> recorded;
  on_both([&](Store& store, char name) {
    RecordRequest request = with_notice(refused("AAAAAA1", 0));
    request.entry.number = number(name, 1);
    const auto done = store.record(request);
    ASSERT_TRUE(done) << done.error().text;
    recorded.at(name == 'A' ? 0 : 1) = *done;
  });
  EXPECT_EQ(recorded[0].number, recorded[1].number);
  EXPECT_NE(recorded[0].is_repeat, recorded[1].is_repeat);
  EXPECT_EQ(machines_[0]->letters_of(recorded[0].number)->size(), 1U);
}

TEST_P(SeveralMachinesTest, RefusedHereAndCorrectedThere) {
  ASSERT_TRUE(machines_[0]->record(request_of(refused("AAAAAA1", 0))));
  EXPECT_EQ(machines_[1]->record(request_of(complete("AAAAAA2", 5)))->first_case, "AAAAAA1");
  EXPECT_EQ(machines_[0]->find("AAAAAA1")->put_right->by, "AAAAAA2");
}

// Recorded, and the answer was lost: the same case comes again out of the spool and counts for nothing.
TEST_P(SeveralMachinesTest, WhatCameTwiceByAccidentIsNoRepeat) {
  const RecordRequest request = with_notice(refused("AAAAAA1", 0));
  ASSERT_TRUE(machines_[0]->record(request));
  EXPECT_TRUE(machines_[1]->record(request)->is_repeat);
  EXPECT_EQ(machines_[0]->find("AAAAAA1")->repeats, 0);
  EXPECT_EQ(machines_[0]->letters_of("AAAAAA1")->size(), 1U);
}

// --- a server of its own, that is killed and frozen ----------------------------------------------

class ServerFaults : public testing::Test {
 protected:
  void SetUp() override {
    if (!run("start")) GTEST_SKIP() << "no PostgreSQL is installed";
  }
  ~ServerFaults() override { run("remove"); }
  bool run(const std::string& verb) const {
    return std::system((PISMOVOD_SOURCE_DIR "/tests/support/postgres_server " + verb + " " + server_).c_str()) == 0;
  }
  std::string url() const { return "postgresql://postgres@/postgres?host=" + server_; }

  // Never longer than it may take, whatever the server does.
  void record(Recording& recording, char name, int from, int count) {
    for (int i = from; i < from + count; ++i) {
      const auto begun = Clock::now();
      RecordRequest request = with_notice(refused(number(name, i), i, std::string(1, name) + std::to_string(i)));
      EXPECT_TRUE(recording.record(request, begun + kBound)) << i;
      EXPECT_LT(Clock::now() - begun, kBound);
    }
  }
  static constexpr milliseconds kBound{10000};
  TempFolder folder_;
  std::string server_ = PISMOVOD_TEST_POSTGRES "-faults-" + std::to_string(::getpid());  // its user comes there
};

TEST_F(ServerFaults, KilledAndFrozenNothingIsLostAndNothingComesTwice) {
  const milliseconds wait = kBound / 3;
  const std::array<std::unique_ptr<Store>, 2> stores = {make_store({url(), wait, 0}), make_store({url(), wait, 0})};
  Spool first(folder_ / "first", int64_t{4} << 20);
  Spool second(folder_ / "second", int64_t{4} << 20);
  Recording one(*stores[0], first);
  Recording two(*stores[1], second);
  record(one, 'A', 0, 10);
  record(two, 'B', 0, 10);
  ASSERT_TRUE(run("kill"));
  record(one, 'A', 10, 10);
  record(two, 'B', 10, 10);
  EXPECT_EQ(one.counters().spooled + two.counters().spooled, 20U);
  EXPECT_EQ(stores[0]->find("A000000").error().kind, StoreError::Kind::gone);
  ASSERT_TRUE(run("start"));
  while (!one.settle() || !two.settle()) {
  }
  ASSERT_TRUE(run("freeze"));
  record(one, 'A', 20, 5);
  ASSERT_TRUE(run("thaw"));
  while (!one.settle() || !two.settle()) {
  }
  EXPECT_EQ(one.counters().lost + two.counters().lost, 0U);
  const auto all = stores[0]->list({}, {{}, {}, 1000});
  ASSERT_TRUE(all) << all.error().text;
  EXPECT_EQ(all->lines.size(), 45U);
  for (const CaseLine& line : all->lines) EXPECT_EQ(stores[1]->letters_of(line.number)->size(), 1U) << line.number;
  EXPECT_EQ(stores[0]->tallies({})->front().letters, 45);
}

}  // namespace
}  // namespace pismovod::test
