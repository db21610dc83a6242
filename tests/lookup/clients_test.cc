#include "lookup/clients.h"

#include <gtest/gtest.h>

namespace pismovod {
namespace {

Result<ClientList> list_of(std::string_view csv) { return ClientList::of_rows(rows_of_csv(csv)); }

constexpr const char* kList =
    "Список клиентов\n"
    "№;Наименование;ИНН;КПП;Рег. номер;Продукт\n"
    "1;ООО «Ромашка»;7701234507;770101001;801234567;1С:Бухгалтерия 8\n"
    "2;ООО «Ромашка»;7701234507;770101001;801234568, 801234569;1С:Зарплата\n"
    "3;ИП Ложкин Пётр Петрович;502912345634;;800000001;\n"
    "4;ООО «Лютик»;7713456712;771301001;800000002;\n"
    "5;ЗАО Лютик;6608123455;660801001;800000003;\n"
    "6;без ИНН;;;;\n";

TEST(ClientList, RowsOfOneClientAreOneClient) {
  const auto list = list_of(kList);
  ASSERT_TRUE(list);
  EXPECT_EQ(list->size(), 4U);
  const Client* romashka = list->by_inn("7701234507");
  ASSERT_NE(romashka, nullptr);
  EXPECT_EQ(romashka->reg_numbers, (std::vector<std::string>{"801234567", "801234568", "801234569"}));
  EXPECT_EQ(romashka->firm.kpp, "770101001");
  EXPECT_EQ(list->by_reg_number("801234569"), romashka);
}

TEST(ClientList, ByNameOnlyWhereItMeansOne) {
  const auto list = list_of(kList);
  ASSERT_TRUE(list);
  EXPECT_EQ(list->by_name("Ромашка ООО"), list->by_inn("7701234507"));
  EXPECT_EQ(list->by_name("ип ложкин петр петрович"), list->by_inn("502912345634"));
  EXPECT_EQ(list->by_name("Лютик"), nullptr);  // of two firms
  EXPECT_EQ(list->by_name("ООО"), nullptr);
}

TEST(ClientList, InWindows1251AndWithCommas) {
  // "Клиент,ИНН" and a row, in windows-1251.
  const auto list =
      list_of("\xCA\xEB\xE8\xE5\xED\xF2,\xC8\xCD\xCD\n\"\xD0\xEE\xEC\xE0\xF8\xEA\xE0, \xCE\xCE\xCE\",7701234507\n");
  ASSERT_TRUE(list);
  ASSERT_NE(list->by_inn("7701234507"), nullptr);
  EXPECT_EQ(list->by_inn("7701234507")->firm.name, "Ромашка, ООО");
}

TEST(ClientList, SaysWhatItLookedFor) {
  EXPECT_FALSE(list_of("a;b\n1;2\n"));
  EXPECT_FALSE(list_of(""));
}

TEST(ClientList, AHundredThousandRows) {
  std::string text = "ИНН;Наименование\n";
  // Numbers with right check digits, counted up.
  const auto inn = [](int i) {
    std::string digits = "77" + std::to_string(1000000 + i);
    constexpr int kWeights[] = {2, 4, 10, 3, 5, 9, 4, 6, 8};
    int sum = 0;
    for (size_t k = 0; k < 9; ++k) sum += kWeights[k] * (digits[k] - '0');
    return digits + static_cast<char>('0' + sum % 11 % 10);
  };
  for (int i = 0; i < 100'000; ++i) text += inn(i) + ";ООО «Клиент " + std::to_string(i) + "»\n";
  const auto list = list_of(text);
  ASSERT_TRUE(list);
  EXPECT_EQ(list->size(), 100'000U);
  EXPECT_EQ(list->by_inn(inn(99'999))->firm.name, "ООО «Клиент 99999»");
}

TEST(FirmName, MayBeTheSame) {
  EXPECT_TRUE(may_be_same_name("ООО «Ромашка»", "ОБЩЕСТВО С ОГРАНИЧЕННОЙ ОТВЕТСТВЕННОСТЬЮ \"РОМАШКА\""));
  EXPECT_TRUE(may_be_same_name("Ромашки", "ООО \"РОМАШКА\""));
  EXPECT_TRUE(may_be_same_name("ИП Ложкин", "Индивидуальный предприниматель Ложкин Пётр Петрович"));
  EXPECT_TRUE(may_be_same_name("ТД Ромашка", "ООО «Торговый дом «Ромашка»"));
  EXPECT_TRUE(may_be_same_name("Vector Soft", "ООО «Вектор-Софт»"));  // nobody can say
  EXPECT_TRUE(may_be_same_name("ООО", "ООО «Ромашка»"));
  EXPECT_FALSE(may_be_same_name("ООО «Ромашка»", "ООО «ЛЮТИК»"));
}

}  // namespace
}  // namespace pismovod
