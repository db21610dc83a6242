#include "reader/rtf.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reader/collected.h"
#include "samples/octets.h"
#include "samples/pictures.h"

namespace pismovod {
namespace {

std::string read(const std::string& rtf) {
  Document document;
  read_rtf(rtf, kMost, document);
  return places_and_texts(document);
}

std::string text(const std::string& rtf) {
  const std::string all = read(rtf);
  return all.substr(std::min(all.find('\n') + 1, all.size()));
}

TEST(Rtf, CyrillicByCodePage) {
  EXPECT_EQ(text(R"({\rtf1\ansi\ansicpg1251\deff0 \'cf\'f0\'e8\'e2\'e5\'f2\par})"), "Привет\n");
}

TEST(Rtf, CyrillicByFontAlone) {
  EXPECT_EQ(text(R"({\rtf1\ansi\deff0{\fonttbl{\f0\fnil\fcharset0 Arial;}{\f1\fnil\fcharset204 Arial CYR;}})"
                 R"(\f0 abc \f1 \'cf\'f0\'e8{\f0 x}\'e2})"),
            "abc Приxв\n");
}

TEST(Rtf, CyrillicByTheDefaultFont) {
  EXPECT_EQ(text(R"({\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil\fcharset204 Arial;}}\'c8\'cd\'cd 7713456712})"),
            "ИНН 7713456712\n");
}

TEST(Rtf, CyrillicUnderAWesternCodePage) {
  EXPECT_EQ(
      text(
          R"({\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}\f0 \'cf\'f0\'ee\'f1\'e8\'ec \'e7\'e0\'ec\'e5\'ed\'e8\'f2\'fc)"
          R"( \'ea\'eb\'fe\'f7 \'ef\'f0\'ee\'e3\'f0\'e0\'ec\'ec\'fb})"),
      "Просим заменить ключ программы\n");
}

TEST(Rtf, UnicodeWithItsFallbacks) {
  EXPECT_EQ(text(R"({\rtf1\ansi\ansicpg1251\uc1 \u1055?\u1088\'f0\u1080 ?{\uc0 \u1074}\uc2\u1077 ??\u1090\'f2\'f2})"),
            "Привет\n");
  EXPECT_EQ(text(R"({\rtf1\uc1 \u-10179?\u-8704?})"), "\xF0\x9F\x98\x80\n");
}

TEST(Rtf, TablesInEveryFashion) {
  EXPECT_EQ(read(R"({\rtf1\ansi До\par\trowd\cellx100\cellx200\pard\intbl INN\cell 7713456712\cell\row)"
                 R"(\trowd\pard\intbl a\par b\cell c\cell\row\pard После\par})"),
            "[attachment 0]\nДо\n[table 1]\nINN\t7713456712\na\vb\tc\n[attachment 0]\nПосле\n");
}

TEST(Rtf, WhatIsNoTextIsPassedOver) {
  EXPECT_EQ(
      text(R"({\rtf1\ansi{\info{\title Secret}}{\*\generator Word;}{\stylesheet{\s0 Normal;}}a{\v hidden}b)"
           R"({\field{\*\fldinst HYPERLINK "x"}{\fldrslt link}}{\listtext 1.}\~c\_d\emdash e{\pict\wmetafile8 00ff})"
           R"({\*\unknown x{\b y}}\{\}\\})"),
      "ablink c-d—e{}\\\n");
}

TEST(Rtf, BoxesAndFootnotesComeBehind) {
  EXPECT_EQ(text(R"({\rtf1 text{\footnote note}{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt box\par}}} more\par next})"),
            "text more\nnote\nbox\nnext\n");
}

TEST(Rtf, PicturesArePages) {
  const std::string picture = samples::png(samples::screenshot({"Ошибка"}));
  std::string hex;
  for (const char c : picture) {
    constexpr char kDigits[] = "0123456789abcdef";
    hex += kDigits[static_cast<unsigned char>(c) >> 4];
    hex += kDigits[static_cast<unsigned char>(c) & 15];
  }
  const std::string rtf = R"({\rtf1 a{\*\shppict{\pict{\*\picprop x}\pngblip\picw10 )" + hex +
                          R"(}}{\nonshppict{\pict\wmetafile8 00}}{\pict\pngblip\bin)" + std::to_string(picture.size()) +
                          " " + picture + "}b}";
  Document document;
  read_rtf(rtf, kMost, document);
  ASSERT_EQ(document.pages.size(), 2U);
  EXPECT_EQ(document.pages[0].width, 640);
  EXPECT_EQ(document.pages[1].width, 640);
  EXPECT_EQ(document.passages[0].text, "ab");
  EXPECT_EQ(rtf_picture(rtf, 1), picture);
  EXPECT_EQ(rtf_picture(rtf, 2), picture);
  EXPECT_EQ(rtf_picture(rtf, 3), "");
}

TEST(Rtf, DamageCostsWhatIsDamaged) {
  EXPECT_EQ(text("{\\rtf1 a}}}b"), "ab\n");
  EXPECT_EQ(text("{\\rtf1 {{{{a"), "a\n");
  EXPECT_THAT(text("{\\rtf1 a\\'zz\\u99999999999999 ?b\\bin99999 c"), testing::StartsWith("azz"));
  EXPECT_EQ(text("{\\rtf1\\cell\\row a\\row\\cell"), "a\n");
  EXPECT_EQ(text(std::string(100000, '{') + "deep" + std::string(100000, '}')), "deep\n");
}

}  // namespace
}  // namespace pismovod
