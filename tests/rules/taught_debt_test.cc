// What a letter owes where its matter was told by what examples taught, and where that is not sure.

#include <gtest/gtest.h>

#include "facts/readers.h"
#include "rules/judge.h"
#include "taught/training.h"

namespace pismovod {
namespace {

// "отмените" cancels, "ускорьте" expedites, "сообщите" is anything else; of two of them it is not sure.
TaughtReader taught() {
  std::vector<QuestionExamples> questions;
  std::vector<ExampleTrouble> troubles;
  read_examples("e", "zakaz/a.tsv", "cancel\tотмените\nexpedite\tускорьте\ngeneral\tсообщите\n", false, questions,
                troubles);
  auto model = std::make_shared<const TaughtModel>(*TaughtModel::read(train(questions, {})));
  return {std::move(model), {{"zakaz", {300, 300, 10000}}}};
}

RequirementUse use(const std::string& id, Level level = Level::must) {
  RequirementUse out;
  out.id = id;
  out.level = level;
  return out;
}

Condition says(const std::string& label) { return {.labels = {{"zakaz", label}}}; }

Mailbox orders() {
  Mailbox out;
  out.otherwise = "general";
  out.otherwise_about = "о другом";
  out.requirements = {use("number"), use("question")};
  out.scenarios.push_back(
      {"cancel", "отмена", says("cancel"), {}, {use("number", Level::should), use("reason")}, "об отмене"});
  out.scenarios.push_back(
      {"expedite", "ускорение", says("expedite"), {}, {use("number"), use("question"), use("order")}});
  return out;
}

Debt debt(const Mailbox& mailbox, const std::string& body) {
  Vocabulary::Builder words;
  const Catalogue catalogue;
  const LabelTerms labels;
  const ConditionReader conditions(words);
  const Readers readers(words, catalogue, {}, taught());
  const Vocabulary vocabulary = *words.build();
  Letter letter;
  letter.passages.push_back(make_passage({}, body));
  const Reading reading(letter, vocabulary, labels, readers, nullptr);
  return debt_of(mailbox, conditions, reading);
}

std::vector<std::string> ids(const std::vector<RequirementUse>& uses) {
  std::vector<std::string> out;
  for (const RequirementUse& u : uses) out.push_back(u.id);
  return out;
}

// Words that no example holds, so that the letter says enough to be unsure of.
const std::string kMore = " яблоко груша слива вишня айва хурма гуава манго";

using List = std::vector<std::string>;

TEST(TaughtDebt, WhereItIsSureTheScenarioIsOwed) {
  const Debt made = debt(orders(), "Прошу, отмените.");
  EXPECT_EQ(made.scenarios, List{"cancel"});
  EXPECT_EQ(ids(made.owed), (List{"number", "reason"}));
  EXPECT_TRUE(made.open.empty());
  EXPECT_TRUE(made.matter.unsure.empty());
  ASSERT_TRUE(made.matter.evidence);
  EXPECT_EQ(made.matter.evidence->text, "Прошу, отмените");
  EXPECT_EQ(made.matter.words.front(), "отмените");
}

TEST(TaughtDebt, WhereItIsNotAllCandidatesMustAskAtTheWeakerLevel) {
  const Debt made = debt(orders(), "отмените ускорьте" + kMore);
  ASSERT_EQ(made.matter.unsure.size(), 2U);
  EXPECT_EQ(made.scenarios, List{made.matter.unsure.front()});
  EXPECT_EQ(ids(made.owed), List{"number"});
  EXPECT_EQ(made.owed.front().level, Level::should);
  EXPECT_EQ(made.open.size(), 3U);
  EXPECT_EQ(made.why_open.key, "unsure_matter");
}

TEST(TaughtDebt, TheMailboxesOtherLettersAreACandidateToo) {
  const Debt made = debt(orders(), "сообщите ускорьте" + kMore);
  ASSERT_EQ(made.matter.unsure.size(), 2U);
  EXPECT_EQ(ids(made.owed), (List{"number", "question"}));
  EXPECT_EQ(ids(made.open), List{"order"});
}

TEST(TaughtDebt, WordsThatTeachNothingAreTheMailboxesOtherLetters) {
  const Debt made = debt(orders(), "qqq");
  EXPECT_EQ(made.scenarios, List{"general"});
  EXPECT_TRUE(made.matter.unsure.empty());
}

TEST(TaughtDebt, ACandidateThatDoesNotApplyLeavesTheOther) {
  Mailbox mailbox = orders();
  mailbox.scenarios[0].unless = says("expedite");
  EXPECT_EQ(debt(mailbox, "ускорьте").scenarios, List{"expedite"});
}

TEST(JudgeOpen, WhatIsFoundIsFoundAndAllElseUnverified) {
  Finding found;
  found.right.push_back({"1", {}, {}, {}});
  EXPECT_EQ(judge_open(use("number"), found, {"unsure_matter", {}}).status, Status::found);
  Finding wrong;
  wrong.wrong.push_back({"1", {}, {"check_digit", {}}, {}});
  const Judged open = judge_open(use("number"), wrong, {"unsure_matter", {}});
  EXPECT_EQ(open.status, Status::unverified);
  EXPECT_EQ(open.reason.key, "unsure_matter");
  EXPECT_EQ(judge_open(use("number"), {}, {"unsure_matter", {}}).status, Status::unverified);
}

}  // namespace
}  // namespace pismovod
