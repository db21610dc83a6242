// What our limits cut off is never called missing (traps 36 and 37).

#include <gtest/gtest.h>

#include "support/attachments.h"
#include "support/tools.h"

namespace pismovod::test {
namespace {

std::string filler(size_t octets) {
  const std::string line = "Клиент просит ускорить обмен между базами, подробности ниже по тексту письма.\r\n";
  std::string out;
  while (out.size() < octets) out += line;
  return out;
}

TEST(Limits, WhatStandsBehindACutIsNotMissing) {
  const std::string text = filler(size_t{5} << 20) + "Код партнера: 14352\r\n";
  const Outcome outcome = judge(plain_letter("ckerp@1c.ru", "вопрос", text));
  EXPECT_EQ(judged(outcome, "partner_code").status, Status::unverified);
  EXPECT_EQ(judged(outcome, "client_inn").status, Status::unverified);
  EXPECT_EQ(outcome.decision, Action::annotate);
}

TEST(Limits, WhatStandsBeforeACutIsFound) {
  const std::string text = "Код партнера: 14352\r\n" + filler(size_t{5} << 20);
  EXPECT_EQ(judged(judge(plain_letter("ckerp@1c.ru", "вопрос", text)), "partner_code").status, Status::found);
}

TEST(Limits, TextUpToTheLimitIsJudgedInFull) {
  const std::string text = filler(size_t{3} << 20) + "Код партнера: 14352\r\n";
  const Outcome outcome = judge(plain_letter("ckerp@1c.ru", "вопрос", text));
  EXPECT_EQ(judged(outcome, "partner_code").status, Status::found);
  EXPECT_EQ(judged(outcome, "client_inn").status, Status::missing);
}

TEST(Limits, CutWithinAForwardedLetter) {
  const std::string inner = plain_letter("a@example.org", "s", filler(size_t{5} << 20)).octets;
  const TestLetter letter = letter_with("ckerp@1c.ru", "вопрос", "Реквизиты клиента и ИНН во вложении.",
                                        {{"a.eml", "message/rfc822", inner}});
  EXPECT_EQ(judged(judge(letter), "client_inn").status, Status::unverified);
}

TEST(Limits, MissingIsSaidOfTheLetterNotOfAPart) {
  const TestLetter letter =
      letter_with("ckerp@1c.ru", "вопрос", "Добрый день!\r\nПодскажите, как настроить обмен с сайтом?\r\n",
                  {{"a.txt", "text/plain; charset=utf-8", "Ничего по делу.\r\n"},
                   {"b.txt", "text/plain; charset=utf-8", "Код партнера: 14352\r\nИНН клиента: 7701234507\r\n"}});
  const Outcome outcome = judge(letter);
  EXPECT_EQ(judged(outcome, "partner_code").status, Status::found);
  EXPECT_EQ(judged(outcome, "client_inn").status, Status::found);
}

}  // namespace
}  // namespace pismovod::test
