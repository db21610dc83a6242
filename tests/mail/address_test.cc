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

TEST(Address, AKeyIsTheSameHoweverAMailboxIsWritten) {
  EXPECT_EQ(parse_path("<V8@1C.RU>").key(), parse_path("v8@1c.ru").key());
  EXPECT_NE(parse_path("v8@1c.ru").key(), parse_path("v8@1c.com").key());
  EXPECT_EQ(parse_path("<\"lic\"@1c.ru>").key(), "lic@1c.ru");
  EXPECT_EQ(parse_path("<\"l\\ic\"@1c.ru>").key(), "lic@1c.ru");
  const auto list = parse_address_list("\"lic\"@1c.ru, \"A, b\" <\"v8\"@1c.ru>");
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0].key(), "lic@1c.ru");
  EXPECT_EQ(list[1].key(), "v8@1c.ru");
}

}  // namespace
}  // namespace pismovod
