#include "taught/example.h"

#include <gtest/gtest.h>

namespace pismovod {
namespace {

struct Read {
  std::vector<QuestionExamples> questions;
  std::vector<ExampleTrouble> troubles;
};

Read read(std::string_view path, std::string_view text, bool held = false) {
  Read out;
  read_examples("examples", path, text, held, out.questions, out.troubles);
  return out;
}

TEST(Examples, AreALabelATabAndATextEach) {
  const Read made = read("zakaz/office.tsv", "# remark\n\ncancel\tВ мусор её.\r\ncancel+key\tИ ключ сломан\n");
  ASSERT_TRUE(made.troubles.empty());
  ASSERT_EQ(made.questions.size(), 1U);
  const QuestionExamples& question = made.questions[0];
  EXPECT_EQ(question.question, "zakaz");
  ASSERT_EQ(question.examples.size(), 2U);
  EXPECT_EQ(question.examples[0].text, "В мусор её.");
  EXPECT_EQ(question.examples[0].author, "office");
  EXPECT_EQ(question.examples[1].place, "examples/zakaz/office.tsv:4");
  EXPECT_EQ(question.labels(), (std::vector<std::string>{"cancel", "key"}));
}

TEST(Examples, SayWhatIsWrongAndWhere) {
  const Read made =
      read("zakaz/office.tsv", "cancel Отмените\nCancel\tОтмените\nkey\t123\nkey\t\xff\xfe слово\n+\tслово\n");
  EXPECT_TRUE(made.questions[0].examples.empty());
  ASSERT_EQ(made.troubles.size(), 5U);
  EXPECT_EQ(made.troubles[0].place, "examples/zakaz/office.tsv:1");
  EXPECT_NE(made.troubles[0].text.find("tab"), std::string::npos);
  EXPECT_EQ(made.troubles[2].text, "no words in it");
  EXPECT_EQ(made.troubles[3].text, "no UTF-8");
}

TEST(Examples, HeldOutOnesNeverTeach) {
  EXPECT_TRUE(read("zakaz/letters.held.tsv", "key\tхасп отдал концы\n").questions.empty());
  const Read held = read("zakaz/letters.held.tsv", "key\tхасп отдал концы\n", true);
  ASSERT_EQ(held.questions.size(), 1U);
  EXPECT_EQ(held.questions[0].examples[0].author, "letters");
  EXPECT_TRUE(read("zakaz/office.tsv", "key\tхасп отдал концы\n", true).questions.empty());
}

TEST(Examples, OfSeveralAuthorsAddUp) {
  std::vector<QuestionExamples> questions;
  std::vector<ExampleTrouble> troubles;
  for (const char* path : {"zakaz/b.tsv", "hline/a.tsv", "zakaz/a.tsv"})
    read_examples("examples", path, "key\tключ\nother\tпрочее\n", false, questions, troubles);
  ASSERT_EQ(questions.size(), 2U);
  EXPECT_EQ(questions[0].question, "hline");
  EXPECT_EQ(questions[1].authors(), (std::vector<std::string>{"a", "b"}));
}

TEST(Doubts, FewExamplesAndTwoAnswersForOneText) {
  const Read made = read("zakaz/a.tsv", "key\tключ треснул\ncancel\tКлюч треснул\n");
  const std::vector<std::string> doubts = doubts_about(made.questions[0]);
  ASSERT_EQ(doubts.size(), 3U);
  EXPECT_EQ(doubts[0], "examples/zakaz/a.tsv:2: the same text has other labels at examples/zakaz/a.tsv:1");
  EXPECT_NE(doubts[1].find("only 1 of \"cancel\""), std::string::npos);
}

}  // namespace
}  // namespace pismovod
