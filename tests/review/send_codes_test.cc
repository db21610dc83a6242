#include "review/send_codes.h"

#include <gtest/gtest.h>

namespace pismovod {
namespace {

using std::chrono::minutes;
using Answer = SendCodes::Answer;
constexpr SendCodes::Clock::time_point kNow{std::chrono::hours(1000)};

TEST(SendCodes, IsGoodOnceForTheLetterThatWasSeen) {
  SendCodes codes;
  const std::string code = *codes.draw("A1", "seen", kNow);
  EXPECT_EQ(code.size(), 6U);
  EXPECT_EQ(codes.use("A2", "seen", code, kNow), Answer::over);
  EXPECT_EQ(codes.use("A1", "another", code, kNow), Answer::over);
  EXPECT_EQ(codes.use("A1", "seen", code.substr(0, 3) + " " + code.substr(3), kNow), Answer::right);
  EXPECT_EQ(codes.use("A1", "seen", code, kNow), Answer::over);
}

TEST(SendCodes, IsOverAfterHalfAnHourOrFiveTries) {
  SendCodes codes;
  const std::string code = *codes.draw("A1", "seen", kNow);
  EXPECT_EQ(codes.use("A1", "seen", code, kNow + minutes(30)), Answer::over);
  for (int i = 0; i < SendCodes::kTries; ++i) EXPECT_EQ(codes.use("A1", "seen", "12345", kNow), Answer::wrong);
  EXPECT_EQ(codes.use("A1", "seen", code, kNow), Answer::over);
}

TEST(SendCodes, AreFewAnHour) {
  SendCodes codes;
  for (size_t i = 0; i < SendCodes::kMostAnHour; ++i) EXPECT_TRUE(codes.draw("A1", "seen", kNow));
  EXPECT_FALSE(codes.draw("A1", "seen", kNow));
  EXPECT_TRUE(codes.draw("A2", "seen", kNow));
  EXPECT_TRUE(codes.draw("A1", "seen", kNow + minutes(61)));
}

}  // namespace
}  // namespace pismovod
