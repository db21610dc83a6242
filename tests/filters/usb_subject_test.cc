#include <gtest/gtest.h>

#include "support/find.h"

namespace pismovod::test {
namespace {

bool is_usb(const std::string& subject) { return !find("usb_subject", Given{"текст", subject}).right.empty(); }

TEST(UsbSubject, PrefixesCaseAndQuotesAside) {
  EXPECT_TRUE(is_usb("Заказ продуктов с USB"));
  EXPECT_TRUE(is_usb("Re: ЗАКАЗ ПРОДУКТОВ С USB"));
  EXPECT_TRUE(is_usb("Fwd: «Заказ продуктов с USB»"));
  EXPECT_FALSE(is_usb("Покупка лицензий с ключами"));
}

}  // namespace
}  // namespace pismovod::test
