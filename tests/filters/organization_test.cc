#include <gtest/gtest.h>

#include "support/find.h"

namespace pismovod::test {
namespace {

TEST(Organization, ClientsInAllForms) {
  const std::pair<const char*, const char*> cases[] = {
      {"у клиента ООО «Ромашка» беда", "ООО «Ромашка»"},
      {"АО \"Торговый дом \"Лютик\"\" просит", "АО \"Торговый дом \"Лютик\"\""},
      {"ООО «Торговый дом «Лютик» просит", "ООО «Торговый дом «Лютик»"},
      {"\"Ромашка\" ООО, ИНН", "\"Ромашка\" ООО"},
      {"OOO Romashka", "OOO Romashka"},
      {"ООО ТД «Невские краски»", "ООО ТД «Невские краски»"},
      {"Администрация Ташлинского сельсовета", "Администрация Ташлинского сельсовета"},
      {"клиент ИП Карасёв Л.Д. (ИНН", "ИП Карасёв Л.Д."},
      {"ИП Желудкова Тамара Павловна", "ИП Желудкова Тамара Павловна"},
      {"Клиент: Ромашка", "Ромашка"},
      {"Клиент: ООО Невские краски, ИНН", "ООО Невские краски"},
      {"our client Baltic Trade LLC asks", "Baltic Trade LLC"},
      {"СНТ «Берёзка-2»", "СНТ «Берёзка-2»"},
  };
  for (const auto& [text, name] : cases) EXPECT_EQ(value("client_name", text), name) << text;
}

TEST(Organization, ThePartnerTheFirmAndPeopleAreNoClients) {
  for (const char* text :
       {"ООО «Вектор-Софт»", "ООО «1С»", "ООО «Софтехно»", "Контакт со стороны заказчика: Илья Кравец",
        "клиент просит помочь", "ИП сервера 192.168.0.1", "Клиент: уточняется", "Клиент: ____"}) {
    EXPECT_EQ(value("client_name", text), "") << text;
  }
}

TEST(Organization, AFormAtTheEndOfALineTakesNoNameFromTheNext) {
  EXPECT_EQ(value("client_name", "Партнер: \"Вектор-Софт\" ООО\nКод партнера: 14352"), "");
  EXPECT_EQ(value("client_name", "Клиент: \"Ромашка\" ООО\nАдрес: Москва"), "\"Ромашка\" ООО");
  EXPECT_EQ(value("client_name", "для нашего клиента ООО\n«Ромашка» просим"), "ООО «Ромашка»");
}

TEST(Organization, ThePartnerByItsNamesButNotInAddresses) {
  EXPECT_EQ(value("partner_name", "Пишет Вектор Софт, здравствуйте"), "Вектор Софт");
  EXPECT_NE(value("partner_name", "OOO \"Вектор-Cофт\""), "");  // Latin C
  EXPECT_EQ(value("partner_name", "ivanov@vektor-soft.ru, www.vektor-soft.ru"), "");
  EXPECT_EQ(value("partner_name", "ООО «Ромашка»"), "");
}

TEST(Organization, NobodyConfiguredTheLabelTells) {
  const Given given{"Партнер: ООО «Лотос-ИТ»\nКлиент: ООО «Ромашка»", "тема", false};
  EXPECT_EQ(find("partner_name", given).right.front().value, "ООО «Лотос-ИТ»");
  EXPECT_EQ(find("client_name", given).right.front().value, "ООО «Ромашка»");
}

// Of a sender whom nobody configured the partner and the client are told by their labels alone.
TEST(Organization, AClientSetOffByACommaIsNoPartner) {
  const Given given{"Мы ООО «Ясень», код партнера 14022. Наш клиент, ООО «Каскад-Т» (ИНН 6977218518), просит пин-код.",
                    "тема", false};
  const Finding name = find("client_name", given);
  ASSERT_EQ(name.right.size(), 1U);
  EXPECT_EQ(name.right.front().value, "ООО «Каскад-Т»");
  EXPECT_EQ(find("client_inn", given).right.size(), 1U);
}

}  // namespace
}  // namespace pismovod::test
