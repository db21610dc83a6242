// Load: many connections, large letters, peers that go away, a kill.
#include <gtest/gtest.h>

#include <csignal>
#include <future>
#include <memory>
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

TEST(Load, KilledUnderLoadNothingIsLeftThatHindersTheNext) {
  Daemon daemon;
  std::vector<std::future<void>> senders;
  for (int t = 0; t < 4; ++t) {
    senders.push_back(std::async(std::launch::async, [&] {
      try {
        for (;;) MtaClient(daemon.socket()).deliver(with_ticket());
      } catch (const std::runtime_error&) {
        return;  // it is gone
      }
    }));
  }
  ASSERT_TRUE(daemon.logs("decision=accept"));
  daemon.signal(SIGKILL);
  EXPECT_EQ(daemon.wait(), 1000 + SIGKILL);
  for (auto& sender : senders) sender.get();
  const Daemon next({"", "", {}, daemon.socket()});
  EXPECT_EQ(answer(next, {}), 'y');
}

TEST(Load, FortyMegabytesInBoundedMemory) {
  const Daemon daemon;
  TestLetter letter;
  letter.header.push_back({"Content-Type", " multipart/mixed; boundary=\"b\""});
  letter.body =
      "--b\r\nContent-Type: text/plain\r\n\r\nTicket: TK-1234\r\n--b\r\nContent-Type: application/octet-stream; "
      "name=\"big.bin\"\r\nContent-Transfer-Encoding: base64\r\n\r\n";
  const std::string line(76, 'A');
  while (letter.body.size() < size_t{40} << 20U) letter.body += line + "\r\n";
  letter.body += "--b--\r\n";
  EXPECT_EQ(answer(daemon, with_ticket()), 'a');
  const size_t idle = daemon.memory("VmRSS");
  for (int i = 0; i < 2; ++i) EXPECT_EQ(answer(daemon, letter), 'a');
#ifndef PISMOVOD_SANITIZED
  EXPECT_LT(daemon.memory("VmHWM"), idle + 16 * 1024);
#else
  EXPECT_GT(idle, 0U);
#endif
}

TEST(Load, DescriptorsDoNotLeakWhereverThePeerGoesAway) {
  const Daemon daemon;
  const auto goes_away_at = [&](int step) {
    MtaClient mta(daemon.socket());
    if (step == 0) return;
    mta.mail("<a@vektor.test>");
    if (step == 1) return;
    mta.recipient("<tickets@firm.test>");
    if (step == 2) return;
    if (mta.data() != 'c' || step == 3) return;
    mta.field("Subject", " x");
    if (step == 4) return;
    mta.end_of_header();
    mta.body(std::string(65535, 'x'));
    if (step == 5) return;
    mta.send('E', {});
    if (step == 6) return;
    mta.receive();
    if (step == 7) mta.quit();
  };
  for (int i = 0; i < 50; ++i) goes_away_at(i % 9);
  while (daemon.open_descriptors() > 40) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  const size_t before = daemon.open_descriptors();
  for (int i = 0; i < 900; ++i) goes_away_at(i % 9);
  // Those of the last sessions are closed in a moment; a leak would have left hundreds.
  for (int i = 0; i < 2000 && daemon.open_descriptors() > before + 2; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  EXPECT_LE(daemon.open_descriptors(), before + 2);
  EXPECT_EQ(answer(daemon, {}), 'y');
}

TEST(Load, ManyConnectionsAtATime) {
  const Daemon daemon({"letters_at_a_time = 2", "", {}, ""});
  std::vector<std::unique_ptr<MtaClient>> sessions;
  for (int i = 0; i < 300; ++i) sessions.push_back(std::make_unique<MtaClient>(daemon.socket()));
  for (const auto& mta : sessions) {
    mta->mail("<a@vektor.test>");
    mta->recipient("<tickets@firm.test>");
  }
  for (const auto& mta : sessions) {
    ASSERT_EQ(mta->data(), 'c');
    mta->begin({});
    mta->send('E', {});
  }
  for (const auto& mta : sessions) EXPECT_EQ(mta->receive().first, 'y');
}

}  // namespace
}  // namespace pismovod::test
