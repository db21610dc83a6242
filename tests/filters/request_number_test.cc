#include <gtest/gtest.h>

#include "support/find.h"

namespace pismovod::test {
namespace {

TEST(RequestNumber, ZerosTypedAsLettersBehindABlank) {
  EXPECT_EQ(value("request_number", "Заявка № WZ ОО733 018"), "WZ00733018");
  EXPECT_EQ(value("request_number", "wz о чём речь 733018"), "");
}

TEST(RequestNumber, HoweverTyped) {
  for (const char* text : {"WZ00418273", "wz00418273", "WZ-00418273", "wz-00 418 273", "WZ 00418273", "WZОО418273",
                           "WZoo418273", "ЦЯ00418273", "заявка WZ00418273."}) {
    EXPECT_EQ(value("request_number", text), "WZ00418273") << text;
  }
  EXPECT_EQ(find("request_number", "WZ00690012 и WZ00690013").right.size(), 2U);
  EXPECT_EQ(value("request_number", "WZ0061277 2 шт"), "WZ0061277");
}

TEST(RequestNumber, OthersAreNone) {
  EXPECT_EQ(value("request_number", "номер разрешения 118-2245, заказ РТ00-004517"), "");
  EXPECT_EQ(wrong("request_number", "номер разрешения 118-2245"), "");
  EXPECT_EQ(wrong("request_number", "номер заявки 123456"), "request_form");
  EXPECT_EQ(wrong("request_number", "WZ00..."), "");
}

}  // namespace
}  // namespace pismovod::test
