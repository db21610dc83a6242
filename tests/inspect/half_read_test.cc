// Scans of which OCR can read a part only, or reads a digit wrong: what such a paper would say itself is
// unverified, and nothing else is.

#include <gtest/gtest.h>

#include "samples/pictures.h"
#include "support/attachments.h"

namespace pismovod::test {
namespace {

const std::vector<std::string> kApplication = {"ООО «Ромашка»",
                                               "ЗАЯВЛЕНИЕ",
                                               "о замене ключа",
                                               "Просим рассмотреть возможность замены ключа защиты",
                                               "программного продукта «1С:Бухгалтерия 8 ПРОФ»,",
                                               "регистрационный номер 801457223"};

// A script that the OCR's languages do not know stands for writing that nobody could read.
const std::string kUnreadable = "მიზეზი გასაღების დაზიანება დაცემის დროს";

Outcome outcome_of(std::vector<std::string> more) {
  std::vector<std::string> lines = kApplication;
  lines.insert(lines.end(), more.begin(), more.end());
  return judge(letter_with("zakaz@1c.ru", "Замена ключа", "Просим заменить сломанный ключ, заявление во вложении.",
                           {{"scan.jpg", "image/jpeg", samples::jpeg(samples::page(lines))}}));
}

TEST(HalfRead, WhatThePaperWouldSayIsUnverified) {
  const Outcome outcome = outcome_of({kUnreadable, kUnreadable, "Оплату замены гарантируем."});
  EXPECT_EQ(judged(outcome, "key_application").status, Status::found);
  EXPECT_EQ(judged(outcome, "product_reg_number").status, Status::found);
  EXPECT_EQ(judged(outcome, "key_payment_consent").status, Status::found);
  EXPECT_EQ(judged(outcome, "key_failure_reason").status, Status::unverified);
  EXPECT_EQ(judged(outcome, "key_failure_reason").reason.key, "unclear_scan");
  EXPECT_EQ(outcome.decision, Action::annotate);
}

TEST(HalfRead, APaperThatWasReadWholeSaysNothingIsMissing) {
  const Outcome outcome = outcome_of({"Оплату замены гарантируем."});
  EXPECT_EQ(judged(outcome, "key_failure_reason").status, Status::missing);
  EXPECT_EQ(outcome.decision, Action::reject);
}

TEST(HalfRead, WhatNoSuchPaperSaysIsMissing) {
  const Outcome outcome = judge(letter_with(
      "lic@1c.ru", "Лицензия не находится", "Почему программа не видит лицензию? Письмо клиента приложено.",
      {{"scan.jpg", "image/jpeg",
        samples::jpeg(samples::page({"ПЛАТЕЖНОЕ ПОРУЧЕНИЕ № 7", kUnreadable, kUnreadable, "Назначение платежа"}))}}));
  EXPECT_EQ(judged(outcome, "product_reg_number").status, Status::missing);
}

Judged inn_in(const std::string& line, bool is_scan) {
  const Attached scan = {"card.png", "image/png", samples::png(samples::page({"Карточка предприятия", line}))};
  const Attached typed = {"card.txt", "text/plain", "Карточка предприятия\r\n" + line + "\r\n"};
  return judged(judge(letter_with("lic@1c.ru", "Лицензия не находится", "Почему программа не видит лицензию?",
                                  {is_scan ? scan : typed})),
                "client_inn");
}

TEST(HalfRead, AWrongDigitOnAScanMayBeOurs) {
  EXPECT_EQ(inn_in("ИНН 7701234507", true).status, Status::found);
  EXPECT_EQ(inn_in("ИНН 7701234508", true).status, Status::unverified);
  EXPECT_EQ(inn_in("ИНН 7701234508", true).reason.key, "misread");
  EXPECT_EQ(inn_in("ИНН 7701234508", false).status, Status::invalid) << "typed: a digit is a digit";
}

}  // namespace
}  // namespace pismovod::test
