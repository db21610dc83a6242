// Faults of the journal, each with the count of cases before and after: nothing is lost.
#include "journal/recording.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <random>
#include <semaphore>

#include "journal/database.h"
#include "journal/entry_json.h"
#include "place.h"

namespace pismovod::test {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr int64_t kSpool = int64_t{4} << 20;

std::string number(int i) {
  std::string out = "A000000";
  for (size_t at = 6; i > 0; i /= 10) out[at--] = static_cast<char>('0' + i % 10);
  return out;
}

RecordRequest numbered(int i) { return with_notice(refused(number(i), i, "letter " + std::to_string(i))); }

class RecordingTest : public OverBoth {
 protected:
  virtual std::string path() { return folder_ / "data/journal.sqlite"; }
  std::string data() const { return folder_.file("data"); }
  void set_up() override { std::filesystem::create_directory(data()); }

  static bool record(Recording& recording, int i, milliseconds wait = std::chrono::seconds(30)) {
    return recording.record(numbered(i), Clock::now() + wait).has_value();
  }
  // How many of the first `count` are there, each with its one notice.
  int found(int count) {
    const auto store = open_store(path());
    int out = 0;
    for (int i = 0; i < count; ++i) {
      const auto letters = store->letters_of(number(i));
      out += store->find(number(i)) && letters && letters->size() == 1 ? 1 : 0;
    }
    return out;
  }
  size_t all() { return open_store(path())->list({}, {{}, {}, 100000})->lines.size(); }

