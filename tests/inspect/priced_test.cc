// What the price list says of articles and full names: it lets a listed short name pass, and stops nothing unless asked
// to.

#include "inspect/priced.h"

#include <gtest/gtest.h>

#include "support/tools.h"

namespace pismovod::test {
namespace {

const PriceList& list() {
  static const PriceList made({{"4601546113412", "1С:Бухгалтерия 8 ПРОФ", false},
                               {"4601546106711", "1С:Управление торговлей 8 ПРОФ", false},
                               {"4601546044457", "1С:УНФ", false}});
  return made;
}

std::string change(const std::string& name, const std::string& article) {
  return "Добрый день!\r\nПросим скорректировать позицию в заявке WZ0055617042: укажите, пожалуйста, другой "
         "продукт.\r\n"
         "Как это сделать?\r\nНаименование: " +
         name + "\r\nАртикул: " + article + "\r\n";
}

Outcome priced(const std::string& name, const std::string& article, bool listed) {
  const TemporaryFile file(std::string("[mailbox.\"zakaz@1c.ru\"]\nlisted = ") + (listed ? "true" : "false") + "\n");
  const auto configuration = configuration_with({file.path()});
  Outcome out = judge(plain_letter("zakaz@1c.ru", "Заявка WZ0055617042", change(name, article)), *configuration);
  EXPECT_EQ(out.verdicts.at(0).scenarios, std::vector<std::string>{"change"});
  judge_by_prices(*configuration, list(), out.verdicts);
  return out;
}

TEST(Priced, AFullNameIsOneThatTheListHasHoweverShort) {
  EXPECT_EQ(judged(priced("УНФ", "4601546044457", false), "product_name").status, Status::invalid);
  for (const bool listed : {false, true}) {
    const Outcome outcome = priced("1С:УНФ", "4601546044457", listed);
    EXPECT_EQ(judged(outcome, "product_name").status, Status::found);
    EXPECT_FALSE(outcome.verdicts[0].fails());
  }
}

TEST(Priced, NothingIsWrongUnlessTheMailboxAsks) {
  for (const char* article : {"4601546113412", "4601546106711", "2900001234566"}) {
    const Outcome outcome = priced("1С:Бухгалтерия 8 ПРОФ на 5 пользователей", article, false);
    EXPECT_EQ(judged(outcome, "product_name").status, Status::found) << article;
    EXPECT_EQ(judged(outcome, "product_article").status, Status::found) << article;
  }
}

TEST(Priced, WhatTheListDoesNotHaveIsWrongWhereItIsAsked) {
  EXPECT_FALSE(priced("1С:Бухгалтерия 8 ПРОФ", "4601546113412", true).verdicts[0].fails());

  const Outcome unlisted = priced("1С:Бухгалтерия 8 ПРОФ", "2900001234566", true);
  EXPECT_EQ(judged(unlisted, "product_article").status, Status::invalid);
  EXPECT_EQ(judged(unlisted, "product_article").reason.key, "article_unlisted");
  EXPECT_EQ(judged(unlisted, "product_name").status, Status::found);

  const Outcome another = priced("1С:Бухгалтерия 8 ПРОФ", "4601546106711", true);
  EXPECT_EQ(judged(another, "product_article").reason.key, "article_of_another");
  EXPECT_EQ(judged(another, "product_article").reason.gaps.at("name"), "1С:Управление торговлей 8 ПРОФ");

  const Outcome otherwise = priced("1С:Бухгалтерия 8 ПРОФ на 5 пользователей", "4601546113412", true);
  EXPECT_EQ(judged(otherwise, "product_name").reason.key, "name_otherwise");
  EXPECT_EQ(judged(otherwise, "product_name").reason.gaps.at("name"), "1С:Бухгалтерия 8 ПРОФ");
  EXPECT_EQ(judged(otherwise, "product_article").status, Status::found);
}

TEST(Priced, WhatWasReadOfAPictureIsLeft) {
  const TemporaryFile file("[mailbox.\"zakaz@1c.ru\"]\nlisted = true\n");
  const auto configuration = configuration_with({file.path()});
  Outcome out =
      judge(plain_letter("zakaz@1c.ru", "Заявка WZ0055617042", change("1С:Бухгалтерия 8 ПРОФ", "2900001234566")),
            *configuration);
  for (Judged& judged : out.verdicts.at(0).requirements) {
    for (Fact& fact : judged.finding.right) fact.evidence.place.ocr = true;
  }
  judge_by_prices(*configuration, list(), out.verdicts);
  EXPECT_EQ(judged(out, "product_article").status, Status::found);
}

}  // namespace
}  // namespace pismovod::test
