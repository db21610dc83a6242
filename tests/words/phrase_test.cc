#include "words/phrase.h"

#include <gtest/gtest.h>

#include "base/fold.h"

namespace pismovod {
namespace {

std::vector<std::string> parts(const std::string& written) {
  std::vector<std::string> out;
  const auto phrase = Phrase::parse(written);
  if (!phrase) return {"error: " + phrase.error().text};
  for (const Phrase::Part& part : phrase->parts()) out.push_back(part.words + "/" + part.marks + "/" + part.number);
  return out;
}

std::string error(const std::string& written) {
  const auto phrase = Phrase::parse(written);
  return phrase ? "" : phrase.error().text;
}

TEST(Phrase, WordsStemsNumbersAndMarks) {
  EXPECT_EQ(parts("Код* партнёра"), (std::vector<std::string>{fold("код") + "*//", fold("партнера") + "//"}));
  EXPECT_EQ(parts("редакция 2"), (std::vector<std::string>{fold("редакция") + "//", "//2"}));
  EXPECT_EQ(parts("р/н"), (std::vector<std::string>{fold("р") + "//", "///", fold("н") + "//"}));
  EXPECT_EQ(parts("рег|регистр*|#"), (std::vector<std::string>{fold("рег") + "|" + fold("регистр") + "*/#/"}));
  EXPECT_EQ(parts("wz00"), (std::vector<std::string>{"wz//", "//00"}));
}

TEST(Phrase, KeepsHowItWasWritten) { EXPECT_EQ(Phrase::parse("БП")->written(), "БП"); }

// Each error cites the phrase and says what is allowed.
TEST(Phrase, WhatIsNoneIsAnError) {
  const std::vector<std::pair<std::string, std::string>> wrong = {
      {"", "an empty phrase"},
      {"   ", "an empty phrase"},
      {"*", "behind the letters of a word"},
      {"*слово", "behind the letters of a word"},
      {"12*", "behind the letters of a word"},
      {"слово**", "behind the letters of a word"},
      {"сл*во", "only at the end of a word"},
      {"wz*00", "only at the end of a word"},
      {"а|", "a word is missing beside '|'"},
      {"|а", "a word is missing beside '|'"},
      {"а||б", "a word is missing beside '|'"},
      {"|", "a word is missing beside '|'"},
      {"а|б-в", "between '|' stand single words"},
      {"а|12", "between '|' stand single words"},
      {"а|*", "between '|' stand single words"},
      {"замен* {product_heads}", "stand only in mailbox files"},
      {"замен* {", "stand only in mailbox files"},
      {"}", "stand only in mailbox files"},
      {"код\nпартнера", "stands on one line"},
      {"код\tпартнера", "stands on one line"},
  };
  for (const auto& [written, text] : wrong) {
    EXPECT_NE(error(written).find(text), std::string::npos) << written << ": " << error(written);
    EXPECT_TRUE(error(written).starts_with("\"" + written + "\": ")) << error(written);
  }
}

TEST(Phrase, AMarkBehindAStemIsTwoParts) { EXPECT_EQ(parts("код*/имя").size(), 3U); }

}  // namespace
}  // namespace pismovod
