// The outbox is emptied: each letter at least once, and not twice but where an answer was lost.
#include "notify/notifier.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <limits>
#include <map>
#include <random>

#include "../journal/sample.h"
#include "journal/database.h"
#include "relay.h"

namespace pismovod::test {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

class NotifierTest : public testing::Test {
 protected:
  void put(int count) {
    for (int i = 0; i < count; ++i) {
      const std::string number = "B00000" + std::to_string(i);
      ASSERT_TRUE(
          store_->record(with_notice(refused(number.substr(number.size() - 7), 0, "letter " + std::to_string(i)))));
    }
  }
  Settings::Notify settings() const {
    Settings::Notify out;
    out.relay = relay_.url();
    return out;
  }
  size_t run(milliseconds give_up = hours(72)) {
    const auto sender = make_smtp_sender(settings());
    return Notifier(*store_, *sender, give_up, [this] { return now_; }).run();
  }
  OutboxRow row(const std::string& number) { return store_->letters_of(number)->at(0); }

  TempFolder folder_;
  Relay relay_;
  Instant now_ = minute(0);
  std::unique_ptr<Store> store_ = open_store(folder_ / "journal.sqlite");
};

TEST_F(NotifierTest, SentOnceAsItWasWritten) {
  put(3);
  EXPECT_EQ(run(), 3U);
  EXPECT_EQ(run(), 0U);
  ASSERT_EQ(relay_.letters().size(), 3U);
  const Relay::Letter letter = relay_.letters().front();
  EXPECT_TRUE(letter.from.starts_with("MAIL FROM:<>")) << letter.from;
  EXPECT_TRUE(letter.to.starts_with("RCPT TO:<ivan@vektor.test>")) << letter.to;
  EXPECT_EQ(letter.octets, "Subject: =\r\n\r\n\xD0\x9F\r\n");
  EXPECT_EQ(row("B000000").state, OutboxState::sent);
  EXPECT_EQ(row("B000000").answer, "250 taken");
}

TEST_F(NotifierTest, RefusedForNowIsTriedLater) {
  put(1);
  relay_.answer("RCPT", "451 4.2.0 greylisted");
  EXPECT_EQ(run(), 0U);
  EXPECT_EQ(row("B000000").state, OutboxState::waiting);
  EXPECT_EQ(row("B000000").answer, "451 4.2.0 greylisted");
  relay_.answer("RCPT", "250 ok");
  EXPECT_EQ(run(), 0U);
  now_ += minutes(1);
  EXPECT_EQ(run(), 1U);
}

TEST_F(NotifierTest, RefusedForGoodIsGivenUp) {
  for (const char* verb : {"MAIL", "RCPT", "DATA", "."}) {
    store_ = open_store(folder_ / (std::string("journal") + verb));
    put(1);
    relay_.answer(verb, "550 5.1.1 no such user");
    EXPECT_EQ(run(), 0U);
    EXPECT_EQ(row("B000000").state, OutboxState::given_up) << verb;
    EXPECT_EQ(row("B000000").answer, "550 5.1.1 no such user") << verb;
    relay_.answer(verb, verb == std::string("DATA") ? "354 go on" : "250 ok");
  }
}

TEST_F(NotifierTest, AnAnswerThatIsLostIsTriedAgain) {
  put(1);
  relay_.answer(".", "hang up");
  EXPECT_EQ(run(), 0U);
  relay_.answer(".", "250 taken");
  now_ += minutes(1);
  EXPECT_EQ(run(), 1U);
}

// Time is what the test says.
class DownFor : public Sender {
 public:
  DownFor(const Instant& now, Instant until) : now_(now), until_(until) {}
  SendResult send(const OutgoingLetter& letter) override {
    ++tries[letter.message_id];
    if (now_ < until_) return {SendResult::Kind::later, "connection refused"};
    ++sent[letter.message_id];
    return {SendResult::Kind::sent, "250 ok"};
  }
  std::map<std::string, int> tries;
  std::map<std::string, int> sent;

 private:
  const Instant& now_;
  Instant until_;
};

TEST_F(NotifierTest, TheRelayIsDownForAnHour) {
  put(10);
  DownFor sender(now_, minute(60));
  Notifier notifier(*store_, sender, hours(72), [this] { return now_; });
  size_t sent = 0;
  for (int i = 0; i < 130; ++i, now_ += minutes(1)) sent += notifier.run();
  EXPECT_EQ(sent, 10U);
  EXPECT_EQ(sender.sent.size(), 10U);
  for (const auto& [id, count] : sender.sent) EXPECT_EQ(count, 1) << id;
  // 0, 1, 3, 7, 15, 31, 63 minutes: pauses grow.
  for (const auto& [id, count] : sender.tries) EXPECT_EQ(count, 7) << id;
}

TEST_F(NotifierTest, GivenUpAfterATime) {
  put(1);
  DownFor sender(now_, minute(60 * 1000));
  Notifier notifier(*store_, sender, hours(5), [this] { return now_; });
  for (int i = 0; i < 20; ++i, now_ += minutes(30)) EXPECT_EQ(notifier.run(), 0U);
  EXPECT_EQ(row("B000000").state, OutboxState::given_up);
  EXPECT_LE(row("B000000").settled - minute(0), hours(7));
}

TEST_F(NotifierTest, TwoAtATimeSendNothingTwice) {
  put(10);
  const auto other = open_store(folder_ / "journal.sqlite");
  std::thread second([&] {
    const auto sender = make_smtp_sender(settings());
    Notifier(*other, *sender, hours(72), [] { return minute(0); }).run();
  });
  run();
  second.join();
  EXPECT_EQ(relay_.letters().size(), 10U);
}

// Sends, and finds the journal locked by another.
class LocksTheJournal : public Sender {
 public:
  explicit LocksTheJournal(const std::string& path) : other_(path, milliseconds(1000), 0) {}
  SendResult send(const OutgoingLetter&) override {
    ++sent;
    lock.emplace(other_);
    return {SendResult::Kind::sent, "250 ok"};
  }
  int sent = 0;
  std::optional<Writing> lock;

