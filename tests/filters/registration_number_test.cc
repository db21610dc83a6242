#include <gtest/gtest.h>

#include "support/find.h"

namespace pismovod::test {
namespace {

TEST(RegistrationNumber, NfrBeforeTheLabel) {
  const std::string text =
      "Наша NFR-поставка имеет рег. № 800654321, а у клиента ПРОФ с регистрационным номером 801223417.";
  EXPECT_EQ(value("nfr_reg_number", text), "800654321");
  EXPECT_EQ(value("product_reg_number", text), "801223417");
  EXPECT_EQ(value("nfr_reg_number", "NFR нет, рег. номер 801223417"), "");
}

TEST(RegistrationNumber, BehindItsLabels) {
  for (const char* text :
       {"рег. номер 801234567", "рег.№ 801234567", "р/н комплекта 801234567", "регномер: 801 234 567",
        "Рег. № 8012-34-567", "рeг. N 801234567", "регистрационный номер\n801234567", "№ рег. 801234567",
        "801234567 (рег. номер)", "Reg. number 801234567", "регистационный номер продукта: 801234567"}) {
    EXPECT_EQ(value("product_reg_number", text), "801234567") << text;
  }
  EXPECT_EQ(find("product_reg_number", "рег. номера 801234567, 801234568 и 801234569").right.size(), 3U);
}

TEST(RegistrationNumber, NeverByLengthAlone) {
  for (const char* text : {"801234567", "КПП 771301001", "р/с 40702810300000017755", "БИК 044525888", "тел. 801234567",
                           "ПИН 111-222-333-444-555", "Рег. номер: ____", "рег. номер 111-222-333-444-555"}) {
    EXPECT_EQ(value("product_reg_number", text), "") << text;
  }
}

TEST(RegistrationNumber, NfrIsToldByItsLabelAlone) {
  for (const char* text :
       {"Рег. номер NFR: 800654321", "NFR-поставка: рег. № 800654321", "номер NFR 800654321",
        "рег. номер: 800654321 (NFR)", "партнерская поставка 800654321", "Рег. № NFR\n\n800654321"}) {
    EXPECT_EQ(value("nfr_reg_number", text), "800654321") << text;
    EXPECT_EQ(value("product_reg_number", text), "") << text;
  }
  EXPECT_EQ(value("nfr_reg_number", "рег. номер NFR 800112907, рег. номер клиента 801377116"), "800112907");
  EXPECT_EQ(value("product_reg_number", "рег. номер NFR 800112907, рег. номер клиента 801377116"), "801377116");
}

TEST(RegistrationNumber, ThePartnersNfrNumberIsNotTheClients) {
  EXPECT_EQ(wrong("product_reg_number", "рег. номер программы 800654321"), "partners_nfr_number");
}

}  // namespace
}  // namespace pismovod::test
