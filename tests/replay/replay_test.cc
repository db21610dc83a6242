// Figures over past mail: counted once each, the same after a state was written and read, and what would be otherwise.
#include <gtest/gtest.h>

#include <atomic>
#include <nlohmann/json.hpp>

#include "replay/judges.h"
#include "replay/report.h"

namespace pismovod {
namespace {

Judged judged(const std::string& id, Status status, const std::string& cited = {}, Level level = Level::must) {
  Judged out;
  out.id = id;
  out.status = status;
  out.level = level;
  Fact fact;
  fact.evidence.text = cited;
  if (cited.empty()) return out;
  (status == Status::invalid ? out.finding.wrong : out.finding.right).push_back(fact);
  return out;
}

Outcome outcome(std::vector<Judged> requirements, const std::string& mailbox = "lic@1c.ru") {
  Outcome out;
  out.verdicts.push_back({mailbox, mailbox, {"any"}, std::move(requirements), {}});
  return out;
}

const Outcome kComplete = outcome({judged("client_inn", Status::found, "ИНН 7701234507")});
const Outcome kWrong = outcome({judged("client_inn", Status::invalid, "ИНН 7701234508")});
const Outcome kUnverified = outcome({judged("client_inn", Status::unverified)});

ReplayTally tallied() {
  ReplayTally tally;
  tally.add("a@vektor.test", kComplete, 0.1);
  tally.add("b@vektor.test", kWrong, 0.3);
  tally.add("b@vektor.test", kWrong, 0.1);
  tally.add("a@vektor.test", kUnverified, 0.1);
  tally.add("a@vektor.test", {}, 0.1);  // to none of ours
  return tally;
}

TEST(ReplayTally, CountsEachLetterOnce) {
  const ReplayTally tally = tallied();
  EXPECT_EQ(tally.letters, 5U);
  EXPECT_EQ(tally.ours, 4U);
  EXPECT_EQ(tally.refused, 2U);
  EXPECT_EQ(tally.unverified, 1U);
  EXPECT_DOUBLE_EQ(tally.slowest, 0.3);
  const RequirementTally& inn = tally.requirements.at("lic@1c.ru").at("client_inn");
  EXPECT_EQ(inn.owed, 4U);
  EXPECT_EQ(inn.invalid, 2U);
  EXPECT_EQ(inn.missing, 0U);
  EXPECT_EQ(inn.evidence.seen.at("invalid: ИНН 7701234508"), 2U);
  EXPECT_EQ(tally.senders.at("b@vektor.test").refused, 2U);
  EXPECT_EQ(tally.senders.at("a@vektor.test").letters, 2U);
}

TEST(ReplayTally, AWishIsNoRefusal) {
  ReplayTally tally;
  tally.add("a@vektor.test", outcome({judged("country", Status::missing, {}, Level::should)}), 0);
  EXPECT_EQ(tally.refused, 0U);
  EXPECT_EQ(tally.requirements.at("lic@1c.ru").at("country").wished, 1U);
  EXPECT_EQ(tally.requirements.at("lic@1c.ru").at("country").missing, 0U);
}

TEST(ReplayTally, DifferentEvidencesHaveABound) {
  Counted counted;
  for (size_t i = 0; i < Counted::kMostDifferent + 10; ++i) counted.add(std::to_string(i));
  counted.add("0");
  EXPECT_EQ(counted.seen.size(), Counted::kMostDifferent);
  EXPECT_EQ(counted.others, 10U);
  EXPECT_EQ(counted.seen.at("0"), 2U);
}

TEST(ReplayState, ComesBackAsItWas) {
  ReplayState state{"rules and names", 5, {tallied(), Differences()}};
  state.result.differences->add("1.eml", kComplete, kWrong);
  const auto read = read_state(state_json(state));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->what, state.what);
  EXPECT_EQ(read->done, 5U);
  EXPECT_EQ(state_json(*read), state_json(state));
}

TEST(ReplayState, WhatIsNoneIsNotTaken) {
  for (const char* text : {"", "{", "[]", "{\"what\": 1}", "{\"what\": \"a\", \"done\": -1, \"result\": {}}"}) {
    EXPECT_FALSE(read_state(text)) << text;
  }
  const std::string whole = state_json({"a", 1, {tallied(), std::nullopt}});
  for (size_t size = 0; size < whole.size(); size += 7) EXPECT_FALSE(read_state(whole.substr(0, size))) << size;
}

TEST(Differences, AreGroupedByRequirementAndDirection) {
  Differences differences;
  differences.add("1.eml", kComplete, kWrong);
  differences.add("2.eml", kComplete, kComplete);
  differences.add("3.eml", kWrong, kUnverified);
  differences.add("4.eml", kWrong, Outcome());  // no mailbox of the other rules
  EXPECT_EQ(differences.letters, 3U);
  EXPECT_EQ(differences.refused_now, 1U);
  EXPECT_EQ(differences.let_go_now, 2U);
  const DifferenceGroup& wrong = differences.groups.at({"lic@1c.ru", "client_inn", "found", "invalid"});
  ASSERT_EQ(wrong.shown.size(), 1U);
  EXPECT_EQ(wrong.shown[0].before, "ИНН 7701234507");
  EXPECT_EQ(wrong.shown[0].after, "ИНН 7701234508");
  EXPECT_TRUE(differences.groups.contains({"lic@1c.ru", "client_inn", "invalid", "not owed"}));
}

TEST(ReplayReport, EscapesWhatStandsInLetters) {
  ReplayResult result;
  result.tally.add("<script>@vektor.test", outcome({judged("client_inn", Status::invalid, "=ИНН <b>1</b>")}), 0);
  const std::string html = replay_html(result, {});
  EXPECT_EQ(html.find("<script>"), std::string::npos);
  EXPECT_EQ(html.find("<b>1"), std::string::npos);
  EXPECT_NE(html.find("&lt;b&gt;1"), std::string::npos);
  result.tally.add("=cmd@vektor.test", kWrong, 0);
  EXPECT_NE(replay_csv(result, {}).find("\"'=cmd@vektor.test\""), std::string::npos) << "no formula";
}

TEST(Judges, JudgeEveryLetterOnceAndWaitForTheLast) {
  std::atomic<int> judged{0};
  Judges judges(3, [&](const ArchivedLetter& letter) { judged += static_cast<int>(letter.octets.size()); });
  for (int i = 0; i < 100; ++i) judges.take({"a", "x"});
  judges.wait();
  EXPECT_EQ(judged, 100);
}

}  // namespace
}  // namespace pismovod
