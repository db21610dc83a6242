#include "words/pattern.h"

#include <gtest/gtest.h>

#include "base/fold.h"

namespace pismovod {
namespace {

bool finds(const std::string& expression, const std::string& text) {
  const auto pattern = Pattern::compile(expression);
  EXPECT_TRUE(pattern.has_value()) << expression;
  return pattern && pattern->search(fold(text)).answer == Pattern::Answer::found;
}

TEST(Pattern, IsWrittenAsOneReadsIt) {
  EXPECT_TRUE(finds(R"(АБ-\d{4})", "Договор аб–1234"));
  EXPECT_TRUE(finds(R"([А-Я]{2}\d)", "ЩЦ7"));
  EXPECT_TRUE(finds(R"(^код\s*=\s*(\d+)$)", "КОД = 14352"));
  EXPECT_TRUE(finds(R"(\bпартнёр\b)", "наш Партнер, он"));
  EXPECT_FALSE(finds(R"(\bпартнёр\b)", "партнерство"));
  EXPECT_TRUE(finds(R"(\w+щик)", "поставщик"));
}

TEST(Pattern, SaysWhereItsGroupsStand) {
  const auto pattern = Pattern::compile(R"(TK-(\d+)(-x)?)");
  const Pattern::Match match = pattern->search("a tk-12");
  ASSERT_EQ(match.groups.size(), 3U);
  EXPECT_EQ(match.groups[0].begin, 2U);
  EXPECT_EQ(match.groups[0].end, 7U);
  EXPECT_EQ(match.groups[1].begin, 5U);
  EXPECT_EQ(match.groups[1].end, 7U);
  EXPECT_EQ(match.groups[2].end, 0U);  // stands nowhere
  EXPECT_TRUE(pattern->search("a tk").groups.empty());
  EXPECT_EQ(pattern->match_prefix("a tk-12").answer, Pattern::Answer::not_found);
  EXPECT_EQ(pattern->match_prefix("tk-12 b").answer, Pattern::Answer::found);
  EXPECT_EQ(pattern->match_whole("tk-12 b").answer, Pattern::Answer::not_found);
  EXPECT_EQ(pattern->match_whole("tk-12").answer, Pattern::Answer::found);
}

TEST(Pattern, GivesUpInsteadOfThinkingForSeconds) {
  const auto pattern = Pattern::compile(R"((\s*\d+\s*)*;)");
  ASSERT_TRUE(pattern.has_value());
  EXPECT_EQ(pattern->search(std::string(20000, '7')).answer, Pattern::Answer::could_not_tell);
  EXPECT_EQ(pattern->search(std::string(4000, '7')).answer, Pattern::Answer::could_not_tell);
  EXPECT_FALSE(pattern->survives_torture());
  EXPECT_TRUE(Pattern::compile(R"(\d{9})")->survives_torture());
}

TEST(Pattern, AWrongExpressionIsAnError) {
  EXPECT_FALSE(Pattern::compile("(").has_value());
  EXPECT_FALSE(Pattern::compile("[а").has_value());
  EXPECT_FALSE(Pattern::compile("a{2,1}").has_value());
}

}  // namespace
}  // namespace pismovod
