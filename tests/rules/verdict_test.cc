#include "rules/verdict.h"

#include <gtest/gtest.h>

#include "rules/judge.h"

namespace pismovod {
namespace {

Verdict with(Level level, Status status) {
  Judged judged;
  judged.level = level;
  judged.status = status;
  return {"", "", {}, {judged}};
}

TEST(Verdict, FailsForAMustThatIsMissingOrInvalid) {
  for (const Status status : {Status::missing, Status::invalid}) {
    EXPECT_TRUE(with(Level::must, status).fails());
    EXPECT_FALSE(with(Level::should, status).fails());
  }
  for (const Status status : {Status::found, Status::unverified, Status::waived}) {
    EXPECT_FALSE(with(Level::must, status).fails());
  }
  EXPECT_FALSE(Verdict().fails());
}

TEST(Verdict, IsMarkedForAShouldAndForWhatIsUnverified) {
  for (const Status status : {Status::missing, Status::invalid}) {
    EXPECT_TRUE(with(Level::should, status).has_marks());
    EXPECT_FALSE(with(Level::must, status).has_marks());
  }
  for (const Level level : {Level::must, Level::should}) {
    EXPECT_TRUE(with(level, Status::unverified).has_marks());
    EXPECT_FALSE(with(level, Status::found).has_marks());
    EXPECT_FALSE(with(level, Status::waived).has_marks());
  }
}

TEST(Verdict, Names) {
  EXPECT_EQ(name_of(Status::found), "found");
  EXPECT_EQ(name_of(Status::missing), "missing");
  EXPECT_EQ(name_of(Status::invalid), "invalid");
  EXPECT_EQ(name_of(Status::unverified), "unverified");
  EXPECT_EQ(name_of(Status::waived), "waived");
  EXPECT_EQ(name_of(Level::must), "must");
  EXPECT_EQ(name_of(Level::should), "should");
}

Fact fact(const std::string& value, const std::string& wrong = "") {
  Fact out;
  out.value = value;
  out.wrong.key = wrong;
  return out;
}

RequirementUse use() {
  RequirementUse out;
  out.id = "client_inn";
  out.level = Level::should;
  out.why_not = "потому";
  out.asked_by = "a.toml:5";
  return out;
}

// What was found decides, in this order: right, absent, could not tell, presumed, wrong, nothing.
TEST(Judge, EachKindOfFindingHasItsStatus) {
  Finding finding;
  finding.missing_because = Reason{"other_subject", {}};
  EXPECT_EQ(judge(use(), finding).status, Status::missing);
  EXPECT_EQ(judge(use(), finding).reason.key, "other_subject");
  finding.wrong.push_back(fact("1", "check_digit"));
  EXPECT_EQ(judge(use(), finding).status, Status::invalid);
  EXPECT_EQ(judge(use(), finding).reason.key, "check_digit");
  finding.presumed.push_back(fact("", "scan"));
  EXPECT_EQ(judge(use(), finding).status, Status::unverified);
  EXPECT_EQ(judge(use(), finding).reason.key, "scan");
  finding.could_not_tell = Reason{"no_time", {}};
  EXPECT_EQ(judge(use(), finding).status, Status::unverified);
  EXPECT_EQ(judge(use(), finding).reason.key, "no_time");
  finding.absent = Reason{"no_code_yet", {}};
  EXPECT_EQ(judge(use(), finding).status, Status::waived);
  EXPECT_EQ(judge(use(), finding).reason.key, "no_code_yet");
  finding.right.push_back(fact("7713456712"));
  EXPECT_EQ(judge(use(), finding).status, Status::found);
  EXPECT_EQ(judge(use(), finding).reason, (Reason{"wrong_beside", {{"value", "1"}}}));
}

TEST(Judge, ARightOneAloneNeedsNoReason) {
  Finding finding;
  finding.right.push_back(fact("7713456712"));
  const Judged judged = judge(use(), finding);
  EXPECT_TRUE(judged.reason.key.empty());
  EXPECT_EQ(judged.id, "client_inn");
  EXPECT_EQ(judged.level, Level::should);
  EXPECT_EQ(judged.asked_by, "a.toml:5");
  EXPECT_EQ(judged.finding.right.size(), 1U);
}

TEST(Judge, AWaivedOneSaysWhy) {
  const Judged judged = judge_waived(use());
  EXPECT_EQ(judged.status, Status::waived);
  EXPECT_EQ(judged.why_not, "потому");
  EXPECT_EQ(judged.id, "client_inn");
  EXPECT_EQ(judged.level, Level::should);
  EXPECT_EQ(judged.asked_by, "a.toml:5");
}

}  // namespace
}  // namespace pismovod
