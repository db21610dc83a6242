// Traps 1 to 5 of a reply: it cannot be built wrong.
#include "mail/reply.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace pismovod {
namespace {

void expect_lawful(const Reply& reply) {
  ASSERT_FALSE(reply.lines().empty());
  EXPECT_LE(reply.lines().size(), Reply::kLines);
  EXPECT_EQ(reply.code()[0], reply.enhanced_code()[0]);
  for (const std::string& line : reply.lines()) {
    EXPECT_LE(line.size() + std::string("550-5.7.1 ").size(), Reply::kLineOctets);
    EXPECT_TRUE(std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' && c <= '~'; })) << line;
    EXPECT_FALSE(line.empty());
  }
}

TEST(Reply, AsTheClientReadsIt) {
  const Reply reply(Reply::Kind::refused, {"First.", "Second."});
  EXPECT_EQ(reply.text(), "550-5.7.1 First.\n550 5.7.1 Second.");
  EXPECT_EQ(Reply(Reply::Kind::try_later, {"Later."}).text(), "451 4.3.0 Later.");
}

TEST(Reply, CodeAndEnhancedCodeAgree) {
  EXPECT_EQ(Reply(Reply::Kind::refused, {"x"}).enhanced_code(), "5.7.1");
  EXPECT_EQ(Reply(Reply::Kind::try_later, {"x"}).enhanced_code(), "4.3.0");
}

TEST(Reply, LineEndsAndControlsBecomeBlanks) {
  const Reply reply(Reply::Kind::refused, {std::string("a\r\n550 5.7.1 forged\0b", 21), "\n"});
  expect_lawful(reply);
  EXPECT_EQ(reply.lines().size(), 1U);
  EXPECT_EQ(reply.lines()[0], "a 550 5.7.1 forged b");
}

TEST(Reply, CyrillicIsTransliterated) {
  const Reply reply(Reply::Kind::refused, {"Письмо не ушло: нет ИНН"});
  expect_lawful(reply);
  EXPECT_EQ(reply.lines()[0], "Pis'mo ne ushlo: net INN");
}

TEST(Reply, LongTextIsWrappedAtBlanksAndCut) {
  std::string words;
  for (int i = 0; i < 1000; ++i) words += "slovo" + std::to_string(i) + " ";
  const Reply reply(Reply::Kind::refused, {words, words});
  expect_lawful(reply);
  EXPECT_EQ(reply.lines().size(), Reply::kLines);
  EXPECT_TRUE(reply.lines()[0].starts_with("slovo0 "));
  EXPECT_TRUE(reply.lines().back().ends_with("..."));
  expect_lawful(Reply(Reply::Kind::refused, {std::string(5000, 'x')}));
}

TEST(Reply, NothingToSayIsStillAReply) {
  expect_lawful(Reply(Reply::Kind::refused, {}));
  expect_lawful(Reply(Reply::Kind::try_later, {"", "  "}));
}

TEST(Reply, AnyOctetsAtAll) {
  for (int seed = 0; seed < 200; ++seed) {
    std::string text;
    auto state = static_cast<unsigned>(seed);
    for (int i = 0; i < seed * 20; ++i) {
      state = state * 1103515245U + 12345U;
      text += static_cast<char>(state >> 16U);
    }
    expect_lawful(Reply(seed % 2 == 0 ? Reply::Kind::refused : Reply::Kind::try_later, {text, text}));
  }
}

TEST(Reply, PercentIsDoubledForTheMta) { EXPECT_EQ(percent_doubled("100 % %s"), "100 %% %%s"); }

}  // namespace
}  // namespace pismovod