 private:
  Database other_;
};

// How often a letter is sent where the journal is locked for so long right after the relay took it.
int sent_with_a_lock(const std::string& path, minutes locked_for) {
  const auto store = open_store(path, milliseconds(5));
  EXPECT_TRUE(store->record(with_notice(refused("B000000", 0))));
  LocksTheJournal sender(path);
  Instant now = minute(0);
  const Instant until = now + locked_for;
  const auto pass = [&](milliseconds) {
    now += std::chrono::seconds(11);  // the wait for the lock, and the pause
    if (now >= until) sender.lock.reset();
  };
  const auto clock = [&] { return now; };
  Notifier first(*store, sender, hours(72), clock, pass);
  Notifier second(*store, sender, hours(72), clock, pass);
  first.run();
  while (sender.lock) pass({});
  first.run();
  second.run();
  EXPECT_EQ(store->letters_of("B000000")->at(0).state, OutboxState::sent);
  return sender.sent;
}

TEST_F(NotifierTest, AJournalThatIsLockedForMinutesSendsNothingTwice) {
  EXPECT_EQ(sent_with_a_lock(folder_ / "minutes.sqlite", minutes(9)), 1);
  EXPECT_EQ(sent_with_a_lock(folder_ / "hour.sqlite", minutes(60)), 1);
}

TEST_F(NotifierTest, AtTheEndATalkIsBrokenOff) {
  put(1);
  relay_.hold_at(1);  // it takes the first command and never answers
  std::atomic<bool> is_ending{true};
  const auto sender = make_smtp_sender(settings(), &is_ending);
  EXPECT_EQ(Notifier(*store_, *sender, hours(72), [this] { return now_; }).run(), 0U);
  EXPECT_EQ(row("B000000").state, OutboxState::waiting);
  EXPECT_TRUE(relay_.letters().empty());
}

// Killed at any moment: every letter arrives; twice only if it was killed between the relay's 250 and
// its mark, once a kill at most.
TEST_F(NotifierTest, KilledAtRandomMoments) {
  constexpr int kLetters = 120;
  constexpr int kRounds = 100;
  for (int i = 0; i < kLetters; ++i) {
    RecordRequest request = with_notice(refused("C" + std::to_string(1000 + i), i, std::to_string(i)));
    request.letters.front().octets = "Subject: " + std::to_string(i) + "\r\n\r\n";
    ASSERT_TRUE(store_->record(request));
  }
  store_.reset();
  std::mt19937 chance(11);  // NOLINT: the same every time
  int kills = 0;
  for (int round = 0; round < kRounds; ++round) {
    now_ = minute(100) + Notifier::kLease * round;  // what was claimed by the one before is free again
    // Somewhere within the talk about a letter or two, and no further, however late we look.
    const int until = relay_.heard() + static_cast<int>(chance() % 12);
    relay_.hold_at(until + 1);
    const pid_t child = ::fork();
    if (child == 0) {
      store_ = open_store(folder_ / "journal.sqlite");
      run();
      ::_exit(0);
    }
    int status = 0;
    bool is_over = false;
    while (!is_over && relay_.heard() < until) {
      is_over = ::waitpid(child, &status, WNOHANG) == child;
      ::usleep(20);
    }
    ::usleep(static_cast<useconds_t>(chance() % 1000));
    ::kill(child, SIGKILL);
    if (!is_over) ::waitpid(child, &status, 0);
    kills += WIFSIGNALED(status) ? 1 : 0;
  }
  store_ = open_store(folder_ / "journal.sqlite");
  now_ += Notifier::kLease * 2;
  relay_.hold_at(std::numeric_limits<int>::max());
  run();
  std::map<std::string, int> count;
  for (const Relay::Letter& letter : relay_.letters()) ++count[letter.octets];
  EXPECT_EQ(count.size(), static_cast<size_t>(kLetters));
  EXPECT_LE(relay_.letters().size(), static_cast<size_t>(kLetters + kills));
  EXPECT_FALSE(store_->next_due()->has_value());
  EXPECT_GT(kills, kRounds / 3);
  RecordProperty("kills", kills);
  RecordProperty("sent", static_cast<int>(relay_.letters().size()));
}

}  // namespace
}  // namespace pismovod::test
