// Reload while letters are judged.
#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <future>

#include "daemon/control.h"
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

// The rules change so that no ticket is needed any more.
void drop_the_rule(const Daemon& daemon) {
  write_text(daemon.folder() / "rules/tickets.toml", "address = \"tickets@firm.test\"\ntitle = \"none\"\nmust = []\n");
  // The patterns that others hang on move along.
  write_text(daemon.folder() / "rules/watched.toml",
             "address = \"watched@firm.test\"\ntitle = \"w\"\nmust = []\n[[pattern]]\nid = \"ticket\"\ntitle = "
             "\"t\"\nexample = "
             "\"tk-1234\"\nlabel = [\"ticket\"]\nvalue = \"tk-[0-9]{4}\"\n");
}

TEST(Reload, ByTheControlSocket) {
  const Daemon daemon;
  EXPECT_EQ(answer(daemon, {}), 'y');
  drop_the_rule(daemon);
  const auto said = ask_daemon(daemon.control(), "reload");
  ASSERT_TRUE(said.has_value());
  EXPECT_TRUE(said->ok);
  ASSERT_EQ(said->lines.size(), 1U);
  EXPECT_TRUE(said->lines[0].starts_with("reloaded: 6 mailboxes, configuration "));
  EXPECT_EQ(answer(daemon, {}), 'a');
  EXPECT_NE(ask_daemon(daemon.control(), "metrics")->lines[0].find(" reject=1 "), std::string::npos);
  EXPECT_FALSE(ask_daemon(daemon.control(), "dance")->ok);
}

TEST(Reload, BySignalAndSighupEndsNothing) {
  Daemon daemon;
  for (const int signal : {SIGUSR1, SIGHUP}) {
    drop_the_rule(daemon);
    daemon.signal(signal);
    EXPECT_TRUE(daemon.logs("reloads=" + std::to_string(signal == SIGUSR1 ? 1 : 2)));
    EXPECT_EQ(answer(daemon, {}), 'a');
  }
  for (int i = 0; i < 20; ++i) daemon.signal(SIGHUP);
  EXPECT_EQ(answer(daemon, {}), 'a');
  EXPECT_TRUE(daemon.runs());
  daemon.signal(SIGTERM);
  EXPECT_EQ(daemon.wait(), 0);
}

TEST(Reload, ABadFileKeepsTheOldRules) {
  const Daemon daemon;
  write_text(daemon.folder() / "rules/tickets.toml", "address = 7\n[[pattern]\n");
  const auto said = ask_daemon(daemon.control(), "reload");
  ASSERT_TRUE(said.has_value());
  EXPECT_FALSE(said->ok);
  ASSERT_FALSE(said->lines.empty());
  EXPECT_NE(said->lines[0].find("rules/tickets.toml:2:"), std::string::npos) << said->lines[0];
  EXPECT_TRUE(daemon.logs("event=reload result=kept_old_rules "));
  EXPECT_EQ(answer(daemon, {}), 'y');
  EXPECT_EQ(answer(daemon, with_ticket()), 'a');
  EXPECT_NE(ask_daemon(daemon.control(), "metrics")->lines[0].find("reloads_refused=1"), std::string::npos);
}

TEST(Reload, ALetterInProgressFinishesOnTheOldRules) {
  const Daemon daemon;
  MtaClient mta(daemon.socket());
  mta.mail("<a@vektor.test>");
  mta.recipient("<tickets@firm.test>");
  ASSERT_EQ(mta.data(), 'c');
  drop_the_rule(daemon);
  ASSERT_TRUE(ask_daemon(daemon.control(), "reload")->ok);
  mta.begin({});
  EXPECT_EQ(mta.end().answer, 'y');
  EXPECT_EQ(mta.deliver({}).answer, 'a');  // the next one on the new
}

TEST(Reload, KeysThatNeedARestartAreNamed) {
  const Daemon daemon;
  daemon.configure("socket_mode = \"0666\"");
  ASSERT_TRUE(ask_daemon(daemon.control(), "reload")->ok);
  EXPECT_TRUE(daemon.logs("milter.socket_mode takes effect at the next start"));
}

TEST(Reload, UnderLoadNoLetterIsLost) {
  const Daemon daemon;
  std::atomic<bool> stop{false};
  std::vector<std::future<int>> senders;
  for (int t = 0; t < 3; ++t) {
    senders.push_back(std::async(std::launch::async, [&, t] {
      int letters = 0;
      for (; !stop; ++letters) {
        MtaClient mta(daemon.socket());
        if (mta.deliver(t == 0 ? TestLetter{} : with_ticket()).answer != (t == 0 ? 'y' : 'a')) return -1;
      }
      return letters;
    }));
  }
  for (int i = 0; i < 10; ++i) {
    if (i % 2 == 0) {
      EXPECT_TRUE(ask_daemon(daemon.control(), "reload")->ok);
    } else {
      daemon.signal(SIGUSR1);
    }
  }
  stop = true;
  for (auto& sender : senders) EXPECT_GT(sender.get(), 0);
}

}  // namespace
}  // namespace pismovod::test
