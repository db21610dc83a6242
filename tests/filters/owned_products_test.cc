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

// What a letter with this text, which owes both, asks for.
std::string asked_for(const std::string& text) {
  const Finding finding = find("product_name", Given{text, "тема", true, {"owned_products"}});
  std::string out;
  for (const Fact& fact : finding.right) out += (out.empty() ? "" : "; ") + fact.value;
  return out;
}

TEST(OwnedProducts, WhatIsOwnedIsNotAskedFor) {
  EXPECT_EQ(asked_for("Просим продать 1С:Предприятие 8 ПРОФ USB, артикул 4601546106780.\n"
                      "Ранее приобретено: 1С:Розница 8 ПРОФ, рег. номер 800370041"),
            asked_for("Просим продать 1С:Предприятие 8 ПРОФ USB, артикул 4601546106780."));
  EXPECT_EQ(asked_for("Ранее приобретено:\n\n- 1С:Розница 8 ПРОФ, рег. номер 800370041\n"
                      "- 1С:Бухгалтерия 8 ПРОФ, рег. номер 800370042\n\nЗаказываем 1С:Комплексная автоматизация 8."),
            asked_for("Заказываем 1С:Комплексная автоматизация 8."));
  EXPECT_EQ(asked_for("Ранее приобретенные продукты:\nПродукт\tРег. номер\n1С:Розница 8 ПРОФ\t800370041\n"
                      "Нужна: 1С:Комплексная автоматизация 8"),
            asked_for("Нужна: 1С:Комплексная автоматизация 8"));
  // Where no other is named it cannot be told, and the letter goes.
  const Finding only =
      find("product_name",
           Given{"Ранее приобретено: 1С:Розница 8 ПРОФ, рег. номер 800370041", "тема", true, {"owned_products"}});
  EXPECT_TRUE(only.right.empty());
  EXPECT_TRUE(only.could_not_tell.has_value());
  // Where nobody asks what is owned, it is a product like another.
  EXPECT_EQ(value("product_name", "У клиента уже есть 1С:Розница 8 ПРОФ"), "1С:Розница 8 ПРОФ");
}

}  // namespace
}  // namespace pismovod::test
