#include "facts/number.h"

#include <gtest/gtest.h>

#include "tokenized.h"

namespace pismovod::test {
namespace {

auto of_length(size_t length) {
  return [length](const std::string& digits) { return digits.size() == length; };
}

std::string first(const std::string& text, size_t length, size_t filler = 0) {
  const Tokenized made(text);
  const auto run = first_number(made.tokens(), {0, made.size()}, filler, of_length(length));
  return run ? run->digits : "";
}

std::vector<std::string> all(const std::string& text, size_t length) {
  const Tokenized made(text);
  std::vector<std::string> out;
  for (const DigitRun& run : numbers(made.tokens(), {0, made.size()}, 3, of_length(length))) out.push_back(run.digits);
  return out;
}

TEST(Number, IsReadInGroups) {
  EXPECT_EQ(first("7713456712", 10), "7713456712");
  EXPECT_EQ(first("77 13 456 712", 10), "7713456712");
  EXPECT_EQ(first("8001-2345-67", 10), "8001234567");
  EXPECT_EQ(first("77 13  456 712", 9), "");
}

TEST(Number, OfAnotherLengthIsNone) {
  EXPECT_EQ(first("77134567123", 10), "");
  EXPECT_EQ(first("771345671", 10), "");
}

TEST(Number, StandsBehindFillerWordsOnly) {
  EXPECT_EQ(first("клиента 7713456712", 10, 1), "7713456712");
  EXPECT_EQ(first("клиента 7713456712", 10, 0), "");
  EXPECT_EQ(first("клиента нашего 7713456712", 10, 1), "");
}

TEST(Number, DigitsWithinWordsAreNone) {
  EXPECT_EQ(first("x86", 2, 3), "");
  const Tokenized made("1С");
  EXPECT_TRUE(is_within_word(made.tokens(), 0));
  const Tokenized plain("86");
  EXPECT_FALSE(is_within_word(plain.tokens(), 0));
}

TEST(Number, SeveralStandEachBehindTheOther) {
  EXPECT_EQ(all("801234567, 801234568 и 801234569", 9),
            (std::vector<std::string>{"801234567", "801234568", "801234569"}));
  EXPECT_EQ(all("801234567", 9), (std::vector<std::string>{"801234567"}));
  EXPECT_TRUE(all("нет", 9).empty());
}

}  // namespace
}  // namespace pismovod::test
