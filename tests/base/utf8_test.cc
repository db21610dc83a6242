#include "base/utf8.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>

namespace pismovod {
namespace {

// One sequence after another, as is_utf8() need not.
bool is_utf8_by_steps(std::string_view octets) {
  for (size_t at = 0; at < octets.size();) {
    const size_t from = at;
    const char32_t c = next_code_point(octets, at);
    if (c == kReplacementCharacter && octets.substr(from, at - from) != "\xEF\xBF\xBD") return false;
  }
  return true;
}

std::string random_text(std::mt19937& random) {
  static constexpr std::array<std::string_view, 6> kPieces = {"a", "письмо", "№", "ж", "😀", "\n"};
  std::string out;
  const size_t pieces = random() % 60;
  for (size_t i = 0; i < pieces; ++i) out += kPieces[random() % kPieces.size()];
  return out;
}

TEST(Utf8, LongTextsAreJudgedAsOneSequenceAfterAnother) {
  std::mt19937 random(1);
  size_t wrong = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string text = random_text(random);
    if (!text.empty() && i % 2 == 1) text[random() % text.size()] = static_cast<char>(random() % 256);
    if (i % 5 == 1) text.resize(text.size() - std::min<size_t>(text.size(), 1));
    ASSERT_EQ(is_utf8(text), is_utf8_by_steps(text)) << text;
    wrong += is_utf8(text) ? 0 : 1;
  }
  EXPECT_GT(wrong, 3000);
}

TEST(Utf8, ASequenceMayBeCutByABlocksEnd) {
  for (size_t before = 0; before < 140; ++before) {
    const std::string text = std::string(before, 'a') + "ж" + std::string(80, 'b');
    EXPECT_TRUE(is_utf8(text)) << before;
    EXPECT_FALSE(is_utf8(text.substr(0, before + 1))) << before;
    EXPECT_FALSE(is_utf8(std::string(before, 'a') + "\x96" + std::string(80, 'b'))) << before;
    EXPECT_FALSE(is_utf8(std::string(before, 'a') + "\xD0" + std::string(80, 'b'))) << before;
    EXPECT_FALSE(is_utf8(std::string(before, 'a') + "\xC0\x80" + std::string(80, 'b'))) << before;
  }
}

}  // namespace
}  // namespace pismovod
