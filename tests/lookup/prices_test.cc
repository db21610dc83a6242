#include "lookup/prices.h"

#include <gtest/gtest.h>
#include <unistd.h>

namespace pismovod {
namespace {

constexpr const char* kCsv =
    "Прайс-лист\n"
    "Артикул;Наименование;Цена;Примечание\n"
    "4601546113412;1С:Бухгалтерия 8 ПРОФ;13000;\n"
    "4 601546 080875;1С:Зарплата и управление персоналом 8 ПРОФ;17400;снят с продажи\n"
    "2900001850162;1С:Управление торговлей 8. Электронная поставка;22600;\n"
    ";Раздел;;\n";

std::vector<PriceRow> rows() {
  const auto table = prices_in(rows_of_csv(kCsv));
  EXPECT_TRUE(table);
  return table ? table->rows : std::vector<PriceRow>();
}

TEST(Prices, ColumnsByTheirHeads) {
  const auto table = prices_in(rows_of_csv(kCsv));
  ASSERT_TRUE(table);
  EXPECT_EQ(table->rows.size(), 3U);
  EXPECT_EQ(table->passed_over, 1U);
  EXPECT_EQ(table->heads.at("article"), "Артикул");
  EXPECT_EQ(table->rows[1].article, "4601546080875");
  EXPECT_TRUE(table->rows[1].is_discontinued);
  EXPECT_FALSE(prices_in(rows_of_csv("a;b\n")));
}

TEST(Prices, FoundByArticleNameAndWords) {
  const PriceList list(rows());
  ASSERT_NE(list.by_article("4601546113412"), nullptr);
  EXPECT_EQ(list.by_article("4601546113413"), nullptr);
  ASSERT_NE(list.by_name("1С: Бухгалтерия 8 проф"), nullptr);
  EXPECT_EQ(list.by_name("Бухгалтерия"), nullptr);
  EXPECT_EQ(list.find("бухг проф", 10).size(), 1U);
  EXPECT_EQ(list.find("проф", 10).size(), 2U);
  EXPECT_EQ(list.find("46015461", 10).size(), 1U);
  EXPECT_TRUE(list.find("  ", 10).empty());
}

TEST(Prices, ProductsAreToldApartByTheirOwnWords) {
  EXPECT_TRUE(may_be_same_product("Бухгалтерия предприятия ПРОФ", "1С:Бухгалтерия 8 ПРОФ"));
  EXPECT_TRUE(may_be_same_product("БП 3.0", "1С:Бухгалтерия 8 ПРОФ"));  // nobody can say
  EXPECT_FALSE(may_be_same_product("1С:Управление торговлей 8 ПРОФ", "1С:Бухгалтерия 8 ПРОФ"));
}

TEST(Prices, AreKeptWithVersions) {
  const std::string path = ::testing::TempDir() + "prices-" + std::to_string(::getpid());
  ::unlink(path.c_str());
  EXPECT_FALSE(kept_prices(path));
  const Prices prices(path);
  EXPECT_EQ(prices.get(), nullptr);
  for (int i = 1; i <= 12; ++i) {
    const auto versions = keep_prices(path, "list.csv", {{"4601546113412", "Версия " + std::to_string(i), false}}, {});
    ASSERT_TRUE(versions);
    EXPECT_EQ(*versions, std::min(i, 10));
  }
  const auto kept = kept_prices(path);
  ASSERT_TRUE(kept);
  ASSERT_EQ(kept->size(), 1U);
  EXPECT_EQ(kept->front().name, "Версия 12");
  EXPECT_EQ(Prices(path).get()->size(), 1U);
  ::unlink(path.c_str());
}

}  // namespace
}  // namespace pismovod
