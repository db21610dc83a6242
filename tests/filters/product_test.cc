#include <gtest/gtest.h>

#include "support/find.h"

namespace pismovod::test {
namespace {

TEST(Product, InFullInShortAndLabelled) {
  EXPECT_EQ(value("product_name", "есть 1С:Бухгалтерия 8 ПРОФ, рег. №"), "1С:Бухгалтерия 8 ПРОФ");
  EXPECT_EQ(value("product_name", "«1С:Предприятие 8.3 ПРОФ. Лицензия на сервер (x86-64)»"),
            "1С:Предприятие 8.3 ПРОФ. Лицензия на сервер (x86-64)");
  EXPECT_EQ(value("product_name", "слетела лицензия УТ у клиента"), "УТ");
  EXPECT_EQ(value("product_name", "унф проф"), "унф проф");
  EXPECT_EQ(value("product_name", "Программа: Альфа-Авто 6"), "Альфа-Авто 6");
  EXPECT_EQ(value("product_name", "1С:ITILIUM Service Desk"), "1С:ITILIUM Service Desk");
  EXPECT_NE(value("product_name", "слетела клиентская лицензия"), "");
  EXPECT_EQ(value("product_name", "продукт 1с:itilium арт 2900003658933"), "1с:itilium");
  EXPECT_EQ(value("product_name", "программа бухня 3.0 проф"), "бухня 3.0 проф");
}

TEST(Product, EverydayWordsAreNone) {
  for (const char* text : {"бухгалтерия клиента просит", "прислали КП", "1С:Франчайзи", "до 31 декабря", "договор ИТС",
                           "платформа 1С:Предприятие 8.3.24.1548", "Продукт: уточняется", "спросили в 1с:что делать",
                           "сервер ООО «Ромашка»"}) {
    EXPECT_EQ(value("product_name", text), "") << text;
  }
}

TEST(Product, AnAbbreviationIsNotTheFullName) {
  Given given{"замените на БП ПРОФ"};
  given.full = true;
  const Finding finding = find("product_name", given);
  ASSERT_TRUE(finding.right.empty());
  EXPECT_EQ(finding.wrong.front().wrong.key, "abbreviation");
  given.text = "на 1С:Бухгалтерия 8 ПРОФ. Электронная поставка";
  EXPECT_FALSE(find("product_name", given).right.empty());
}

}  // namespace
}  // namespace pismovod::test
