#include "words/slips.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/fold.h"
#include "words/vocabulary.h"

namespace pismovod {
namespace {

bool has_slip(const std::string& word, bool is_stem, const std::string& slip) {
  return std::ranges::count(slips_of(fold(word), is_stem), fold(slip)) == 1;
}

TEST(Slips, OneLetterLeftOutDoubledSwappedOrAsItSounds) {
  for (const char* slip : {"артикл", "арртикул", "атрикул", "артыкул"})
    EXPECT_TRUE(has_slip("артикул", true, slip)) << slip;
  for (const char* word : {"артикул", "атикл", "артикс"}) EXPECT_FALSE(has_slip("артикул", true, word)) << word;
}

TEST(Slips, TheFirstLetterIsRightAndAStemsLastIsToo) {
  EXPECT_FALSE(has_slip("артикул", false, "ортикул"));
  EXPECT_TRUE(has_slip("партнер", false, "партне"));
  EXPECT_FALSE(has_slip("партнер", true, "партне"));
}

// How often a phrase whose slips are forgiven is found beside one whose slips are not.
size_t count(const std::string& phrase, const std::string& other, const std::string& text) {
  Vocabulary::Builder builder;
  const Phrases phrases = {*Phrase::parse(phrase)};
  const Phrases others = {*Phrase::parse(other)};
  const TermId term = builder.term(phrases);
  builder.forgive_slips(phrases);
  EXPECT_NE(builder.term(others), term);
  const Vocabulary vocabulary = *builder.build();
  const Folded folded = Folded::of(text);
  return vocabulary.find(vocabulary.tokenize(folded)).of(term).size();
}

TEST(Slips, AreForgivenInLongWordsOnly) {
  EXPECT_EQ(count("регистрационн* номер*", "x", "Регистрацонный номер, регситрационный номер, регстрационный номер"),
            3U);
  EXPECT_EQ(count("код* партн*", "x", "кд партнера"), 0U);
  EXPECT_EQ(count("артикул", "x", "артикль"), 0U);
}

TEST(Slips, ThatMakeAnotherKnownWordAreThatWord) {
  EXPECT_EQ(count("кампания", "x", "компания"), 1U);
  EXPECT_EQ(count("кампания", "компания", "компания"), 0U);
}

}  // namespace
}  // namespace pismovod
