#include <gtest/gtest.h>

#include "support/find.h"

namespace pismovod::test {
namespace {

TEST(PartnerCode, TheConfiguredOneCountsWhereverItStandsAlone) {
  for (const char* text : {"Код партнера: 14352", "кoд партнеpа 14352", "ООО «Вектор-Софт», 14352", "наш код 14352",
                           "партнер 1С № 14352", "Вектор-Софт, код партнера 14 352", "(14352)"}) {
    EXPECT_EQ(value("partner_code", text), "14352") << text;
  }
}

TEST(PartnerCode, ButNotAsSomethingElsesNumber) {
  for (const char* text : {"счет № 14352", "14352 руб.", "14352,50", "письмо № 14352 от 12.03", "40702-14352"}) {
    EXPECT_EQ(value("partner_code", text), "") << text;
  }
}

TEST(PartnerCode, AnotherLabelledOneIsWrong) {
  EXPECT_EQ(wrong("partner_code", "код партнера 14532"), "not_the_configured_code");
  EXPECT_EQ(wrong("partner_code", "Вектор-Софт, код 14532"), "not_the_configured_code");
  EXPECT_EQ(wrong("partner_code", "счет 41207"), "");
  EXPECT_EQ(find("partner_code", "код партнера 14532, верно: 14352").right.size(), 1U);
}

TEST(PartnerCode, NobodyConfiguredALabelIsNeeded) {
  EXPECT_EQ(find("partner_code", Given{"Код партнера: 31877", "тема", false}).right.front().value, "31877");
  EXPECT_EQ(find("partner_code", Given{"код партнера 48123-UZB", "тема", false}).right.front().value, "48123-UZB");
  EXPECT_TRUE(find("partner_code", Given{"счет 31877", "тема", false}).right.empty());
  EXPECT_EQ(find("partner_code", Given{"Код партнера: 3187", "тема", false}).wrong.front().wrong.key, "code_form");
  EXPECT_EQ(find("partner_code", Given{"Кода партнера у нас пока нет.", "тема", false}).absent->key,
            "letter_says_no_code");
}

}  // namespace
}  // namespace pismovod::test
