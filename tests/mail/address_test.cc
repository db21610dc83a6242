#include "mail/address.h"

#include <gtest/gtest.h>

namespace pismovod {
namespace {

TEST(Address, PathsWithAndWithoutBrackets) {
  EXPECT_EQ(parse_path("<V8@1C.RU>").text(), "V8@1c.ru");
  EXPECT_EQ(parse_path("lic@1c.ru").domain, "1c.ru");
  EXPECT_EQ(parse_path("<@relay.ru:lic@1c.ru>").text(), "lic@1c.ru");
  EXPECT_TRUE(parse_path("<>").text().empty());
  EXPECT_TRUE(parse_path("<V8@1C.RU>").same_mailbox({"v8", "1c.ru"}));
}

TEST(Address, ListsWithNamesCommentsAndGroups) {
  const auto list =
      parse_address_list("\"Отдел, лицензий\" <lic@1c.ru>, v8@1c.ru (вопросы, 8),\n Группа: a@b.ru, c@d.ru;");
  ASSERT_EQ(list.size(), 4U);
  EXPECT_EQ(list[0].text(), "lic@1c.ru");
  EXPECT_EQ(list[1].text(), "v8@1c.ru");
  EXPECT_EQ(list[3].text(), "c@d.ru");
  EXPECT_TRUE(parse_address_list("To: :").empty());
}

TEST(Address, LookAlikesAreNoticed) {
  const std::vector<Address> ours = {{"v8", "1c.ru"}, {"partner", "1ci.com"}};
  // What a letter to this address would have been meant for; nothing where it looks like none of ours.
  const auto meant = [&](const Address& address) { return looks_like(address, ours).value_or(Address()).text(); };
  EXPECT_EQ(meant({"v8", "1с.ru"}), "v8@1c.ru");    // Cyrillic с
  EXPECT_EQ(meant({"lic", "lc.ru"}), "lic@1c.ru");  // l for 1
  EXPECT_EQ(meant({"v8", "1c.com"}), "v8@1c.ru");
  EXPECT_EQ(meant(parse_path("v8@xn--1-7tb.ru")), "v8@1c.ru");
  EXPECT_FALSE(looks_like({"v8", "1c.ru"}, ours));
  EXPECT_FALSE(looks_like({"seminar", "1c.ru"}, ours));
  EXPECT_FALSE(looks_like({"sales", "romashka.ru"}, ours));
}

}  // namespace
}  // namespace pismovod
