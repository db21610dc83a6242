#include <gtest/gtest.h>

#include "support/find.h"

namespace pismovod::test {
namespace {

TEST(Country, NamesAndShortForms) {
  EXPECT_EQ(value("country", "заказчик открывает ТОО в Казахстане"), "Казахстан");
  EXPECT_EQ(value("country", "Country: United Arab Emirates"), "United Arab Emirates");
  EXPECT_EQ(value("country", "поставка в РК"), "РК");
  EXPECT_EQ(value("country", "office in Georgia"), "Georgia");
}

TEST(Country, AdjectivesPeopleAndAddressesAreNone) {
  for (const char* text : {"казахстанская БП", "our Turkish customer", "Georgia Whitfield",
                           "ivan@kazakhstan.example.com", "за границей"}) {
    EXPECT_EQ(value("country", text), "") << text;
  }
}

}  // namespace
}  // namespace pismovod::test
