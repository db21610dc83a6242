// An answer is judged together with what earlier letters of its thread held.
#include "inspect/recall.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "inspect/services.h"
#include "journal/sample.h"
#include "support/tools.h"

namespace pismovod::test {
namespace {

class RecallTest : public testing::Test {
 protected:
  RecallTest() {
    CaseEntry entry = complete("AAAAAA1", 0);
    entry.at = wall_clock() - std::chrono::hours(1);
    entry.reverse_path = "anna@vektor-soft.ru";
    entry.from = entry.reverse_path;
    const auto recorded = open_store(folder_ / "journal.sqlite")->record(request_of(entry));
    EXPECT_TRUE(recorded);
  }

  Outcome judged_with(const std::string& journal, const std::string& text,
                      const Configuration& configuration = test_configuration()) {
    Settings::Journal settings;
    settings.path = journal;
    Services services(services_settings());
    services.ask_journal(settings);
    TestLetter letter = plain_letter("lic@1c.ru", "Re: Активация", text);
    letter.octets.insert(0, "References: <AAAAAA1@vektor.test> <reply@1c.ru>\r\n");
    const Message message = read_message(letter.octets, services.blocks(), {});
    Envelope envelope;
    envelope.reverse_path = parse_path(letter.from);
    envelope.recipients.push_back(make_recipient("lic@1c.ru"));
    const Patience patience(Patience::Clock::now() + std::chrono::minutes(30));
    return inspect(message, envelope, configuration, services.tools(patience));
  }

  TempFolder folder_;
};

constexpr const char* kLacksInn =
    "Партнер: Вектор-Софт, код 14352.\r\nКлиент: ООО «Ромашка»\r\nПочему пин-код не подходит?\r\n"
    "Продукт: 1С:Бухгалтерия 8 ПРОФ\r\nАртикул: 4601546113412\r\nРег. номер: 801234567\r\n";

TEST_F(RecallTest, WhatTheThreadHeldIsFoundThere) {
  const Outcome outcome = judged_with(folder_ / "journal.sqlite", kLacksInn);
  const Judged& inn = judged(outcome, "client_inn");
  EXPECT_EQ(inn.status, Status::found);
  EXPECT_EQ(inn.finding.right.at(0).value, "7701234507");
  EXPECT_EQ(inn.finding.right.at(0).evidence.place.kind, Place::Kind::earlier);
  EXPECT_EQ(outcome.decision, Action::accept);
}

TEST_F(RecallTest, WithoutAJournalNothingChanges) {
  for (const std::string& journal : {std::string(), folder_ / "nowhere.sqlite"}) {
    const Outcome outcome = judged_with(journal, kLacksInn);
    EXPECT_EQ(judged(outcome, "client_inn").status, Status::missing);
    EXPECT_EQ(outcome.decision, Action::reject);
  }
}

TEST_F(RecallTest, AWrongOneInTheLetterStaysWrong) {
  const Outcome outcome =
      judged_with(folder_ / "journal.sqlite", std::string(kLacksInn) + "ИНН клиента: 7701234508\r\n");
  EXPECT_EQ(judged(outcome, "client_inn").status, Status::invalid);
}

TEST_F(RecallTest, NotWhereTheMailboxOpensAMatterForEachLetter) {
  const TemporaryFile off("[mailbox.\"lic@1c.ru\"]\nthread = false\n");
  const auto configuration = configuration_with({off.path()});
  EXPECT_EQ(judged(judged_with(folder_ / "journal.sqlite", kLacksInn, *configuration), "client_inn").status,
            Status::missing);
}

TEST_F(RecallTest, AJournalThatDoesNotAnswerRefusesNothing) {
  ASSERT_EQ(::truncate((folder_ / "journal.sqlite").c_str(), 4000), 0);
  const Outcome outcome = judged_with(folder_ / "journal.sqlite", kLacksInn);
  EXPECT_EQ(judged(outcome, "client_inn").status, Status::unverified);
  EXPECT_EQ(judged(outcome, "client_inn").reason.key, "journal_silent");
}

}  // namespace
}  // namespace pismovod::test
