#include "review/attempts.h"

#include <gtest/gtest.h>

#include "journal/database_store.h"
#include "temporary_folder.h"

namespace pismovod {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using Pause = Attempts::Pause;

class AttemptsTest : public ::testing::Test {
 protected:
  Pause fail(const std::string& name, const std::string& address, bool is_known = false) {
    return attempts_.begin(name, address, now_, is_known).value();
  }
  void fail_until_paused(const std::string& name, const std::string& address) {
    for (int i = 0; i < Attempts::kFree; ++i) ASSERT_EQ(fail(name, address), Pause{0}) << i;
  }
  TemporaryFolder folder_;
  std::unique_ptr<Store> store_ = open_store({folder_.path() / "journal.sqlite"}).value();
  Attempts attempts_{*store_};
  Instant now_{hours(1)};
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
  EXPECT_GT(fail("anna", "10.1.0.1"), Pause{0});
  EXPECT_EQ(fail("anna", "10.1.0.1", true), Pause{0});
  // That browser's own failures count.
  for (int i = 1; i < Attempts::kFree; ++i) fail("anna", "10.2.0." + std::to_string(i), true);
  EXPECT_GT(fail("anna", "10.3.0.1", true), Pause{0});
}

TEST_F(AttemptsTest, SuccessForgives) {
  fail_until_paused("anna", "10.0.0.1");
  attempts_.forgive("anna", "10.0.0.1", now_);
  fail_until_paused("anna", "10.0.0.1");
}

TEST_F(AttemptsTest, APageKnowsWhatWasTriedAtAnother) {
  fail_until_paused("anna", "10.0.0.1");
  const auto elsewhere = open_store({folder_.path() / "journal.sqlite"}).value();
  Attempts other(*elsewhere);
  EXPECT_GT(other.begin("anna", "10.0.0.2", now_).value(), Pause{0});
  attempts_.forgive("anna", "10.0.0.1", now_);
  EXPECT_EQ(other.begin("anna", "10.0.0.2", now_).value(), Pause{0});
}

TEST_F(AttemptsTest, WhatIsLongOverIsForgotten) {
  for (int i = 0; i < 50; ++i) fail("n" + std::to_string(i), "a" + std::to_string(i));
  now_ += Attempts::kRemembered + Attempts::kLongestOfAddress;
  fail("anna", "10.0.0.1");
  EXPECT_EQ(store_->memos(MemoKind::attempt, Instant()).value().size(), 2U);
}

}  // namespace
}  // namespace pismovod
