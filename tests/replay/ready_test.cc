// Which mailbox may take its next step: by the journal, by 1C's answers, by the thresholds of the configuration.
#include "replay/ready.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "replay/replay_json.h"

namespace pismovod {
namespace {

LoadedConfiguration with(const std::string& more) {
  std::string name = ::testing::TempDir() + "ready-XXXXXX.toml";
  ::close(::mkstemps(name.data(), 5));
  std::ofstream(name) << more;
  LoadedConfiguration loaded = load_configuration({PISMOVOD_SOURCE_DIR "/config/pismovod.toml", name});
  ::unlink(name.c_str());
  return loaded;
}

Tally tally(int64_t letters, int64_t missing, int64_t wrong, const std::string& id = "client_inn") {
  Tally out;
  out.name = id;
  out.other = "lic@1c.ru";
  out.letters = letters;
  out.missing = missing;
  out.marked_wrong = wrong;
  return out;
}

ReadyMailbox lic(const ReadyTable& table, const std::string& more) {
  const LoadedConfiguration loaded = with(more);
  for (ReadyMailbox& mailbox : readiness(*loaded.configuration, table)) {
    if (mailbox.address == "lic@1c.ru") return std::move(mailbox);
  }
  return {};
}

const std::string kObserves = "[mailbox.\"lic@1c.ru\"]\nmode = \"observe\"\n";
const std::string kAnnotates = "[mailbox.\"lic@1c.ru\"]\nmode = \"annotate\"\n";

TEST(Ready, EnoughLettersAndNoneWrong) {
  ReadyTable table;
  table.add({tally(100, 7, 0)});
  const ReadyMailbox annotates = lic(table, kAnnotates);
  EXPECT_EQ(annotates.for_next, Readiness::yes);
  EXPECT_EQ(annotates.lines(), "[mailbox.\"lic@1c.ru\"]\nmode = \"enforce\"\n");
  EXPECT_EQ(lic(table, kObserves).lines(), "[mailbox.\"lic@1c.ru\"]\nmode = \"annotate\"\n");
  const ReadyMailbox enforces = lic(table, "[milter]\nmode = \"enforce\"\n");
  EXPECT_FALSE(enforces.next);
  EXPECT_EQ(enforces.lines(), "");
}

TEST(Ready, FewLetters) {
  ReadyTable table;
  table.add({tally(99, 0, 0)});
  EXPECT_EQ(lic(table, kAnnotates).for_next, Readiness::few);
  EXPECT_EQ(lic(table, kAnnotates).lines(), "");
  EXPECT_EQ(lic(table, kAnnotates + "[ready]\nenforce_letters = 99\n").for_next, Readiness::yes);
  EXPECT_EQ(lic(table, kObserves).for_next, Readiness::yes) << "twenty are enough to annotate";
  EXPECT_EQ(lic({}, kObserves).for_next, Readiness::few);
}

TEST(Ready, ARequirementThatIsTooOftenWrongHoldsItsMailboxBack) {
  ReadyTable table;
  table.add({tally(200, 7, 2), tally(200, 3, 1, "partner_code")});
  const ReadyMailbox annotates = lic(table, kAnnotates);
  EXPECT_EQ(annotates.for_next, Readiness::wrong);
  EXPECT_EQ(annotates.held_back_by, std::vector<std::string>{"client_inn"});
  EXPECT_EQ(lic(table, kObserves).for_next, Readiness::yes) << "ten of a thousand do not matter yet";
  EXPECT_EQ(lic(table, kAnnotates + "should = [\"client_inn\"]\n").for_next, Readiness::yes)
      << "wished for, it stops nobody";
}

TEST(Ready, TheReportOfAReplayAddsWhat1CAnswered) {
  ReplayResult result;
  const auto add = [&](const std::string& id, Status status, bool asks) {
    Judged judged;
    judged.id = "client_inn";
    judged.status = status;
    Outcome outcome;
    outcome.verdicts.push_back({"lic@1c.ru", "lic@1c.ru", {"any"}, {judged}, {}});
    result.tally.add("a@vektor.test", outcome, 0);
    result.correspondence.add(id, id, outcome);
    FirmAnswer answer{"a@1c.ru", {id}, {}};
    if (asks) answer.requests.push_back({"client_inn", "пришлите ИНН"});
    result.correspondence.add("re " + id, answer);
  };
  add("<1>", Status::found, true);
  add("<2>", Status::missing, false);
  add("<3>", Status::missing, true);
  ReadyTable table;
  table.add({tally(2, 2, 1)});
  ASSERT_TRUE(add_report(replay_json(result), table));
  const ReadyFigures& inn = table.mailboxes.at("lic@1c.ru").at("client_inn");
  EXPECT_EQ(inn.seen, 3U) << "the larger figure, not the sum";
  EXPECT_EQ(inn.refused, 2U);
  EXPECT_EQ(inn.missed, 1U);
  EXPECT_EQ(inn.wrongly, 1U);
  EXPECT_EQ(inn.wrong(), 2U);
  EXPECT_FALSE(add_report("{}", table));
  EXPECT_FALSE(add_report("", table));
}

}  // namespace
}  // namespace pismovod
