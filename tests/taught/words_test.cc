#include "taught/words.h"

#include <gtest/gtest.h>

#include <set>

#include "base/fold.h"

namespace pismovod {
namespace {

std::vector<std::string> words_of(const std::string& text) {
  const std::string folded = fold(text);
  WordBag bag;
  bag.add(folded);
  return {bag.words().begin(), bag.words().end()};
}

TEST(WordBag, HoldsEachWordOnceWhateverItsCase) {
  EXPECT_EQ(words_of("Отмените, пожалуйста! ОТМЕНИТЕ."), (std::vector{fold("отмените"), fold("пожалуйста")}));
}

TEST(WordBag, LeavesOutNumbersAndTheLettersOfARequestNumber) {
  EXPECT_EQ(words_of("заявка WZ00581204 от 12.03"), (std::vector{fold("заявка"), fold("от")}));
  EXPECT_EQ(words_of("заявка wz 0058"), (std::vector{fold("заявка")}));
}

TEST(WordBag, KnowsWhereWordsStandInSeveralTexts) {
  const std::string subject = fold("отмена");
  const std::string body = fold("нужна отмена");
  WordBag bag;
  bag.add(subject);
  bag.add(body);
  ASSERT_EQ(bag.places().size(), 3U);
  EXPECT_EQ(bag.places()[2].text, 1U);
  EXPECT_EQ(bag.places()[2].begin, 6U);
  EXPECT_EQ(bag.places()[2].word, bag.places()[0].word);
}

TEST(WordBag, TakesNoMoreDifferentWordsThanItsBound) {
  std::string text;
  for (size_t i = 0; i < WordBag::kMost + 1000; ++i) {
    for (size_t rest = i, digits = 0; digits < 4; rest /= 26, ++digits) text += static_cast<char>('a' + rest % 26);
    text += ' ';
  }
  WordBag bag;
  bag.add(text);
  EXPECT_EQ(bag.words().size(), WordBag::kMost);
}

TEST(EachPiece, GivesThreeToSixLettersTheSpacesRoundTheWordBeingLetters) {
  std::set<uint64_t> seen;
  size_t count = 0;
  each_piece("abc", [&](uint64_t hash) {
    seen.insert(hash);
    ++count;
    return true;
  });
  EXPECT_EQ(count, 6U);  // of " abc ": three of three, two of four, one of five letters
  EXPECT_EQ(seen.size(), count);
}

TEST(EachPiece, PassesOverWhatBeginsWithAnUnknownPiece) {
  size_t count = 0;
  each_piece("abc", [&](uint64_t) {
    ++count;
    return false;
  });
  EXPECT_EQ(count, 3U);
}

std::vector<uint64_t> pairs_of(const std::string& folded) {
  std::vector<uint64_t> out;
  WordBag bag;
  bag.add(folded);
  each_pair(bag, [&](uint64_t hash, uint32_t, uint32_t) { out.push_back(hash); });
  return out;
}

TEST(EachPair, IsOfTwoWordsInARowInTheirOrderWhateverTheirEndings) {
  const std::string one = fold("не отменяйте");
  EXPECT_EQ(pairs_of(one).size(), 1U);
  EXPECT_EQ(pairs_of(one), pairs_of(fold("не отменяем")));
  EXPECT_NE(pairs_of(one), pairs_of(fold("отменяйте не")));
  EXPECT_EQ(pairs_of(fold("заявку WZ00581204 снимите")), pairs_of(fold("заявку снимите")));
}

TEST(EachPair, NeverReachesFromOneTextIntoTheNext) {
  WordBag bag;
  const std::string subject = fold("отмена");
  const std::string body = fold("заявка");
  bag.add(subject);
  bag.add(body);
  size_t count = 0;
  each_pair(bag, [&](uint64_t, uint32_t, uint32_t) { ++count; });
  EXPECT_EQ(count, 0U);
}

}  // namespace
}  // namespace pismovod
