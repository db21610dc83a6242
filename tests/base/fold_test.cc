#include "base/fold.h"

#include <gtest/gtest.h>

namespace pismovod {
namespace {

TEST(Fold, CaseAndLookAlikesAreOneLetter) {
  EXPECT_EQ(fold("КОД ПАРТНЁРА"), fold("код партнера"));
  EXPECT_EQ(fold("кoд партнеpа"), fold("код партнера"));  // Latin o and p
  EXPECT_EQ(fold("ИHH"), fold("ИНН"));                    // Latin H
  EXPECT_EQ(fold("WZ00"), "wz00");
  EXPECT_EQ(fold("1С"), fold("1C"));
  EXPECT_EQ(fold("й"), fold("и"));
}

TEST(Fold, DashesQuotesSpacesAndNumeroAreOneMark) {
  EXPECT_EQ(fold("«a» “b” „c“"), "\"a\" \"b\" \"c\"");
  EXPECT_EQ(fold("1–2—3\u20114"), "1-2-3-4");
  EXPECT_EQ(fold("a\u00A0b\u2009c"), "a b c");
  EXPECT_EQ(fold("№"), "#");
}

TEST(Fold, WhatIsNotSeenLeavesNothing) {
  EXPECT_EQ(fold("14\u00AD35\u200B2"), "14352");
  EXPECT_EQ(fold("и\u0306"), fold("й"));  // decomposed
}

TEST(Fold, OtherScriptsKeepTheirDigitsAndLetters) {
  EXPECT_EQ(fold("\uFF11\uFF12"), "12");  // full width
  EXPECT_EQ(fold("é"), "e");
  EXPECT_EQ(fold("қ"), fold("к"));
  EXPECT_TRUE(is_folded_letter(fold("ա")[0]));
}

TEST(Folded, LeadsBackToTheTextAsWritten) {
  std::string text = "Код\u00AD партн\u200Bёра: «14352»";
  for (int i = 0; i < 40; ++i) text += " и ещё слова";
  text += " ИНН 7713456712";
  const Folded folded = Folded::of(text);
  const size_t at = folded.text().find(fold("партнера"));
  ASSERT_NE(at, std::string_view::npos);
  EXPECT_EQ(folded.original_of(text, at, at + 8), "партн\u200Bёра");
  const size_t digits = folded.text().find("7713456712");
  EXPECT_EQ(folded.original_of(text, digits, digits + 10), "7713456712");
  EXPECT_EQ(folded.origin(text, folded.size()), text.size());
}

TEST(Folded, RemembersCapitals) {
  const Folded folded = Folded::of("УТ ут");
  EXPECT_TRUE(folded.is_capital(0));
  EXPECT_FALSE(folded.is_capital(3));
}

TEST(Folded, MalformedOctetsAreSpaces) { EXPECT_EQ(fold("a\xFF\xD0z"), "a  z"); }

}  // namespace
}  // namespace pismovod
