#include <gtest/gtest.h>

#include "support/find.h"

namespace pismovod::test {
namespace {

TEST(OwnedProducts, AProductWithItsNumber) {
  EXPECT_EQ(value("owned_products", "Ранее куплено: 1С:Розница 8 ПРОФ (рег. номер 800370041)"), "800370041");
  EXPECT_EQ(value("owned_products", "Продукт\tРег. номер\n1С:Розница 8 ПРОФ\t800370041"), "800370041");
  EXPECT_EQ(value("owned_products", "1С:Розница 8 ПРОФ\t800370041"), "800370041");
  EXPECT_EQ(value("owned_products", "1С:Розница 8 ПРОФ, номер пришлём"), "");
  EXPECT_EQ(value("owned_products", "рег. номер 800370041"), "");
}

TEST(OwnedProducts, WhoOwnsNoneOwesNone) {
  EXPECT_TRUE(find("owned_products", "Продуктов 1С у клиента нет, это первая покупка.").absent.has_value());
  EXPECT_FALSE(find("owned_products", "Других продуктов нет.").absent.has_value());
}

}  // namespace
}  // namespace pismovod::test
