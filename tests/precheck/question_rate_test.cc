#include "precheck/question_rate.h"

#include <gtest/gtest.h>

namespace pismovod {
namespace {

using std::chrono::seconds;

TEST(QuestionRate, ComesBackWithTime) {
  QuestionRate allowance(3);
  const QuestionRate::Clock::time_point now{};
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(allowance.take("a", now));
  EXPECT_FALSE(allowance.take("a", now));
  EXPECT_TRUE(allowance.take("b", now));
  EXPECT_TRUE(allowance.take("a", now + seconds(20)));
  EXPECT_FALSE(allowance.take("a", now + seconds(20)));
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(allowance.take("a", now + seconds(3600)));
  EXPECT_FALSE(allowance.take("a", now + seconds(3600)));
}

TEST(QuestionRate, ZeroIsUnbounded) {
  QuestionRate allowance(0);
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(allowance.take("a", {}));
}

}  // namespace
}  // namespace pismovod
