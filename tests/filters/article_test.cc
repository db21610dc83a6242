#include <gtest/gtest.h>

#include "support/find.h"

namespace pismovod::test {
namespace {

TEST(Article, ThirteenDigitsOfThePriceListNeedNoLabel) {
  for (const char* text : {"4601546116680", "(4601546116680)", "арт. 46015 46116 680", "код по прайсу 4601546116680.0",
                           "артикул: 4601-5461-1668-0"}) {
    EXPECT_EQ(value("product_article", text), "4601546116680") << text;
  }
  EXPECT_EQ(wrong("product_article", "4601546116681"), "check_digit");
  EXPECT_EQ(wrong("product_article", "артикул 460154611668"), "article_length");
}

TEST(Article, OgrnIsNone) { EXPECT_EQ(value("product_article", "ОГРН 1033411671104"), ""); }

TEST(Article, TextualCodes) {
  EXPECT_EQ(value("product_article", "КППроф12ЛЦ"), "КППроф12ЛЦ");
  EXPECT_EQ(value("product_article", "артикул ФрешКасса_СТ_24"), "ФрешКасса_СТ_24");
  EXPECT_EQ(value("product_article", "Артикул: ЭТП-Базис"), "ЭТП-Базис");
  EXPECT_EQ(value("product_article", "Артикул: не нашел в прайсе"), "");
  EXPECT_EQ(value("product_article", "Артикул: уточняется"), "");
}

}  // namespace
}  // namespace pismovod::test
