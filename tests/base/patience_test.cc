#include "base/patience.h"

#include <gtest/gtest.h>

namespace pismovod {
namespace {

TEST(Patience, HasNoEndByItself) {
  const Patience patience;
  for (int i = 0; i < 1000; ++i) ASSERT_FALSE(patience.is_over());
  EXPECT_FALSE(patience.is_over_now());
  EXPECT_EQ(patience.steps(), 1000U);
}

TEST(Patience, IsOverAtItsDeadline) {
  EXPECT_TRUE(Patience(Patience::Clock::now()).is_over());
  EXPECT_TRUE(Patience(Patience::Clock::now()).is_over_now());
}

TEST(Patience, StaysOver) {
  std::atomic<bool> gone = false;
  const Patience patience(Patience::Clock::time_point::max(), &gone);
  EXPECT_FALSE(patience.is_over_now());
  gone = true;
  EXPECT_TRUE(patience.is_over_now());
  gone = false;
  EXPECT_TRUE(patience.is_over());
  EXPECT_TRUE(patience.is_over_now());
}

// The clock is read seldom, but it is read.
TEST(Patience, IsNoticedWithinABoundedNumberOfSteps) {
  std::atomic<bool> gone = false;
  const Patience patience(Patience::Clock::time_point::max(), &gone);
  EXPECT_FALSE(patience.is_over());
  gone = true;
  int steps = 0;
  while (!patience.is_over()) ASSERT_LT(++steps, 1000);
}

}  // namespace
}  // namespace pismovod
