// `learn` and `words try`: examples of one's own, the model they make, and what a phrase hits.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "cli/program.h"

namespace pismovod::test {
namespace {

const std::string kLetter =
    "From: a@vektor.example\r\nTo: zakaz@1c.ru\r\nSubject: WZ00123456\r\nContent-Type: text/plain; "
    "charset=utf-8\r\n\r\n"
    "Добрый день! Заявку бросьте в лужу, она лишняя.\r\n";

// A folder with a configuration that has examples of its own.
class Learner {
 public:
  Learner() {
    std::filesystem::create_directories(folder_.path() + "/examples/zakaz");
    config_ = folder_.file("main.toml", "[taught]\nexamples = \"examples\"\nmodel = \"own.model\"\n");
    letter_ = folder_.file("letter.eml", kLetter);
  }

  void example(const std::string& line) { folder_.file("examples/zakaz/me.tsv", line + "\n"); }
  Ran with(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--config", config_});
    return run(arguments);
  }
  std::string model() const { return folder_.path() + "/own.model"; }
  const std::string& letter() const { return letter_; }
  std::string file(const std::string& name, const std::string& text) { return folder_.file(name, text); }
  std::string examples() const { return folder_.path() + "/examples"; }

 private:
  Folder folder_;
  std::string config_;
  std::string letter_;
};

bool says(const std::vector<std::string>& lines, const std::string& part) {
  for (const std::string& line : lines) {
    if (line.find(part) != std::string::npos) return true;
  }
  return false;
}

TEST(Learn, ExamplesOfOnesOwnAddToTheShippedOnes) {
  Learner learner;
  learner.example("cancel\tБросьте заявку в лужу");
  const Ran learned = learner.with({"learn"});
  EXPECT_EQ(learned.status, 0) << learned.out;
  EXPECT_NE(learned.out.find("zakaz: "), std::string::npos);
  const Ran checked = learner.with({"config", "check"});
  EXPECT_EQ(checked.status, 0);
  EXPECT_FALSE(says(checked.errors, "own.model"));
}

TEST(Learn, TheSameExamplesMakeTheSameFile) {
  Learner learner;
  learner.example("cancel\tБросьте заявку в лужу");
  const auto octets = [&] {
    EXPECT_EQ(learner.with({"learn"}).status, 0);
    std::ifstream file(learner.model(), std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  const std::string first = octets();
  EXPECT_EQ(octets(), first);
  EXPECT_GT(first.size(), 1000U);
}

TEST(Learn, AModelThatIsBrokenOrForeignIsSaidAndTheShippedOneIsUsed) {
  for (const char* octets : {"", "a picture", "pismovod taught 2\n12345678", "pismovod taught 0\n1234567890"}) {
    const Learner learner;
    std::ofstream(learner.model()) << octets;
    const Ran checked = learner.with({"config", "check"});
    EXPECT_EQ(checked.status, 0);
    EXPECT_TRUE(says(checked.errors, "own.model: ")) << octets;
    EXPECT_TRUE(says(checked.errors, "what the shipped examples taught is used")) << octets;
    EXPECT_NE(learner.with({"check", "--json", learner.letter()}).out.find("\"mailbox\":\"zakaz@1c.ru\""),
              std::string::npos);
  }
}

// A letter that passed and was asked about, and one that would be refused and was not: both are offered, masked.
TEST(Learn, AnswersOfTheFirmTeachWhereExamplesAnswer) {
  Learner learner;
  const std::string report = learner.file(
      "report.json",
      "{\"answers\": [{\"mailbox\": \"zakaz@1c.ru\", \"requirements\": [{\"requirement\": \"cancel_reason\", "
      "\"missed\": {\"letters\": 0, \"shown\": []}, \"wrongly\": {\"letters\": 1, \"shown\": [{\"letter\": \"" +
          learner.letter() +
          "\", \"answer\": \"a.eml\", \"said\": \"\"}]}}, {\"requirement\": \"client_inn\", \"missed\": {\"letters\": "
          "1, "
          "\"shown\": [{\"letter\": \"" +
          learner.letter() +
          "\", \"answer\": \"a.eml\", \"said\": \"ИНН\"}]}, \"wrongly\": {\"letters\": 0, \"shown\": []}}]}]}");
  const Ran shown = learner.with({"learn", "--from-replay", report, learner.letter()});
  EXPECT_EQ(shown.status, 0) << shown.out;
  EXPECT_NE(shown.out.find("  cancel_reason  given\tWZ0 / Добрый день! Заявку бросьте в лужу, она лишняя."),
            std::string::npos)
      << shown.out;
  EXPECT_NE(shown.out.find("\n1 examples; "), std::string::npos) << shown.out;
  EXPECT_NE(shown.out.find("1 letters: "), std::string::npos) << shown.out;
  EXPECT_FALSE(std::filesystem::exists(learner.examples() + "/cancel_reason/replay.tsv"));
  EXPECT_EQ(learner.with({"learn", "--from-replay", report, "--write", learner.letter()}).status, 0);
  EXPECT_TRUE(std::filesystem::exists(learner.examples() + "/cancel_reason/replay.tsv"));
  EXPECT_EQ(learner.with({"learn", "--from-replay", learner.letter(), learner.letter()}).status, 66);
  EXPECT_EQ(learner.with({"learn", "--write"}).status, 64);
}

TEST(ConfigCheck, SaysWhatItThinksOfExamples) {
  Learner learner;
  learner.example("cancel\tБросьте в лужу\nrefund\tверните деньги\nkey\tбросьте в лужу\nno tab");
  const Ran checked = learner.with({"config", "check"});
  EXPECT_EQ(checked.status, 0);
  EXPECT_TRUE(says(checked.errors, "me.tsv:4: expected LABEL, a tab and the text"));
  EXPECT_TRUE(says(checked.errors, "me.tsv:3: the same text has other labels"));
  EXPECT_TRUE(says(checked.errors, "only 1 of \"refund\""));
  EXPECT_TRUE(says(checked.errors, "no rule uses the label \"refund\""));
}

TEST(WordsTry, ShowsWhereAPhraseStands) {
  const Learner learner;
  const Ran tried = learner.with({"words", "try", "заявк* луж*", learner.letter()});
  EXPECT_EQ(tried.status, 0);
  EXPECT_NE(tried.out.find("Заявку бросьте в лужу"), std::string::npos);
  EXPECT_NE(tried.out.find("1 places in 1 letters"), std::string::npos);
  EXPECT_EQ(learner.with({"words", "try", "a{b", learner.letter()}).status, 64);
  EXPECT_EQ(learner.with({"words", "try", "{no_such_list}", learner.letter()}).status, 64);
  EXPECT_NE(learner.with({"words", "try", "{card_lost}", learner.letter()}).out.find("0 places"), std::string::npos);
}

TEST(WordsTry, ShowsWhichVerdictsChange) {
  const Learner learner;
  const Ran tried = learner.with({"words", "try", "бросьте луж*", "--scenario", "zakaz@1c.ru:key", learner.letter()});
  EXPECT_EQ(tried.status, 0);
  EXPECT_NE(tried.out.find("now cancel+key"), std::string::npos) << tried.out;
  EXPECT_EQ(learner.with({"words", "try", "луж*", "--scenario", "zakaz@1c.ru:no", learner.letter()}).status, 78);
}

TEST(WordsTry, AnExampleIsLearnedForTheTrial) {
  const Learner learner;
  const Ran tried =
      learner.with({"words", "try", "Бросьте заявку в лужу", "--teaches", "zakaz:cancel", learner.letter()});
  EXPECT_EQ(tried.status, 0);
  EXPECT_NE(tried.out.find("1 letters: "), std::string::npos) << tried.out;
  EXPECT_EQ(learner.with({"words", "try", "x", "--teaches", "nothing", learner.letter()}).status, 64);
}

}  // namespace
}  // namespace pismovod::test
