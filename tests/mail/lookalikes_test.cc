#include "mail/lookalikes.h"

#include <gtest/gtest.h>

namespace pismovod {
namespace {

TEST(Lookalikes, AreNoticed) {
  const Lookalikes ours({{"v8", "1c.ru"}, {"partner", "1ci.com"}});
  // What a letter to this address would have been meant for; nothing where it looks like none of ours.
  const auto meant = [&](const Address& address) { return ours.meant_by(address).value_or(Address()).text(); };
  EXPECT_EQ(meant({"v8", "1с.ru"}), "v8@1c.ru");    // Cyrillic с
  EXPECT_EQ(meant({"lic", "lc.ru"}), "lic@1c.ru");  // l for 1
  EXPECT_EQ(meant({"V8", "1c.com"}), "v8@1c.ru");
  EXPECT_EQ(meant({"partner", "1ci.ru"}), "partner@1ci.com");
  EXPECT_EQ(meant(parse_path("v8@xn--1-7tb.ru")), "v8@1c.ru");
  for (const char* path : {"v8@1c.ru", "seminar@1c.ru", "sales@1c.com", "v8@mail.1c.ru", "v8@1c.com.ru",
                           "sales@romashka.ru", "v8", "@1c.ru", ""}) {
    EXPECT_FALSE(ours.meant_by(parse_path(path))) << path;
  }
}

}  // namespace
}  // namespace pismovod
