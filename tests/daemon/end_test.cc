// Slow letters, faults of ours, and the end of the daemon.
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <future>
#include <stdexcept>
#include <thread>

#include "mta/daemon.h"
#include "mta/mta_client.h"

namespace pismovod::test {
namespace {

TestLetter with_ticket() {
  TestLetter letter;
  letter.body = "Ticket: TK-1234\r\n";
  return letter;
}

char answer(const Daemon& daemon, const TestLetter& letter) {
  return MtaClient(daemon.socket()).deliver(letter).answer;
}

// Stands for what takes its time; goes on when a file is there.
class SlowRecorder : public CaseRecorder {
 public:
  explicit SlowRecorder(std::string until) : until_(std::move(until)) {}
  std::optional<CaseReference> record(const CaseToRecord& found) override {
    // Only letters with a ticket are slow.
    if (found.outcome.verdicts[0].fails() || found.trouble != Trouble::none) return std::nullopt;
    write_text(until_ + ".waiting", "");
    while (!std::filesystem::exists(until_)) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    return std::nullopt;
  }

 private:
  std::string until_;
};

class SlowTest : public testing::Test {
 protected:
  DaemonSetup setup() {
    return {"", "",
            [this](ServeOptions& options) {
              options.progress = std::chrono::milliseconds(20);
              options.make_recorder = [this](const Settings&) { return std::make_unique<SlowRecorder>(go_); };
            },
            ""};
  }
  void wait_until_it_waits() const {
    while (!std::filesystem::exists(go_ + ".waiting")) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  TempFolder shared_;
  std::string go_ = shared_ / "go";
};

TEST_F(SlowTest, ProgressIsToldMeanwhile) {
  const Daemon daemon(setup());
  MtaClient mta(daemon.socket());
  mta.mail("<a@vektor.test>");
  mta.recipient("<tickets@firm.test>");
  ASSERT_EQ(mta.data(), 'c');
  mta.begin(with_ticket());
  mta.send('E', {});
  for (int i = 0; i < 3; ++i) EXPECT_EQ(mta.receive().first, 'p');
  write_text(go_, "");
  char last = 'p';
  while (last == 'p') last = mta.receive().first;
  EXPECT_EQ(last, 'a');
}

TEST_F(SlowTest, ASlowLetterDoesNotKeepOthersWaiting) {
  const Daemon daemon(setup());
  MtaClient slow(daemon.socket());
  slow.mail("<a@vektor.test>");
  slow.recipient("<tickets@firm.test>");
  ASSERT_EQ(slow.data(), 'c');
  slow.begin(with_ticket());
  slow.send('E', {});
  wait_until_it_waits();
  std::vector<std::future<char>> others;
  for (int i = 0; i < 8; ++i) others.push_back(std::async(std::launch::async, [&] { return answer(daemon, {}); }));
  for (auto& other : others) EXPECT_EQ(other.get(), 'y');
  write_text(go_, "");
}

// libmilter wakes one idle thread a command; one that two commands were counted on may be taken by
// a slow letter. What waits then must not wait for the slow one.
TEST_F(SlowTest, ManySessionsBesideSlowLetters) {
  const Daemon daemon(setup());
  std::vector<std::unique_ptr<MtaClient>> slow;
  std::vector<std::future<bool>> busy;
  const auto send_letters = [&] {
    MtaClient mta(daemon.socket());
    for (int i = 0; i < 200; ++i) {
      if (mta.deliver({}).answer != 'y') return false;
    }
    return true;
  };
  for (int t = 0; t < 6; ++t) {
    busy.push_back(std::async(std::launch::async, send_letters));
    slow.push_back(std::make_unique<MtaClient>(daemon.socket()));
    slow.back()->mail("<a@vektor.test>");
    slow.back()->recipient("<tickets@firm.test>");
    ASSERT_EQ(slow.back()->data(), 'c');
    slow.back()->begin(with_ticket());
    slow.back()->send('E', {});
  }
  for (auto& session : busy) EXPECT_TRUE(session.get());
  write_text(go_, "");
}

TEST_F(SlowTest, TheEndWaitsForALetterUnderWay) {
  Daemon daemon(setup());
  MtaClient mta(daemon.socket());
  mta.mail("<a@vektor.test>");
  mta.recipient("<tickets@firm.test>");
  ASSERT_EQ(mta.data(), 'c');
  mta.begin(with_ticket());
  mta.send('E', {});
  wait_until_it_waits();
  daemon.signal(SIGTERM);
  EXPECT_TRUE(daemon.logs("event=stopping letters=1"));
  EXPECT_TRUE(daemon.runs());
  write_text(go_, "");
  char last = 'p';
  while (last == 'p') last = mta.receive().first;
  EXPECT_EQ(last, 'a');
  EXPECT_EQ(daemon.wait(), 0);
  EXPECT_TRUE(daemon.logs("event=stop unfinished=0"));
}

// Whoever comes when the end has begun is answered at once, on a connection that was there before.
TEST_F(SlowTest, LettersThatComeAtTheEndPassUnjudgedOrArePutOff) {
  for (const bool put_off : {false, true}) {
    std::filesystem::remove(go_);
    std::filesystem::remove(go_ + ".waiting");
    DaemonSetup made = setup();
    made.milter_settings = put_off ? "tempfail_on_trouble = true" : "";
    Daemon daemon(made);
    MtaClient slow(daemon.socket());
    MtaClient later(daemon.socket());
    slow.mail("<a@vektor.test>");
    slow.recipient("<tickets@firm.test>");
    ASSERT_EQ(slow.data(), 'c');
    slow.begin(with_ticket());
    slow.send('E', {});
    wait_until_it_waits();
    daemon.signal(SIGTERM);
    ASSERT_TRUE(daemon.logs("event=stopping letters=1"));
    for (int i = 0; i < 3; ++i) {
      const Ending ending = later.deliver({});
      EXPECT_EQ(ending.answer, put_off ? 't' : 'a');
      EXPECT_EQ(ending.has("add X-Pismovod: tickets@firm.test; verdict=unverified; reason=stopping"), !put_off);
      later.abort();
    }
    write_text(go_, "");
    char last = 'p';
    while (last == 'p') last = slow.receive().first;
    EXPECT_EQ(last, 'a');
    EXPECT_EQ(daemon.wait(), 0);
    EXPECT_TRUE(daemon.logs("event=stop unfinished=0"));
  }
}

// One that does not read what it is told must not keep others from being told.
TEST_F(SlowTest, AnMtaThatDoesNotReadHindersNoOther) {
  DaemonSetup made = setup();
  made.change = [this](ServeOptions& options) {
    options.progress = std::chrono::milliseconds(2);
    options.make_recorder = [this](const Settings&) { return std::make_unique<SlowRecorder>(go_); };
  };
  const Daemon daemon(made);
  MtaClient deaf(daemon.socket());
  MtaClient reads(daemon.socket());
  for (MtaClient* mta : {&deaf, &reads}) {
    mta->mail("<a@vektor.test>");
    mta->recipient("<tickets@firm.test>");
    ASSERT_EQ(mta->data(), 'c');
    mta->begin(with_ticket());
    mta->send('E', {});
  }
  for (int i = 0; i < 2000; ++i) ASSERT_EQ(reads.receive().first, 'p') << i;
  write_text(go_, "");
}

TEST_F(SlowTest, ASecondSignalDoesNotWait) {
  Daemon daemon(setup());
  MtaClient mta(daemon.socket());
  mta.mail("<a@vektor.test>");
  mta.recipient("<tickets@firm.test>");
  ASSERT_EQ(mta.data(), 'c');
  mta.begin(with_ticket());
  mta.send('E', {});
  wait_until_it_waits();
  daemon.signal(SIGTERM);
  ASSERT_TRUE(daemon.logs("event=stopping letters=1"));
  daemon.signal(SIGTERM);
  EXPECT_EQ(daemon.wait(), 0);
  EXPECT_TRUE(daemon.logs("event=stop unfinished=1"));
}

TEST(End, AnIdleConnectionDoesNotDelayIt) {
  Daemon daemon;
  MtaClient idle(daemon.socket());
  idle.mail("<a@vektor.test>");
  daemon.signal(SIGTERM);
  EXPECT_EQ(daemon.wait(), 0);
}

class BrokenRecorder : public CaseRecorder {
 public:
  std::optional<CaseReference> record(const CaseToRecord&) override { throw std::runtime_error("no disk"); }
};

TEST(Trouble, AFaultOfOursPassesMarkedOrIsPutOff) {
  const auto broken = [](ServeOptions& options) {
    options.make_recorder = [](const Settings&) { return std::make_unique<BrokenRecorder>(); };
  };
  const Daemon lenient({"", "", broken, ""});
  const Ending passed = MtaClient(lenient.socket()).deliver({});
  EXPECT_EQ(passed.answer, 'a');
  EXPECT_TRUE(passed.has("add X-Pismovod: tickets@firm.test; verdict=unverified; reason=failure"));
  EXPECT_TRUE(lenient.logs("failure at judging: no disk"));
  EXPECT_TRUE(lenient.logs("decision=annotate"));
  const Daemon strict({"tempfail_on_trouble = true", "", broken, ""});
  EXPECT_EQ(MtaClient(strict.socket()).deliver({}).reply,
            "451-4.3.0 Pis'mo sejchas ne udalos' proverit'. Otprav'te ego snova cherez neskol'ko minut.\r\n"
            "451 4.3.0 The letter could not be checked just now. Please send it again in a few minutes.");
}

}  // namespace
}  // namespace pismovod::test
