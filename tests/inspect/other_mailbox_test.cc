// Whose matter a letter is: advice for those that went astray, none for those that are where they belong.

#include <gtest/gtest.h>

#include <sstream>

#include "base/file.h"
#include "support/tools.h"

namespace pismovod::test {
namespace {

struct Astray {
  std::string mailbox;
  std::string whose;  // a label, or "right"
  TestLetter letter;
};

std::string with_lines(std::string text) {
  for (size_t at = text.find(" / "); at != std::string::npos; at = text.find(" / ", at)) text.replace(at, 3, "\r\n");
  return text + "\r\n";
}

// data/other_mailbox.tsv: blind letters, their own text alone.
std::vector<Astray> blind_letters() {
  std::istringstream file(*read_file(source_folder() + "/tests/data/other_mailbox.tsv"));
  std::vector<Astray> out;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.front() == '#') continue;
    std::istringstream fields(line);
    std::string mailbox, whose, subject, text;
    std::getline(fields, mailbox, '\t');
    std::getline(fields, whose, '\t');
    std::getline(fields, subject, '\t');
    std::getline(fields, text);
    out.push_back({mailbox, whose, plain_letter(mailbox, subject, with_lines(text))});
  }
  return out;
}

const Advisory* advice(const Outcome& outcome) {
  for (const Advisory& advisory : outcome.advisories) {
    if (advisory.what.key == "other_mailbox") return &advisory;
  }
  return nullptr;
}

bool names(const Advisory& advisory, const std::string& mailbox) {
  return advisory.what.gaps.at("mailbox").find(mailbox + " ") != std::string::npos;
}

// The figures are those of the day they were written, less a few: 35 of 40 and none of 60.
TEST(OtherMailbox, BlindLettersThatWentAstray) {
  int told = 0;
  int astray = 0;
  for (const Astray& each : blind_letters()) {
    const Advisory* const found = advice(judge(each.letter));
    if (each.whose == "right") {
      EXPECT_EQ(found, nullptr) << each.mailbox << "\n" << each.letter.octets;
      continue;
    }
    ++astray;
    told += found != nullptr ? 1 : 0;
  }
  EXPECT_EQ(astray, 40);
  EXPECT_GE(told, 28);
}

TEST(OtherMailbox, NamesTheRightOneAndWhatItWants) {
  const Outcome outcome = judge(plain_letter("v8@1c.ru", "ПИН-код",
                                             "Добрый день! Пин-код не активируется, пишет, что количество активаций "
                                             "исчерпано. Выдайте, пожалуйста, дополнительный пин-код.\r\n"));
  const Advisory* const found = advice(outcome);
  ASSERT_NE(found, nullptr);
  EXPECT_TRUE(names(*found, "lic@1c.ru"));
  EXPECT_EQ(found->wants.front(), "partner_name");
  EXPECT_NE(std::ranges::find(found->wants, "client_inn"), found->wants.end());
}

TEST(OtherMailbox, TheVerdictStays) {
  const TestLetter letter =
      plain_letter("webits-info@1c.ru", "Перерегистрация",
                   "Просим перерегистрировать программу 1С:Бухгалтерия 8 ПРОФ со старого владельца ИП Сомова на ООО "
                   "«Сомов и сын». Заявление и акт передачи прав подписаны обеими сторонами.\r\n");
  const Outcome outcome = judge(letter);
  ASSERT_NE(advice(outcome), nullptr);
  EXPECT_EQ(outcome.decision, Action::accept);
}

TEST(OtherMailbox, SaysNothingWhereTheRightOneHasTheLetterToo) {
  TestLetter letter = plain_letter("v8@1c.ru", "ПИН-код",
                                   "Добрый день! Пин-код не активируется, пишет, что количество активаций исчерпано. "
                                   "Выдайте, пожалуйста, дополнительный пин-код.\r\n");
  letter.to.push_back("lic@1c.ru");
  EXPECT_EQ(advice(judge(letter)), nullptr);
}

TEST(OtherMailbox, AnAnswerStaysWhereTheFirmWroteFrom) {
  const TestLetter letter =
      plain_letter("v8@1c.ru", "Re: Обращение",
                   "Добрый день! Пин-код не активируется, пишет, что количество активаций исчерпано. Выдайте, "
                   "пожалуйста, дополнительный пин-код.\r\n\r\n12.11.2026 10:15, v8@1c.ru пишет:\r\n> Здравствуйте! "
                   "Уточните, пожалуйста, что происходит с программой.\r\n");
  EXPECT_EQ(advice(judge(letter)), nullptr);
}

}  // namespace
}  // namespace pismovod::test
