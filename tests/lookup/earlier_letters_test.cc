// What earlier letters of a thread held: told by ids, of letters of ours that went to the same mailbox.
#include "lookup/earlier_letters.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "journal/sample.h"

namespace pismovod::test {
namespace {

using std::chrono::hours;

class EarlierTest : public testing::Test {
 protected:
  void record(CaseEntry entry) {
    const auto recorded = store_->record(request_of(std::move(entry)));
    if (!recorded) throw std::runtime_error(recorded.error().text);
  }

  // Its ИНН, or why there is none.
  std::string inn(const ThreadQuestion& question, Instant now = minute(60)) const {
    const auto held = EarlierLetters(folder_ / "journal.sqlite", hours(24)).held(question, now);
    if (!held) return held.error().text;
    const auto found = held->find("client_inn");
    return found == held->end() ? "none" : found->second.value;
  }

  static ThreadQuestion answer_to(const std::vector<std::string>& ids, const std::string& mailbox = "lic@1c.ru") {
    return {mailbox, "<new@vektor.test>", ids, {}, [](const std::string& path, const std::string&) {
              return path.ends_with("@vektor.test");
            }};
  }

  TempFolder folder_;
  std::unique_ptr<Store> store_ = open_store(folder_ / "journal.sqlite");
};

TEST_F(EarlierTest, InALetterThatIsAnswered) {
  record(complete("AAAAAA1", 0));
  const auto held = EarlierLetters(folder_ / "journal.sqlite", hours(24))
                        .held(answer_to({"<AAAAAA1@vektor.test>", "<reply@1c.ru>"}), minute(60));
  ASSERT_TRUE(held && held->contains("client_inn"));
  const Fact& fact = held->at("client_inn");
  EXPECT_EQ(fact.value, "7701234507");
  EXPECT_TRUE(fact.evidence.place.text() == "letter of 01.03.2026" ||  // where it is later, the next day
              fact.evidence.place.text() == "letter of 02.03.2026");
  EXPECT_EQ(fact.evidence.text, "ИНН 7701234507");
}

TEST_F(EarlierTest, InALetterThatAnswersTheSame) {
  CaseEntry entry = complete("AAAAAA1", 0);
  entry.references = {"<question@1c.ru>"};
  record(entry);
  EXPECT_EQ(inn(answer_to({"<question@1c.ru>"})), "7701234507");
}

TEST_F(EarlierTest, NotWithoutThread) {
  record(complete("AAAAAA1", 0));
  EXPECT_EQ(inn(answer_to({})), "none");
  EXPECT_EQ(inn(answer_to({"<another@1c.ru>"})), "none");
}

TEST_F(EarlierTest, NotToAnotherMailbox) {
  record(complete("AAAAAA1", 0));
  EXPECT_EQ(inn(answer_to({"<AAAAAA1@vektor.test>"}, "v8@1c.ru")), "none");
}

TEST_F(EarlierTest, NotOfOthers) {
  CaseEntry entry = complete("AAAAAA1", 0);
  entry.reverse_path = "anna@elsewhere.test";
  record(entry);
  EXPECT_EQ(inn(answer_to({"<AAAAAA1@vektor.test>"})), "none");
}

TEST_F(EarlierTest, NotAfterItsTime) {
  record(complete("AAAAAA1", 0));
  EXPECT_EQ(inn(answer_to({"<AAAAAA1@vektor.test>"}), minute(24 * 60 - 1)), "7701234507");
  EXPECT_EQ(inn(answer_to({"<AAAAAA1@vektor.test>"}), minute(24 * 60 + 1)), "none");
}

TEST_F(EarlierTest, NotTheLetterItself) {
  record(complete("AAAAAA1", 0));
  ThreadQuestion question = answer_to({"<AAAAAA1@vektor.test>"});
  question.message_id = "<AAAAAA1@vektor.test>";
  EXPECT_EQ(inn(question), "none");
}

TEST_F(EarlierTest, OnlyWhatWent) {
  const auto sent = [&](const std::string& number, Action action) {
    CaseEntry entry = complete(number, 0);
    entry.action = action;
    if (action == Action::withhold) entry.withheld_from = {"lic@1c.ru"};
    record(entry);
    return inn(answer_to({"<" + number + "@vektor.test>"}));
  };
  EXPECT_EQ(sent("AAAAAA1", Action::annotate), "7701234507");
  EXPECT_EQ(sent("AAAAAA2", Action::reject), "none");
  EXPECT_EQ(sent("AAAAAA3", Action::withhold), "none");
  EXPECT_EQ(sent("AAAAAA4", Action::hold), "none");
  ASSERT_TRUE(store_->end("AAAAAA4", {CaseEnding::How::released, "root", "", minute(1)}));
  EXPECT_EQ(inn(answer_to({"<AAAAAA4@vektor.test>"})), "7701234507");
}

TEST_F(EarlierTest, NotWhatWasInvalid) {
  CaseEntry entry = complete("AAAAAA1", 0);
  entry.mailboxes[0].requirements[0].status = Status::invalid;
  entry.mailboxes[0].requirements.push_back(
      {"question", "вопрос", Level::must, Status::found, {{"почему", "body", "текст", 1, "", ""}}, "", ""});
  record(entry);
  EXPECT_EQ(inn(answer_to({"<AAAAAA1@vektor.test>"})), "none");
}

TEST_F(EarlierTest, NotWhatWasItselfHeldByAnEarlierOne) {
  CaseEntry entry = complete("AAAAAA1", 0);
  entry.mailboxes[0].requirements[0].facts[0].where = "letter of 16.02.2026";
  record(entry);
  EXPECT_EQ(inn(answer_to({"<AAAAAA1@vektor.test>"})), "none");
}

TEST_F(EarlierTest, NotWhereTheLetterSpeaksOfAnother) {
  CaseEntry entry = complete("AAAAAA1", 0);
  entry.mailboxes[0].requirements.push_back(
      {"product_reg_number", "номер", Level::must, Status::found, {{"801234567", "body", "текст", 1, "", ""}}, "", ""});
  record(entry);
  ThreadQuestion question = answer_to({"<AAAAAA1@vektor.test>"});
  question.said = {{"product_reg_number", "801111111", true}};
  EXPECT_EQ(inn(question), "none");
  question.said = {{"product_reg_number", "801234567", true}};
  EXPECT_EQ(inn(question), "7701234507");
}

TEST_F(EarlierTest, ValuesMayBeStoredShortened) {
  CaseEntry entry = complete("AAAAAA1", 0);
  entry.mailboxes[0].requirements.push_back(
      {"product_reg_number", "номер", Level::must, Status::found, {{"80…67", "body", "текст", 1, "", ""}}, "", ""});
  record(entry);
  ThreadQuestion question = answer_to({"<AAAAAA1@vektor.test>"});
  question.said = {{"product_reg_number", "801234567", true}};
  EXPECT_EQ(inn(question), "7701234507");
  question.said = {{"product_reg_number", "991234500", true}};
  EXPECT_EQ(inn(question), "none");
}

TEST_F(EarlierTest, TheNewestThatHeldIt) {
  record(complete("AAAAAA1", 0));
  CaseEntry later = complete("AAAAAA2", 10);
  later.references = {"<AAAAAA1@vektor.test>"};
  later.mailboxes[0].requirements[0].facts[0].value = "6608123455";
  record(later);
  EXPECT_EQ(inn(answer_to({"<AAAAAA1@vektor.test>"})), "6608123455");
}

TEST_F(EarlierTest, NoJournalHoldsNothingAndABrokenOneSaysSo) {
  const std::string path = folder_ / "journal.sqlite";
  record(complete("AAAAAA1", 0));
  store_.reset();
  EXPECT_TRUE(EarlierLetters(folder_ / "nowhere.sqlite", hours(24)).held(answer_to({"<a@b>"}), minute(1))->empty());
  ASSERT_EQ(::truncate(path.c_str(), 4000), 0);
  EXPECT_FALSE(EarlierLetters(path, hours(24)).held(answer_to({"<AAAAAA1@vektor.test>"}), minute(60)));
}

}  // namespace
}  // namespace pismovod::test
