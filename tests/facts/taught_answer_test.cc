#include "facts/taught_answer.h"

#include <gtest/gtest.h>

namespace pismovod {
namespace {

const std::vector<std::string> kLabels = {"cancel", "expedite", "general"};

TaughtAnswer decided(const std::vector<int32_t>& margins, const Bounds& bounds = {300, 300, 250}) {
  TaughtAnswer out;
  decide(kLabels, margins, bounds, out);
  return out;
}

TEST(Decide, TheLikeliestHoldsWhereItLeadsByEnough) {
  const TaughtAnswer answer = decided({500, 150, -900});
  EXPECT_EQ(answer.holds, std::vector<std::string>{"cancel"});
  EXPECT_TRUE(answer.unsure.empty());
}

TEST(Decide, NamesAllCandidatesWhereItDoesNot) {
  const TaughtAnswer answer = decided({-100, 150, -900});
  EXPECT_TRUE(answer.holds.empty());
  EXPECT_EQ(answer.unsure, (std::vector<std::string>{"expedite", "cancel"}));
  EXPECT_TRUE(answer.may_hold("cancel"));
  EXPECT_FALSE(answer.may_hold("general"));
}

TEST(Decide, TwoHoldTogetherWhereBothWeighEnough) {
  EXPECT_EQ(decided({260, 400, -900}).holds, (std::vector<std::string>{"expedite", "cancel"}));
  EXPECT_EQ(decided({260, 1400, -900}).holds, (std::vector<std::string>{"expedite", "cancel"}));
  EXPECT_TRUE(decided({240, 400, -900}).holds.empty());
  EXPECT_EQ(decided({240, 1400, -900}).holds, std::vector<std::string>{"expedite"});
}

TEST(Decide, TheLighterOfTwoNeedsLessOfALead) {
  const Bounds bounds{300, 100, 10000, {{"general", "cancel"}}};
  EXPECT_EQ(decided({100, -900, 250}, bounds).holds, std::vector<std::string>{"general"});
  EXPECT_EQ(decided({250, -900, 100}, bounds).unsure, (std::vector<std::string>{"cancel", "general"}));
  EXPECT_EQ(decided({-900, 100, 250}, bounds).unsure, (std::vector<std::string>{"general", "expedite"}));
  EXPECT_EQ(decided({200, -900, 250}, bounds).unsure, (std::vector<std::string>{"general", "cancel"}));
}

TEST(TaughtReader, SaysNothingOfAQuestionThatNobodyTaught) {
  const TaughtAnswer answer = TaughtReader().answer("zakaz", {});
  EXPECT_TRUE(answer.holds.empty());
  EXPECT_TRUE(answer.unsure.empty());
}

}  // namespace
}  // namespace pismovod
