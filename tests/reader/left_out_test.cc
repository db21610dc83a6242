// Rows of letters that OCR has passed over are told from signatures, seals and grain.
#include "reader/left_out.h"

#include <gtest/gtest.h>

#include <cmath>

namespace pismovod {
namespace {

constexpr int kHeight = 30;

// A row of letters, 20 wide and 5 apart; every third one hangs below the line.
std::vector<PixelBox> row(int left, int base, int count, int height = kHeight) {
  std::vector<PixelBox> out;
  for (int i = 0; i < count; ++i) {
    const int hangs = i % 3 == 2 ? height / 4 : 0;
    out.push_back({left + 25 * i, base - height, left + 25 * i + 20, base + hangs});
  }
  return out;
}

PlacedWord word_over(const std::vector<PixelBox>& letters, float confidence) {
  return {static_cast<float>(letters.front().left),
          static_cast<float>(letters.front().top),
          static_cast<float>(letters.back().right),
          static_cast<float>(letters.front().bottom),
          "слово",
          false,
          confidence,
          false};
}

class LeftOutTest : public testing::Test {
 protected:
  void read(const std::vector<PixelBox>& letters, float confidence = 95) {
    seen(letters);
    words_.push_back(word_over(letters, confidence));
  }
  void seen(const std::vector<PixelBox>& letters) { ink_.insert(ink_.end(), letters.begin(), letters.end()); }
  LeftOut left() const { return left_out(ink_, words_); }

 private:
  std::vector<PixelBox> ink_;
  std::vector<PlacedWord> words_;
};

TEST_F(LeftOutTest, ARowWithoutWordsIsFoundWithItsPlace) {
  read(row(100, 200, 12));
  seen(row(100, 260, 15));
  const LeftOut out = left();
  ASSERT_EQ(out.rows.size(), 1U);
  EXPECT_EQ(out.letters, 15);
  EXPECT_EQ(out.rows[0].left, 100);
  EXPECT_EQ(out.rows[0].top, 230);
  EXPECT_EQ(out.rows[0].right, 470);
  EXPECT_EQ(out.rows[0].bottom, 267);
}

TEST_F(LeftOutTest, WhatWasReadIsNotLeftOut) {
  read(row(100, 200, 12));
  read(row(100, 260, 15), 55);
  EXPECT_EQ(left().letters, 0);
}

TEST_F(LeftOutTest, AWordThatWasGuessedIsLeftOut) {
  read(row(100, 200, 12));
  read(row(100, 260, 10), 12);
  EXPECT_EQ(left().letters, 10);
}

TEST_F(LeftOutTest, ASlopingRowIsOne) {
  read(row(100, 200, 12));
  std::vector<PixelBox> sloping = row(100, 300, 20);
  for (PixelBox& letter : sloping) {
    const int off = letter.left / 30;
    letter.top += off;
    letter.bottom += off;
  }
  seen(sloping);
  EXPECT_EQ(left().rows.size(), 1U);
  EXPECT_EQ(left().letters, 20);
}

TEST_F(LeftOutTest, FewLettersSmallOnesAndGrainAreNoRow) {
  read(row(100, 200, 12));
  seen(row(100, 300, 7));                // a name under a seal
  seen(row(100, 400, 30, kHeight / 2));  // the seal's own text
  seen(row(100, 500, 300, 6));           // grain
  seen({{100, 600, 900, 640}});          // a signature
  seen({{100, 700, 1200, 704}});         // a rule
  EXPECT_EQ(left().letters, 0);
}

TEST_F(LeftOutTest, TheRoundTextOfASealIsNoRow) {
  read(row(100, 200, 12));
  std::vector<PixelBox> round;
  for (int i = 0; i < 40; ++i) {
    const double angle = 2 * M_PI * i / 40;
    const auto x = static_cast<int>(600 + 170 * std::cos(angle));
    const auto y = static_cast<int>(600 + 170 * std::sin(angle));
    round.push_back({x - 12, y - kHeight / 2, x + 12, y + kHeight / 2});
  }
  seen(round);
  EXPECT_EQ(left().letters, 0);
}

TEST_F(LeftOutTest, APageOfTextThatNobodyCouldReadIsLeftOut) {
  for (int line = 0; line < 5; ++line) seen(row(100, 260 + 60 * line, 25));
  read(row(100, 200, 3));  // one word was read by chance
  EXPECT_EQ(left().rows.size(), 5U);
  EXPECT_EQ(left().letters, 125);
}

TEST_F(LeftOutTest, NothingIsToldOfAPageOnWhichNothingWasRead) {
  seen(row(100, 260, 15));
  EXPECT_EQ(left().letters, 0);
}

}  // namespace
}  // namespace pismovod