  Spool spool_{folder_.file("spool"), kSpool};
};
PISMOVOD_OVER_BOTH(RecordingTest);

// What happens to files alone.
class RecordingFileTest : public RecordingTest {};
INSTANTIATE_TEST_SUITE_P(Over, RecordingFileTest, testing::Values(Kept::in_a_file), name_of_kept);

TEST_P(RecordingTest, LockedByAnother) {
  const auto store = open_store(path(), milliseconds(20));
  Recording recording(*store, spool_);
  EXPECT_TRUE(record(recording, 0));
  {
    Database other(path(), milliseconds(1000), 0);
    const Writing lock(other);
    for (int i = 1; i < 50; ++i) EXPECT_TRUE(record(recording, i)) << i;
    EXPECT_EQ(recording.counters().recorded, 1U);
    EXPECT_EQ(recording.counters().spooled, 49U);
  }
  while (!recording.settle()) {
  }
  EXPECT_EQ(found(50), 50);
  EXPECT_EQ(all(), 50U);
  EXPECT_EQ(recording.counters().lost, 0U);
}

TEST_P(RecordingFileTest, DiskFull) {
  {
    const auto store = open_store(path(), milliseconds(1000), 60);
    Recording recording(*store, spool_);
    for (int i = 0; i < 150; ++i) EXPECT_TRUE(record(recording, i)) << i;
    EXPECT_GT(recording.counters().recorded, 0U);
    EXPECT_GT(recording.counters().spooled, 0U);
    EXPECT_EQ(recording.counters().lost, 0U);
  }
  EXPECT_LT(found(150), 150);
  const auto store = open_store(path());
  Recording recording(*store, spool_);
  while (!recording.settle()) {
  }
  EXPECT_EQ(found(150), 150);
  EXPECT_EQ(all(), 150U);
}

TEST_P(RecordingFileTest, GoneAndBack) {
  std::filesystem::remove(data());
  const auto store = make_store({path(), milliseconds(1000), 0});
  Recording recording(*store, spool_);
  for (int i = 0; i < 20; ++i) EXPECT_TRUE(record(recording, i));
  EXPECT_EQ(recording.counters().spooled, 20U);
  std::filesystem::create_directory(data());
  while (!recording.settle()) {
  }
  EXPECT_EQ(found(20), 20);
  // Taken away under our hands: what comes now is in a new file.
  std::filesystem::remove_all(data());
  for (int i = 20; i < 30; ++i) EXPECT_TRUE(record(recording, i));
  std::filesystem::create_directory(data());
  while (!recording.settle()) {
  }
  EXPECT_EQ(found(30), 10);
}

TEST_P(RecordingFileTest, Damaged) {
  std::ofstream(path()) << std::string(100000, 'x');
  const auto store = make_store({path(), milliseconds(1000), 0});
  Recording recording(*store, spool_);
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(record(recording, i));
  EXPECT_FALSE(recording.settle());
  std::filesystem::remove(path());
  while (!recording.settle()) {
  }
  EXPECT_EQ(found(5), 5);
}

TEST_P(RecordingTest, NeitherStoreNorSpool) {
  Spool small(folder_.file("small"), 100);
  const auto store = make_store({folder_.file("none/journal.sqlite"), milliseconds(100), 0});
  Recording recording(*store, small);
  EXPECT_FALSE(record(recording, 0));
  EXPECT_EQ(recording.counters().lost, 1U);
}

// Letters that never pause must not keep the spool from being emptied.
TEST_P(RecordingTest, TakenInWhileLettersCome) {
  for (int i = 0; i < 50; ++i) ASSERT_TRUE(spool_.add(numbered(i)));
  const auto store = open_store(path());
  Recording recording(*store, spool_, {std::chrono::hours(1), {}});  // it never idles that long
  int next = 50;
  while (recording.counters().taken_in < 50U && next < 1000) ASSERT_TRUE(record(recording, next++));
  EXPECT_GE(recording.counters().taken_in, 50U);
  EXPECT_EQ(recording.counters().lost, 0U);
}

TEST_P(RecordingTest, ASpoolGrowsBeyondWhatIsReserved) {
  Spool growing(folder_.file("growing"), 100, kSpool);
  const auto store = make_store({folder_.file("none/journal.sqlite"), milliseconds(100), 0});
  Recording recording(*store, growing);
  EXPECT_TRUE(record(recording, 0));
  EXPECT_EQ(recording.counters().spooled, 1U);
}

TEST_P(RecordingTest, TooLateIsSaidAndUndone) {
  const auto store = open_store(path(), std::chrono::seconds(60));
  Recording recording(*store, spool_);
  {
    Database other(path(), milliseconds(1000), 0);
    const Writing lock(other);
    EXPECT_FALSE(record(recording, 0, milliseconds(50)));
  }
  EXPECT_TRUE(record(recording, 1));  // behind it in the line
  const auto late = open_store(path())->find(number(0));
  ASSERT_TRUE(late.has_value());
  EXPECT_EQ(late->action, Action::annotate);
  EXPECT_EQ(late->trouble, "journal_late");
  EXPECT_TRUE(open_store(path())->letters_of(number(0))->empty());
  EXPECT_EQ(recording.counters().late, 1U);
  EXPECT_EQ(recording.counters().lost, 0U);
}

// The disk stood still for longer than the letter could wait: it passed, and its case comes, as it is.
TEST_P(RecordingTest, TooLateForALetterThatPassesItsCaseFollows) {
  const auto store = open_store(path(), std::chrono::seconds(60));
  Recording recording(*store, spool_);
  {
    Database other(path(), milliseconds(1000), 0);
    const Writing lock(other);
    for (int i = 0; i < 5; ++i) {
      RecordRequest request = request_of(complete(number(i), i, "letter " + std::to_string(i)));
      request.durable = false;
      EXPECT_FALSE(recording.record(request, Clock::now() + milliseconds(20)).has_value());
    }
  }
  EXPECT_TRUE(record(recording, 9));  // behind them in the line
  for (int i = 0; i < 5; ++i) {
    const auto late = open_store(path())->find(number(i));
    ASSERT_TRUE(late.has_value()) << i;
    EXPECT_EQ(late->action, Action::accept);
    EXPECT_EQ(late->trouble, "");
  }
  EXPECT_EQ(recording.counters().late, 5U);
  EXPECT_EQ(recording.counters().lost, 0U);
}

// Takes a case when it is told to, and nothing back: another holds the journal again.
class LateStore : public Store {
 public:
  explicit LateStore(Store& inner) : inner_(inner) {}
  StoreResult<Recorded> record(const RecordRequest& request) override {
    may_record.acquire();
    return is_locked ? tl::unexpected(StoreError{StoreError::Kind::busy, "locked"}) : inner_.record(request);
  }
  StoreResult<void> take_back(const std::string&, const std::string&) override {
    return tl::unexpected(StoreError{StoreError::Kind::busy, "locked"});
  }
  StoreResult<CaseEntry> find(const std::string& number) override { return inner_.find(number); }
  StoreResult<std::vector<CaseEntry>> of_thread(const std::vector<int64_t>& keys, Instant since, Instant until,
                                                size_t most) override {
    return inner_.of_thread(keys, since, until, most);
  }
  StoreResult<CasePage> list(const CaseFilter& f, const PageRequest& p) override { return inner_.list(f, p); }
  StoreResult<int64_t> count(const CaseFilter& f, int64_t most) override { return inner_.count(f, most); }
  StoreResult<std::vector<Tally>> tallies(const TallyRequest& request) override { return inner_.tallies(request); }
  StoreResult<void> add_mark(const std::string& n, const CaseMark& m, const Letters& l) override {
    return inner_.add_mark(n, m, l);
  }
  StoreResult<void> end(const std::string& n, const CaseEnding& e, const Letters& l) override {
    return inner_.end(n, e, l);
  }
  StoreResult<void> untie(const std::string& n, const CaseMark& m) override { return inner_.untie(n, m); }
  StoreResult<void> withdraw_link(const std::string& n, const CaseMark& m) override {
    return inner_.withdraw_link(n, m);
  }
  StoreResult<void> allow_once(const std::string& n, const std::string& why, const CaseMark& m,
                               const Letters& l) override {
    return inner_.allow_once(n, why, m, l);
  }
  StoreResult<std::optional<Allowance>> take_allowance(const std::string& s, const std::vector<std::string>& m,
                                                       Instant at) override {
    return inner_.take_allowance(s, m, at);
  }
  StoreResult<int64_t> prune(Instant a, Instant b, int64_t most) override { return inner_.prune(a, b, most); }
  StoreResult<void> put(const std::string& n, const OutgoingLetter& l, Instant at) override {
    return inner_.put(n, l, at);
  }
  StoreResult<std::optional<OutboxRow>> claim(Instant at, milliseconds l) override { return inner_.claim(at, l); }
  StoreResult<void> sent(int64_t i, const std::string& a, Instant at) override { return inner_.sent(i, a, at); }
  StoreResult<void> failed(int64_t i, const std::string& a, Instant at) override { return inner_.failed(i, a, at); }
  StoreResult<void> given_up(int64_t i, const std::string& a, Instant at) override { return inner_.given_up(i, a, at); }
  StoreResult<bool> pass_once(const CompletedLetter& l, Instant at) override { return inner_.pass_once(l, at); }
  StoreResult<std::optional<Instant>> next_due() override { return inner_.next_due(); }
  StoreResult<std::vector<OutboxRow>> letters_of(const std::string& n) override { return inner_.letters_of(n); }
  StoreResult<std::vector<Memo>> memos(MemoKind k, Instant at) override { return inner_.memos(k, at); }
  StoreResult<std::optional<Memo>> memo(MemoKind k, const std::string& key, Instant at) override {
    return inner_.memo(k, key, at);
  }
  StoreResult<void> change_memo(MemoKind k, const std::string& key, Instant at, const MemoChange& c) override {
    return inner_.change_memo(k, key, at, c);
  }

