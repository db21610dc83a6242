// Numbers with marks of the writing direction: what a mail program shows may be another number.
#include "inspect/turned.h"

#include <gtest/gtest.h>

#include "support/tools.h"

namespace pismovod::test {
namespace {

TEST(Turned, AMarkAmongTheDigits) {
  for (const char* mark :
       {"\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2066", "\u2067", "\u2068", "\u2069", "\u200E", "\u200F"}) {
    EXPECT_TRUE(is_turned("77" + std::string(mark) + "13456712", "7713456712")) << mark;
    EXPECT_TRUE(is_turned("77 " + std::string(mark) + "-13456712", "7713456712")) << mark;
    // As programs put them round telephone numbers, dates and what was pasted.
    EXPECT_FALSE(is_turned(std::string(mark) + "7713456712" + mark, "7713456712")) << mark;
    EXPECT_FALSE(is_turned("7713456712" + std::string(mark) + ", 14352", "7713456712")) << mark;
  }
  EXPECT_FALSE(is_turned("7713456712", "7713456712"));
  EXPECT_FALSE(is_turned("", ""));
}

Judged client_inn(const std::string& number) {
  return judged(judge(plain_letter("ckerp@1c.ru", "вопрос", "ИНН клиента: " + number + "\r\n")), "client_inn");
}

TEST(Turned, SuchANumberIsUnverifiedAndNeverWrong) {
  EXPECT_EQ(client_inn("7701234507").status, Status::found);
  EXPECT_EQ(client_inn("77\u202E01234507").status, Status::unverified);
  EXPECT_EQ(client_inn("77\u202E01234508").status, Status::unverified);
  EXPECT_EQ(client_inn("\u200E7701234507\u200F").status, Status::found);
  EXPECT_EQ(client_inn("77\u202E01234508, ИНН клиента: 7701234507").status, Status::found);
}

}  // namespace
}  // namespace pismovod::test
