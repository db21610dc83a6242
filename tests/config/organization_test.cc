// The partner's own data: what cannot be is refused at its place.
#include <gtest/gtest.h>

#include "config/loader.h"
#include "read.h"

namespace pismovod::test {
namespace {

std::vector<std::string> check(const std::string& text) {
  ConfigErrors errors;
  const TomlValue root = parse_toml(text, "a.toml", errors);
  read_organization(root, errors);
  return said(errors);
}

TEST(Organization, NumbersThatAreNoneAreRefusedWhereTheyStand) {
  const std::string head = "name = \"ООО «Ромашка»\"\npartner_code = \"14352\"\n";
  EXPECT_EQ(check(head + "inn = \"7701234507\"\nkpp = \"770101001\"\n"), std::vector<std::string>());
  EXPECT_TRUE(says(check(head + "kpp = \"7701\"\n"), "3:7: \"kpp\": \"7701\" is no КПП: it has nine characters"));
  EXPECT_TRUE(says(check(head + "inn = \"7701234508\"\n"), "3:7: \"inn\": \"7701234508\" is no ИНН: a digit is wrong"));
  EXPECT_TRUE(says(check(head + "inn = \"123\"\n"), "3:7: \"inn\": \"123\" is no ИНН: it has 10 digits, or 12"));
  EXPECT_EQ(check("name = \"ТОО «А»\"\npartner_code = \"48123-KAZ\"\nkpp = \"7701\"\n"), std::vector<std::string>());
}

}  // namespace
}  // namespace pismovod::test