  std::counting_semaphore<> may_record{0};
  bool is_locked = false;

 private:
  Store& inner_;
};

// The letter went, and the program ends before the journal can be told.
void is_late_and_then_the_end(Store& inner, Spool& spool, bool into_the_spool) {
  LateStore store(inner);
  store.is_locked = into_the_spool;
  Recording recording(store, spool);
  EXPECT_FALSE(recording.record(numbered(0), Clock::now() + milliseconds(20)).has_value());
  store.may_record.release(1000);
}

TEST_P(RecordingTest, TooLateIsUndoneAfterARestartToo) {
  for (const bool into_the_spool : {false, true}) {
    const auto store = open_store(folder_ / (into_the_spool ? "spooled" : "late"));
    is_late_and_then_the_end(*store, spool_, into_the_spool);
    Recording recording(*store, spool_);
    while (!recording.settle()) {
    }
    const auto late = store->find(number(0));
    ASSERT_TRUE(late.has_value()) << into_the_spool;
    EXPECT_EQ(late->action, Action::annotate) << into_the_spool;
    EXPECT_EQ(late->trouble, "journal_late");
    EXPECT_TRUE(store->letters_of(number(0))->empty());
  }
}

TEST_P(RecordingTest, ClosedItFinishesAndTakesNothingMore) {
  const auto store = open_store(path());
  Recording recording(*store, spool_);
  EXPECT_TRUE(record(recording, 0));
  recording.close(Clock::now() + std::chrono::seconds(30));
  EXPECT_FALSE(record(recording, 1));
  EXPECT_EQ(found(2), 1);
}

TEST_P(RecordingTest, WhatWasTakenInBeforeACrashIsNotTakenInTwice) {
  const auto store = open_store(path());
  ASSERT_TRUE(spool_.add(numbered(0)));
  ASSERT_TRUE(spool_.add(numbered(1)));
  ASSERT_TRUE(store->record(numbered(0)));  // and then the machine stopped
  std::ofstream(folder_.file("spool"), std::ios::app) << "{\"case\":{\"numb";
  Spool again(folder_.file("other"), kSpool);
  std::filesystem::copy_file(folder_.file("spool"), folder_.file("other"),
                             std::filesystem::copy_options::overwrite_existing);
  Recording recording(*store, again);
  while (!recording.settle()) {
  }
  EXPECT_EQ(found(2), 2);
  EXPECT_EQ(all(), 2U);
}

TEST_P(RecordingTest, ASpoolKeepsWhatItWasTold) {
  RecordRequest request = numbered(7);
  request.rate = {3, 20, 100, milliseconds(5)};
  request.letters.front().octets = std::string("\0\xFF\r\n\xD0\x9F", 6);
  ASSERT_TRUE(spool_.add(request));
  int count = 0;
  spool_.take_in({[&](const RecordRequest& read) {
                    ++count;
                    EXPECT_EQ(read.entry, request.entry);
                    EXPECT_EQ(read.letters, request.letters);
                    EXPECT_EQ(read.rate, request.rate);
                    return true;
                  },
                  [](const std::string&) { return false; }});
  EXPECT_EQ(count, 1);
  EXPECT_EQ(spool_.waiting(), 0);
}

// Whoever was told that a case is on record finds it, whenever the program was killed.
TEST_P(RecordingTest, KilledAtRandomMoments) {
  constexpr int kRounds = 100;
  std::mt19937 chance(7);  // NOLINT: the same every time
  int next = 0;
  int told = 0;
  for (int round = 0; round < kRounds; ++round) {
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe(ends.data()), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      const auto store = open_store(path());
      Spool spool(folder_.file("spool"), kSpool);
      Recording recording(*store, spool);
      for (int i = next;; ++i) {
        if (record(recording, i) && ::write(ends[1], "x", 1) != 1) ::_exit(0);
      }
    }
    ::close(ends[1]);
    std::array<char, 4096> buffer{};
    int count = 0;
    for (const auto wanted = static_cast<int>(1 + chance() % 8); count < wanted; ++count) {
      ASSERT_EQ(::read(ends[0], buffer.data(), 1), 1);
    }
    ::usleep(static_cast<useconds_t>(chance() % 2000));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    ssize_t got = 0;
    while ((got = ::read(ends[0], buffer.data(), buffer.size())) > 0) count += static_cast<int>(got);
    ::close(ends[0]);
    const auto store = open_store(path());
    for (int i = next; i < next + count; ++i) EXPECT_TRUE(store->find(number(i)).has_value()) << i;
    told += count;
    next += count + 1;  // one more may be there that nobody was told of
  }
  RecordProperty("told", told);
  EXPECT_GE(told, kRounds);
}

}  // namespace
}  // namespace pismovod::test
