#include <gtest/gtest.h>

#include "support/find.h"

namespace pismovod::test {
namespace {

TEST(TaxNumber, BehindItsLabelHoweverItIsTyped) {
  for (const char* text : {"ИНН: 5026087051", "инн5026087051", "ИНН клиента 50 26 08 70 51", "ИНН\n5026087051",
                           "Клиент: ООО «Тандем», ИНН – 5026087051, КПП 502601001", "ИHH 5026087051",
                           "ИНН клиента у нас такой: 5026087051", "ИНН/КПП 5026087051/502601001"}) {
    EXPECT_EQ(value("client_inn", text), "5026087051") << text;
  }
  EXPECT_EQ(value("client_inn", "ИНН\t5026087051"), "5026087051");
  EXPECT_EQ(value("client_inn", "Клиент\tИНН\tАртикул\nООО «А»\t5026087051\t4601546116680"), "5026087051");
  EXPECT_EQ(value("client_inn", "5026087051/502601001"), "5026087051");  // a pair needs no label
}

TEST(TaxNumber, BeforeItsLabel) {
  for (const char* text :
       {"5026087051 — ИНН клиента, называется ООО «Тандем»", "Есть завод, 5026087051 это их ИНН. Хотят ERP",
        "14352 - код партнера, 5026087051 - ИНН клиента, 801330105 — рег. номер его ЗУП КОРП.",
        "5026087051-ИНН клиента"}) {
    EXPECT_EQ(value("client_inn", text), "5026087051") << text;
  }
  EXPECT_EQ(value("product_reg_number", "5026087051 - ИНН клиента, 801330105 — рег. номер его ЗУП КОРП."), "801330105");
  // What stands behind a label of its own is that label's.
  EXPECT_EQ(value("client_inn", "тел. 4950000052 — ИНН пришлём"), "");
  EXPECT_EQ(value("client_inn", "ОГРН 5026087051 - ИНН клиента."), "");
  EXPECT_EQ(value("client_inn", "заказ 2 - ИНН 5026087051"), "5026087051");
}

TEST(TaxNumber, NeverByLengthAlone) {
  EXPECT_EQ(value("client_inn", "тел. 4950000052"), "");
  EXPECT_EQ(value("client_inn", "Перезвоните: 5026087051"), "");
  EXPECT_EQ(wrong("client_inn", "ОГРН 1033411671104"), "");
  EXPECT_EQ(value("client_inn", "тел. 3830000010, ИНН она пришлёт"), "");
}

TEST(TaxNumber, WhatIsWrongIsSaid) {
  EXPECT_EQ(wrong("client_inn", "ИНН 5026087052"), "check_digit");
  EXPECT_EQ(wrong("client_inn", "ИНН 502608705"), "lost_leading_zero");
  EXPECT_EQ(wrong("client_inn", "ИНН 50260870519"), "lost_leading_zero");
  EXPECT_EQ(wrong("client_inn", "ИНН 50260870"), "inn_length");
  EXPECT_EQ(wrong("client_inn", "ИНН клиента 7713456712"), "partners_own_inn");
  EXPECT_EQ(wrong("client_inn", "ИНН клиента 1639022540, контакт 9160000012"), "check_digit");
}

TEST(TaxNumber, ThePartnersOwnIsNobodyElses) {
  EXPECT_EQ(value("client_inn", "ИНН 7713456712"), "");
  EXPECT_EQ(wrong("client_inn", "ИНН 7713456712"), "");
  EXPECT_EQ(value("client_inn", "Партнер: ООО «Другой», ИНН 5026087051"), "");
}

TEST(TaxNumber, AnothersNameBehindThePartnersCode) {
  EXPECT_EQ(value("client_inn", "Код партнера 14352, ООО «Паркет», ИНН 7701234507"), "7701234507");
  EXPECT_EQ(value("client_inn", "Код партнера 14352, ООО «Вектор-Софт», ИНН 7701234507"), "");
}

TEST(TaxNumber, ForeignNumbersStandForIt) {
  EXPECT_EQ(value("client_inn", "ТОО «Степь», БИН 150340012345"), "150340012345");
  EXPECT_EQ(value("client_inn", "УНП 190000123"), "190000123");
}

TEST(TaxNumber, KppIsReadAndLetOffWhereNoneExists) {
  EXPECT_EQ(value("client_kpp", "ИНН 5026087051, КПП 502601001"), "502601001");
  EXPECT_EQ(value("client_kpp", "ИНН/КПП 5026087051/502601001"), "502601001");
  EXPECT_EQ(value("client_kpp", "КПП 5026AB001"), "5026AB001");
  EXPECT_EQ(wrong("client_kpp", "КПП 50260100"), "kpp_form");
  EXPECT_EQ(find("client_kpp", "ИП Самохин О.П., ИНН 660549396211").absent->key, "trader_has_no_kpp");
  EXPECT_EQ(find("client_kpp", "БИН 150340012345").absent->key, "foreign_has_no_kpp");
}

}  // namespace
}  // namespace pismovod::test
