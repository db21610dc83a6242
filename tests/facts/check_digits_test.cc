#include "facts/check_digits.h"

#include <gtest/gtest.h>

namespace pismovod {
namespace {

TEST(CheckDigits, Inn) {
  for (const char* good : {"7713456712", "7701234507", "500100732259"}) EXPECT_TRUE(is_inn(good)) << good;
  for (const char* bad : {"7713456711", "7701234508", "500100732258", "500100732269", "0012345678", "771345671",
                          "77134567120", "", "77134567a2"})
    EXPECT_FALSE(is_inn(bad)) << bad;
}

TEST(CheckDigits, Ogrn) {
  EXPECT_TRUE(is_ogrn("1027700132195"));
  EXPECT_TRUE(is_ogrn("304500116000157"));
  for (const char* bad : {"1027700132194", "304500116000158", "2027700132195", "102770013219", ""})
    EXPECT_FALSE(is_ogrn(bad)) << bad;
}

TEST(CheckDigits, Ean13) {
  EXPECT_TRUE(is_ean13("4601546116680"));
  EXPECT_TRUE(is_ean13("2900003658933"));
  for (const char* bad : {"4601546116681", "460154611668", "46015461166800", ""}) EXPECT_FALSE(is_ean13(bad)) << bad;
}

TEST(CheckDigits, Kpp) {
  EXPECT_TRUE(is_kpp("771301001"));
  EXPECT_TRUE(is_kpp("7713AZ001"));
  for (const char* bad : {"77130100", "7713010011", "7713a1001", "A71301001", "77130100A", ""})
    EXPECT_FALSE(is_kpp(bad)) << bad;
}

}  // namespace
}  // namespace pismovod
