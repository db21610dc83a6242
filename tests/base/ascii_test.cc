#include "base/ascii.h"

#include <gtest/gtest.h>

#include "base/key_values.h"

namespace pismovod {
namespace {

TEST(Ascii, CyrillicIsTransliteratedAsTheTextsWriteIt) {
  EXPECT_EQ(ascii_of("Письмо в отдел НЕ отправлено"), "Pis'mo v otdel NE otpravleno");
  EXPECT_EQ(ascii_of("подъезд, Щука, ёлка, Ёж"), "podezd, Shchuka, elka, Ezh");
}

TEST(Ascii, WhatIsLeftIsPrintable) {
  EXPECT_EQ(ascii_of("«Ромашка» — № 5…"), "\"Romashka\" - No. 5...");
  EXPECT_EQ(ascii_of(std::string("a\r\nb\0c\td", 8)), "a  b c d");
  EXPECT_EQ(ascii_of("\xFF\xD0 日"), "?? ?");
}

TEST(Ascii, AddressesArePercentEncoded) {
  EXPECT_EQ(percent_encoded("v8@1с.ru"), "v8@1%D1%81.ru");  // a Cyrillic с
  EXPECT_EQ(percent_encoded("a b%\n"), "a%20b%25%0A");
}

TEST(KeyValues, OneLineWhateverIsPut) {
  KeyValues line;
  line.add("a", "plain").add("b", "two words").add("c", "").add("d", "say \"x\"\\\n\r").add("n", uint64_t{7});
  EXPECT_EQ(line.text(), "a=plain b=\"two words\" c=\"\" d=\"say \\\"x\\\"\\\\  \" n=7");
  EXPECT_EQ(KeyValues().add_milliseconds("ms", 1.23456).text(), "ms=1.235");
}

}  // namespace
}  // namespace pismovod
