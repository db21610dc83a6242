#include "taught/training.h"

#include <gtest/gtest.h>

#include "base/fold.h"
#include "taught/measurement.h"

namespace pismovod {
namespace {

QuestionExamples small_question() {
  std::vector<QuestionExamples> questions;
  std::vector<ExampleTrouble> troubles;
  read_examples("e", "zakaz/a.tsv",
                "cancel\tОтмените заявку, клиент передумал\ncancel\tАннулируйте заказ\ncancel\tСнимите заявку с учёта\n"
                "key\tСломался ключ защиты\nkey\tКлюч треснул и не определяется\nkey\tСгорел USB-ключ\n"
                "general\tНе видно счёта в кабинете\ngeneral\tКакой срок у разрешения\ngeneral\tСайт не открывается\n",
                false, questions, troubles);
  return questions.at(0);
}

const std::string& small_model() {
  static const std::string octets = [] {
    const QuestionExamples question = small_question();
    return train({&question, 1}, "digest");
  }();
  return octets;
}

std::string likeliest(const TaughtQuestion& question, const std::string& text) {
  const std::string folded = fold(text);
  WordBag bag;
  bag.add(folded);
  const std::vector<int32_t> margins = question.weigh(bag).margins;
  return question.labels()[static_cast<size_t>(std::max_element(margins.begin(), margins.end()) - margins.begin())];
}

TEST(Training, TellsWordsThatItsExamplesHoldInOtherForms) {
  const auto model = TaughtModel::read(small_model());
  ASSERT_TRUE(model) << model.error().text;
  const TaughtQuestion* question = model->question("zakaz");
  ASSERT_NE(question, nullptr);
  EXPECT_EQ(likeliest(*question, "просим об отмене: покупатель передумал"), "cancel");
  EXPECT_EQ(likeliest(*question, "у ключика трещина, не определился"), "key");
  EXPECT_EQ(likeliest(*question, "в личном кабинете счета не видим"), "general");
  EXPECT_EQ(model->question("hline"), nullptr);
  EXPECT_EQ(model->digest(), "digest");
}

TEST(Training, MakesTheSameModelBitForBit) {
  const QuestionExamples question = small_question();
  EXPECT_EQ(train({&question, 1}, "digest"), small_model());
}

TEST(Training, LeavesOutAQuestionWithOneAnswer) {
  QuestionExamples question = small_question();
  std::erase_if(question.examples, [](const Example& e) { return !e.is_of_label("key"); });
  const auto model = TaughtModel::read(train({&question, 1}, {}));
  ASSERT_TRUE(model);
  EXPECT_TRUE(model->questions().empty());
}

TEST(Model, WordsWithoutAnyKnownPieceSayNothing) {
  const auto model = TaughtModel::read(small_model());
  const TaughtQuestion* question = model->question("zakaz");
  WordBag bag;
  bag.add("qqq");
  const Weighed weighed = question->weigh(bag);
  for (const int32_t weight : weighed.of_word) EXPECT_EQ(weight, 0);
}

TEST(Model, AFileThatIsCutOffOrDamagedAnywhereIsNone) {
  const std::string& whole = small_model();
  for (size_t size = 0; size < whole.size(); size += 7) EXPECT_FALSE(TaughtModel::view(whole.substr(0, size))) << size;
  for (size_t at = 0; at < whole.size(); at += 5) {
    std::string broken = whole;
    broken[at] = static_cast<char>(broken[at] ^ 0x20);
    EXPECT_FALSE(TaughtModel::view(broken)) << at;
  }
  EXPECT_FALSE(TaughtModel::view(whole + "x"));
  EXPECT_FALSE(TaughtModel::view("a picture"));
}

TEST(Model, AFileOfAnotherVersionSaysSo) {
  std::string other = small_model();
  other.replace(0, model_file::kMagic.size(), "pismovod taught 0\n");
  const auto read = TaughtModel::view(other);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().text, "no model of this version");
}

TEST(Measurement, EachAuthorIsMeasuredByTheOthers) {
  QuestionExamples question = small_question();
  for (Example example : small_question().examples) {
    example.author = "b";
    question.examples.push_back(example);
  }
  const MeasuredQuestion measured = measured_by_author(question);
  EXPECT_EQ(measured.texts.size(), 18U);
  for (const MeasuredText& text : measured.texts) {
    const auto best = std::max_element(text.margins.begin(), text.margins.end()) - text.margins.begin();
    EXPECT_TRUE(text.example->is_of_label(measured.labels[static_cast<size_t>(best)])) << text.example->text;
  }
  EXPECT_TRUE(measured_by_author(small_question()).texts.empty());
}

}  // namespace
}  // namespace pismovod
