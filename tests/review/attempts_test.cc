#include "review/attempts.h"

#include <gtest/gtest.h>

namespace pismovod {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using Pause = Attempts::Pause;

class AttemptsTest : public ::testing::Test {
 protected:
  Pause fail(const std::string& name, const std::string& address) { return attempts_.begin(name, address, now_); }
  void fail_until_paused(const std::string& name, const std::string& address) {
    for (int i = 0; i < Attempts::kFree; ++i) ASSERT_EQ(fail(name, address), Pause{0}) << i;
  }
  Attempts attempts_;
  Attempts::Clock::time_point now_{hours(1)};
};

TEST_F(AttemptsTest, PausesGrow) {
  fail_until_paused("anna", "10.0.0.1");
  Pause before{0};
  for (int i = 0; i < 8; ++i) {
    const Pause pause = fail("anna", "10.0.0.1");
    EXPECT_GT(pause, before);
    before = pause;
    now_ += pause;
    EXPECT_EQ(fail("anna", "10.0.0.1"), Pause{0});
  }
}

TEST_F(AttemptsTest, ANameCannotBeGuessedFromManyAddresses) {
  for (int i = 0; i < Attempts::kFree; ++i) fail("anna", "10.0.0." + std::to_string(i));
  EXPECT_GT(fail("anna", "10.0.0.99"), Pause{0});
  EXPECT_EQ(fail("boris", "10.0.0.99"), Pause{0});
}

TEST_F(AttemptsTest, AnAddressCannotTryManyNames) {
  for (int i = 0; i < Attempts::kFree; ++i) fail("user" + std::to_string(i), "10.0.0.1");
  EXPECT_GT(fail("anna", "10.0.0.1"), Pause{0});
}

TEST_F(AttemptsTest, NobodyIsLockedOutForLongerThanAMinute) {
  for (int i = 0; i < 40; ++i) {
    fail("anna", "10.0." + std::to_string(i) + ".1");
    now_ += Attempts::kLongestOfName;
  }
  fail("anna", "10.1.0.1");
  EXPECT_LE(fail("anna", "10.1.0.2"), Attempts::kLongestOfName);
}

TEST_F(AttemptsTest, StrangersDoNotKeepOutWhoHasSignedInBefore) {
  for (int i = 0; i < 40; ++i) fail("anna", "10.0." + std::to_string(i) + ".1");
  EXPECT_GT(attempts_.begin("anna", "10.1.0.1", now_), Pause{0});
  EXPECT_EQ(attempts_.begin("anna", "10.1.0.1", now_, true), Pause{0});
  // That browser's own failures count.
  for (int i = 1; i < Attempts::kFree; ++i) attempts_.begin("anna", "10.2.0." + std::to_string(i), now_, true);
  EXPECT_GT(attempts_.begin("anna", "10.3.0.1", now_, true), Pause{0});
}

TEST_F(AttemptsTest, SuccessForgives) {
  fail_until_paused("anna", "10.0.0.1");
  attempts_.forgive("anna", "10.0.0.1");
  fail_until_paused("anna", "10.0.0.1");
}

TEST_F(AttemptsTest, MemoryIsBoundedAndAPauseSurvivesTheFlood) {
  for (int i = 0; i < 12; ++i) now_ += fail("anna", "10.0.0.1");
  fail("anna", "10.0.0.1");
  const Pause before = fail("anna", "10.0.0.1");
  ASSERT_GT(before, Pause{0});
  for (size_t i = 0; i < Attempts::kMostRemembered; ++i) fail("n" + std::to_string(i), "a" + std::to_string(i));
  EXPECT_GT(fail("anna", "10.0.0.1"), Pause{0});
}

}  // namespace
}  // namespace pismovod
