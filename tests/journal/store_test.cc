// The journal's store: what is written is found, in every way that people look for it.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <iterator>

#include "journal/case_number.h"
#include "journal/database.h"
#include "journal/postgres_months.h"
#include "journal/postgres_schema.h"
#include "journal/record_case.h"
#include "journal/thread_keys.h"
#include "place.h"

namespace pismovod::test {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

class StoreTest : public OverBoth {
 protected:
  void set_up() override { store_ = open_store(folder_ / "journal.sqlite"); }

  Recorded record(const RecordRequest& request) {
    const auto recorded = store_->record(request);
    if (!recorded) throw std::runtime_error(recorded.error().text);
    return *recorded;
  }
  CaseEntry found(const std::string& number) {
    const auto entry = store_->find(number);
    if (!entry) throw std::runtime_error(entry.error().text);
    return *entry;
  }
  std::string numbers(const CaseFilter& filter, const PageRequest& page = {}) {
    const auto list = store_->list(filter, page);
    if (!list) throw std::runtime_error(list.error().text);
    std::string out;
    for (const CaseLine& line : list->lines) out += (out.empty() ? "" : " ") + line.number;
    return out;
  }
  Tally tally(TallyKind kind, const std::string& name = "") {
    TallyRequest request;
    request.kind = kind;
    request.name = name;
    const auto rows = store_->tallies(request);
    return rows && rows->size() == 1 ? rows->front() : Tally{};
  }
  std::vector<OutboxRow> letters(const std::string& number) { return store_->letters_of(number).value(); }

  std::unique_ptr<Store> store_;
};
PISMOVOD_OVER_BOTH(StoreTest);

TEST_P(StoreTest, ACaseIsFoundWhole) {
  CaseEntry entry = refused("AAAAAA1", 0);
  entry.references = {"<1@1c.ru>"};
  entry.lookalikes = {{"v8@1с.ru", "v8@1c.ru"}};
  entry.override_reason = "срочно";
  entry.withheld_from = {"lic@1c.ru"};
  entry.trouble = "x";
  entry.cannot_inspect = "depth";
  record(request_of(entry));
  EXPECT_EQ(found("AAAAAA1"), entry);
  store_ = open_store(folder_ / "journal.sqlite");
  EXPECT_EQ(found("AAAAAA1"), entry);
  EXPECT_EQ(store_->find("AAAAAA2").error().kind, StoreError::Kind::no_such_case);
}

TEST(StoreFile, OthersMayNotReadIt) {
  const TempFolder folder_;
  open_store(folder_ / "journal.sqlite");
  struct stat status {};
  ASSERT_EQ(::stat((folder_ / "journal.sqlite").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
}

TEST_P(StoreTest, ANumberIsGivenOnce) {
  record(request_of(refused("AAAAAA1", 0)));
  EXPECT_EQ(store_->record(request_of(refused("AAAAAA1", 1, "Другое"))).error().kind, StoreError::Kind::number_taken);
  EXPECT_EQ(found("AAAAAA1").at, minute(0));
}

TEST_P(StoreTest, FiltersOneByOneAndTogether) {
  record(request_of(refused("AAAAAA1", 0, "Ёлка для Ромашки")));
  CaseEntry other = complete("AAAAAA2", 1, "Вопрос по ценам");
  other.authenticated = "maria";
  other.mailboxes.front().mailbox = "v8@1c.ru";
  record(request_of(other));
  CaseEntry held = refused("AAAAAA3", 2, "Held");
  held.action = Action::hold;
  held.reverse_path = "petr@other.test";
  record(request_of(held));

  CaseFilter filter;
  EXPECT_EQ(numbers(filter), "AAAAAA3 AAAAAA2 AAAAAA1");
  filter.since = minute(1);
  EXPECT_EQ(numbers(filter), "AAAAAA3 AAAAAA2");
  filter.until = minute(2);
  EXPECT_EQ(numbers(filter), "AAAAAA2");
  filter = {};
  filter.sender = "IVAN@vektor.test";
  EXPECT_EQ(numbers(filter), "AAAAAA1");
  filter.sender = "maria";
  EXPECT_EQ(numbers(filter), "AAAAAA2");
  filter.sender = "@Other.test";
  EXPECT_EQ(numbers(filter), "AAAAAA3");
  filter = {};
  filter.mailbox = "lic@1c.ru";
  EXPECT_EQ(numbers(filter), "AAAAAA3 AAAAAA1");
  filter.action = Action::reject;
  EXPECT_EQ(numbers(filter), "AAAAAA1");
  filter = {};
  filter.missing = "client_inn";
  EXPECT_EQ(numbers(filter), "AAAAAA3 AAAAAA1");
  filter.text = "елка";
  EXPECT_EQ(numbers(filter), "AAAAAA1");
  filter = {};
  filter.text = "РОМ ЕЛК";
  EXPECT_EQ(numbers(filter), "AAAAAA1");
  filter.text = "7701234507";
  EXPECT_EQ(numbers(filter), "AAAAAA2");
  filter.text = "\"'* OR NEAR(";
  EXPECT_EQ(numbers(filter), "");
  filter.text = "petr@elsewhere.test";
  EXPECT_EQ(numbers(filter), "AAAAAA3 AAAAAA2 AAAAAA1");
  filter = {};
  filter.held = true;
  EXPECT_EQ(numbers(filter), "AAAAAA3");
}

TEST_P(StoreTest, PagesLeadThereAndBack) {
  for (int i = 0; i < 25; ++i) record(request_of(refused("AAAAA" + std::to_string(10 + i), i / 2, std::to_string(i))));
  PageRequest page;
  page.limit = 10;
  const CasePage first = store_->list({}, page).value();
  EXPECT_EQ(first.lines.front().number, "AAAAA34");
  EXPECT_TRUE(first.has_older);
  EXPECT_FALSE(first.has_newer);
  page.before = first.lines.back().position;
  const CasePage second = store_->list({}, page).value();
  EXPECT_EQ(second.lines.front().number, "AAAAA24");
  EXPECT_TRUE(second.has_newer);
  page.before = second.lines.back().position;
  const CasePage last = store_->list({}, page).value();
  EXPECT_EQ(last.lines.size(), 5U);
  EXPECT_FALSE(last.has_older);
  page.before.reset();
  page.after = last.lines.front().position;
  const CasePage back = store_->list({}, page).value();
  EXPECT_EQ(back.lines.front().number, "AAAAA24");
  EXPECT_EQ(back.lines.back().number, "AAAAA15");
  EXPECT_TRUE(back.has_newer && back.has_older);
}

TEST_P(StoreTest, TheVerySameLetterIsOneCaseAndOneNotice) {
  record(with_notice(refused("AAAAAA1", 0)));
  RecordRequest again = with_notice(refused("AAAAAA2", 1));
  again.entry.message_id = "<AAAAAA1@vektor.test>";
  const Recorded recorded = record(again);
  EXPECT_TRUE(recorded.is_repeat);
  EXPECT_EQ(recorded.number, "AAAAAA1");
  EXPECT_EQ(found("AAAAAA1").repeats, 1);
  EXPECT_EQ(letters("AAAAAA1").size(), 1U);
  EXPECT_EQ(tally(TallyKind::total).letters, 1);
  // Days later it is a letter of its own; held letters always are: each lies in the queue.
  again.entry.at = minute(0) + hours(73);
  EXPECT_FALSE(record(again).is_repeat);
}

TEST_P(StoreTest, HeldLettersAreNeverTheSame) {
  CaseEntry held = refused("AAAAAA1", 0);
  held.action = Action::hold;
  record(request_of(held));
  held.number = "AAAAAA2";
  EXPECT_FALSE(record(request_of(held)).is_repeat);
}

TEST_P(StoreTest, PutRightByTheSameSubjectInFourMinutes) {
  record(request_of(refused("AAAAAA1", 0)));
  EXPECT_EQ(record(request_of(refused("AAAAAA2", 2))).first_case, "AAAAAA1");
  EXPECT_EQ(record(request_of(complete("AAAAAA3", 4, "Re: активация [AAAAAA1]"))).first_case, "AAAAAA1");
  const CaseEntry first = found("AAAAAA1");
  ASSERT_TRUE(first.put_right.has_value());
  EXPECT_EQ(first.put_right->by, "AAAAAA3");
  EXPECT_EQ(first.put_right->at - first.at, minutes(4));
  EXPECT_TRUE(found("AAAAAA2").put_right.has_value());
  EXPECT_EQ(tally(TallyKind::total).put_right, 2);
  EXPECT_EQ(tally(TallyKind::mailbox, "lic@1c.ru").put_right_seconds, 240 + 120);
  CaseFilter filter;
  filter.put_right = true;
  EXPECT_EQ(numbers(filter), "AAAAAA2 AAAAAA1");
  filter.put_right = false;
  EXPECT_EQ(numbers(filter), "");
  filter = {};
  filter.tied_to = "AAAAAA1";
  EXPECT_EQ(numbers(filter), "AAAAAA3 AAAAAA2");
  // What comes later is another matter.
  EXPECT_EQ(record(request_of(refused("AAAAAA4", 5))).first_case, "");
}

// A letter that says more of what it is about than its subject does.
CaseEntry about(CaseEntry entry, const std::string& id, const std::string& value, Status status = Status::found) {
  CaseRequirement datum{id, id, Level::must, status, {{value, "body", "текст", 1, value, ""}}, "", ""};
  auto& all = entry.mailboxes.front().requirements;
  std::erase_if(all, [&](const CaseRequirement& r) { return r.id == id; });
  all.push_back(datum);
  return entry;
}

TEST_P(StoreTest, AnotherClientsLetterOfTheSameSubjectPutsNothingRight) {
  record(request_of(about(refused("AAAAAA1", 0), "product_reg_number", "801234567")));
  record(request_of(about(complete("AAAAAA2", 1), "product_reg_number", "809999999")));
  EXPECT_FALSE(found("AAAAAA1").put_right.has_value());
  record(request_of(about(complete("AAAAAA3", 2), "product_reg_number", "801234567")));
  EXPECT_EQ(found("AAAAAA1").put_right->by, "AAAAAA3");
}

TEST_P(StoreTest, AnAnswerIsTheSameMatterWhateverItSays) {
  record(request_of(about(refused("AAAAAA1", 0), "product_reg_number", "801234567")));
  CaseEntry answer = about(complete("AAAAAA2", 1), "product_reg_number", "809999999");
  answer.references = {"<AAAAAA1@vektor.test>"};
  record(request_of(answer));
  EXPECT_TRUE(found("AAAAAA1").put_right.has_value());
}

TEST_P(StoreTest, AWrongNumberThatWasMendedIsTheSameClient) {
  record(request_of(about(refused("AAAAAA1", 0), "client_inn", "7701234508", Status::invalid)));
  record(request_of(about(complete("AAAAAA2", 1), "client_inn", "7713456712")));
  EXPECT_FALSE(found("AAAAAA1").put_right.has_value());
  record(request_of(about(complete("AAAAAA3", 2), "client_inn", "7701234507")));
  EXPECT_TRUE(found("AAAAAA1").put_right.has_value());
}

TEST_P(StoreTest, CountsNoFurtherThanAsked) {
  for (int i = 0; i < 5; ++i)
    record(request_of(refused("AAAAAA" + std::to_string(i + 1), i, "Письмо " + std::to_string(i))));
  record(request_of(complete("BBBBBB1", 9)));
  CaseFilter refused_ones;
  refused_ones.action = Action::reject;
  EXPECT_EQ(store_->count(refused_ones, 100).value(), 5);
  EXPECT_EQ(store_->count(refused_ones, 3).value(), 3);
  EXPECT_EQ(store_->count({}, 100).value(), 6);
  refused_ones.text = "письмо";
  EXPECT_EQ(store_->count(refused_ones, 100).value(), 5);
  refused_ones.text = "нетакогослова";
  EXPECT_EQ(store_->count(refused_ones, 100).value(), 0);
}

TEST_P(StoreTest, UntiedTheFirstCaseIsOpenAgain) {
  record(request_of(refused("AAAAAA1", 0)));
  record(request_of(complete("AAAAAA2", 1)));
  ASSERT_TRUE(found("AAAAAA1").put_right.has_value());
  const CaseMark note{CaseMark::Kind::note, "lena", "другой клиент", minute(2)};
  ASSERT_TRUE(store_->untie("AAAAAA2", note).has_value());
  EXPECT_FALSE(found("AAAAAA1").put_right.has_value());
  EXPECT_EQ(found("AAAAAA2").first_case, "");
  EXPECT_EQ(found("AAAAAA2").marks.back().text, "другой клиент");
  EXPECT_EQ(tally(TallyKind::total).put_right, 0);
  EXPECT_EQ(tally(TallyKind::total).put_right_seconds, 0);
  EXPECT_FALSE(store_->untie("AAAAAA2", note).has_value());
}

TEST_P(StoreTest, OneLetterIsAllowedOnce) {
  record(request_of(refused("AAAAAA1", 0)));
  const std::string sender = found("AAAAAA1").sender();
  const std::string mailbox = found("AAAAAA1").mailboxes.front().mailbox;
  const auto take = [&](const std::string& who, const std::string& to, int at) {
    return store_->take_allowance(who, {"v8@elsewhere.test", to}, minute(at)).value();
  };
  EXPECT_FALSE(take(sender, mailbox, 1));
  const CaseMark note{CaseMark::Kind::note, "lena", "разрешено", minute(2)};
  ASSERT_TRUE(store_->allow_once("AAAAAA1", "срочно", note, {{NoticeKind::word, "ivan@vektor.test", "<1@x>", "x"}})
                  .has_value());
  EXPECT_EQ(found("AAAAAA1").marks.back().text, "разрешено");
  EXPECT_EQ(letters("AAAAAA1").size(), 1U);
  EXPECT_FALSE(take("boris@elsewhere.test", mailbox, 3));
  EXPECT_FALSE(take(sender, "other@elsewhere.test", 3));
  const auto allowed = take("ivan@VEKTOR.test", mailbox, 3);
  ASSERT_TRUE(allowed);
  EXPECT_EQ(allowed->number, "AAAAAA1");
  EXPECT_EQ(allowed->by, "lena");
  EXPECT_EQ(allowed->why, "срочно");
  EXPECT_FALSE(take(sender, mailbox, 4));
  // Anew, and too late.
  ASSERT_TRUE(store_->allow_once("AAAAAA1", "", note, {}).has_value());
  const Instant over = minute(3) + Store::kAllowance;
  EXPECT_FALSE(store_->take_allowance(sender, {mailbox}, over).value());
  EXPECT_TRUE(take(sender, mailbox, 5));
  EXPECT_FALSE(store_->allow_once("ZZZZZZ1", "", note, {}).has_value());
}

TEST_P(StoreTest, ALetterThatItsSenderLetPassClosesTheCaseAndPutsNothingRight) {
  record(request_of(refused("AAAAAA1", 0)));
  CaseEntry passed = refused("AAAAAA2", 5, "[без проверки: срочно] Активация");
  passed.subject = "Активация";
  passed.action = Action::annotate;
  passed.override_reason = "срочно";
  record(request_of(passed));
  const CaseEntry first = found("AAAAAA1");
  ASSERT_TRUE(first.put_right.has_value());
  EXPECT_TRUE(first.put_right->is_override);
  EXPECT_EQ(tally(TallyKind::total).put_right, 0);
  CaseFilter filter;
  filter.put_right = true;
  EXPECT_EQ(numbers(filter), "");
  EXPECT_FALSE(found("AAAAAA2").put_right.has_value());
}

TEST_P(StoreTest, PutRightByAnAnswer) {
  for (const char* answered : {"<AAAAAA1@vektor.test>", "<notice.AAAAAA1@mail.test>", "<old@1c.ru>"}) {
    store_ = open_store(folder_ / (std::string("by") + answered + ".sqlite"));
    RecordRequest first = with_notice(refused("AAAAAA1", 0));
    first.entry.references = {"<old@1c.ru>"};
    record(first);
    CaseEntry second = complete("AAAAAA2", 4, "Совсем другая тема");
    second.references = {answered};
    EXPECT_EQ(record(request_of(second)).first_case, "AAAAAA1") << answered;
  }
}

TEST_P(StoreTest, NotPutRightByAnotherMatter) {
  record(request_of(refused("AAAAAA1", 0)));
  CaseEntry other_sender = complete("AAAAAA2", 1);
  other_sender.reverse_path = "petr@vektor.test";
  record(request_of(other_sender));
  CaseEntry other_mailbox = complete("AAAAAA3", 2);
  other_mailbox.mailboxes.front().mailbox = "v8@1c.ru";
  record(request_of(other_mailbox));
  record(request_of(complete("AAAAAA4", 3, "Другое")));
  record(request_of(complete("AAAAAA5", 60 * 73)));
  RecordRequest machine = request_of(complete("AAAAAA6", 4));
  machine.entry.is_machine = true;
  record(machine);
  EXPECT_FALSE(found("AAAAAA1").put_right.has_value());
}

TEST_P(StoreTest, SubjectsThatAreTheSame) {
  EXPECT_EQ(normal_subject("Re: FW: «Активация»  пин-кода [3K7Q81B]"), normal_subject("активация пин кода"));
  EXPECT_NE(normal_subject("Активация [срочно]"), normal_subject("Активация"));
}

TEST_P(StoreTest, MarksOfReviewers) {
  record(request_of(refused("AAAAAA1", 0)));
  const auto mark = [&](CaseMark::Kind kind, const std::string& by, int at) {
    ASSERT_TRUE(store_->add_mark("AAAAAA1", {kind, by, "<b>ИНН в подписи</b>", minute(at)}).has_value());
  };
  mark(CaseMark::Kind::right, "lead", 1);
  mark(CaseMark::Kind::wrong, "lead", 2);
  mark(CaseMark::Kind::wrong, "lead", 3);
  mark(CaseMark::Kind::note, "lead", 4);
  EXPECT_EQ(tally(TallyKind::requirement, "client_inn").marked_wrong, 1);
  EXPECT_EQ(tally(TallyKind::requirement, "client_inn").marked_right, 0);
  CaseFilter filter;
  filter.marked = CaseMark::Kind::wrong;
  EXPECT_EQ(numbers(filter), "AAAAAA1");
  filter.marked = CaseMark::Kind::right;
  EXPECT_EQ(numbers(filter), "");
  mark(CaseMark::Kind::right, "admin", 5);
  EXPECT_EQ(numbers(filter), "AAAAAA1");
  EXPECT_EQ(found("AAAAAA1").marks.size(), 5U);
  EXPECT_EQ(found("AAAAAA1").marks.front().text, "<b>ИНН в подписи</b>");
}

TEST_P(StoreTest, TheReviewersLastWordHoldsAgainstTheSenders) {
  record(request_of(refused("AAAAAA1", 0)));
  const auto say = [&](CaseMark::Kind kind, const std::string& by, int at, bool is_sender) {
    CaseMark mark{kind, by, "", minute(at)};
    mark.is_complaint = is_sender;
    ASSERT_TRUE(store_->add_mark("AAAAAA1", mark).has_value());
  };
  const auto state = [&] {
    CaseFilter filter;
    std::string out;
    for (const Complaint each : {Complaint::open, Complaint::agreed, Complaint::declined}) {
      filter.complaint = each;
      if (!numbers(filter).empty()) out += name_of(each);
    }
    filter = {};
    const CaseLine line = store_->list(filter, {})->lines.front();
    EXPECT_EQ(line.complaint, found("AAAAAA1").complaint());
    EXPECT_EQ(line.marked_wrong, found("AAAAAA1").judgement() == CaseMark::Kind::wrong);
    return out;
  };
  const auto wrong = [&] { return tally(TallyKind::total).marked_wrong; };
  say(CaseMark::Kind::wrong, "ivan@vektor.test", 1, true);
  EXPECT_EQ(state(), "new");
  EXPECT_EQ(wrong(), 1);
  say(CaseMark::Kind::right, "lena@vektor.test", 2, false);
  EXPECT_EQ(state(), "declined");
  EXPECT_EQ(wrong(), 0);
  say(CaseMark::Kind::wrong, "ivan@vektor.test", 3, true);  // his word does not count any more
  EXPECT_EQ(state(), "declined");
  say(CaseMark::Kind::wrong, "lena@vektor.test", 4, false);
  EXPECT_EQ(state(), "agreed");
  EXPECT_EQ(wrong(), 1);
  EXPECT_EQ(tally(TallyKind::total).marked_right, 0);
}

TEST_P(StoreTest, WhatAPersonDoesAndItsLetterAreOneStep) {
  CaseEntry held = refused("AAAAAA1", 0);
  held.action = Action::hold;
  record(request_of(held));
  const OutgoingLetter letter{NoticeKind::notice, "ivan@vektor.test", "<ended@mail.test>", "Subject: x\r\n\r\nx\r\n"};
  EXPECT_TRUE(store_->end("AAAAAA1", {CaseEnding::How::dropped, "root", "", minute(9)}, {letter}).has_value());
  EXPECT_EQ(store_->letters_of("AAAAAA1")->size(), 1U);
  EXPECT_FALSE(store_->end("AAAAAA1", {CaseEnding::How::dropped, "root", "", minute(9)}, {letter}).has_value());
  EXPECT_EQ(store_->letters_of("AAAAAA1")->size(), 1U);
}

TEST_P(StoreTest, SendersByAPartOfTheirAddress) {
  record(request_of(refused("AAAAAA1", 0)));
  CaseFilter filter;
  for (const char* part : {"van", "IVAN@", "vektor", "ivan@vektor.test", "@vektor.test"}) {
    filter.sender = part;
    EXPECT_EQ(numbers(filter), "AAAAAA1") << part;
  }
  for (const char* part : {"petr", "van@vektor.test", "%"}) {
    filter.sender = part;
    EXPECT_EQ(numbers(filter), "") << part;
  }
}

TEST_P(StoreTest, AHeldLetterEndsOnce) {
  CaseEntry held = refused("AAAAAA1", 0);
  held.action = Action::hold;
  record(request_of(held));
  EXPECT_TRUE(store_->end("AAAAAA1", {CaseEnding::How::released, "root", "по звонку", minute(9)}).has_value());
  EXPECT_FALSE(store_->end("AAAAAA1", {CaseEnding::How::dropped, "root", "", minute(10)}).has_value());
  EXPECT_EQ(found("AAAAAA1").ending->why, "по звонку");
  CaseFilter filter;
  filter.held = true;
  EXPECT_EQ(numbers(filter), "");
}

TEST_P(StoreTest, FiguresByDayAndPerson) {
  record(request_of(refused("AAAAAA1", 0)));
  record(request_of(complete("AAAAAA2", 1, "Другое")));
  record(request_of(refused("AAAAAA3", 60 * 24 * 8, "Третье")));
  const Tally all = tally(TallyKind::total);
  EXPECT_EQ(all.letters, 3);
  EXPECT_EQ(all.refused, 2);
  EXPECT_EQ(tally(TallyKind::requirement, "client_inn").missing, 2);
  EXPECT_EQ(tally(TallyKind::sender, "ivan@vektor.test").failed, 2);
  TallyRequest request;
  request.period = TallyPeriod::week;
  EXPECT_EQ(store_->tallies(request)->size(), 2U);
  const std::chrono::weekday first(store_->tallies(request)->front().day);
  EXPECT_EQ(first, std::chrono::Monday);
  request.until = minute(60);
  EXPECT_EQ(store_->tallies(request)->size(), 1U);
  request = {};
  request.kind = TallyKind::sender_requirement;
  ASSERT_EQ(store_->tallies(request)->size(), 1U);
  EXPECT_EQ(store_->tallies(request)->front().other, "client_inn");
  EXPECT_EQ(store_->tallies(request)->front().missing, 2);
}

TEST_P(StoreTest, TakenBackItPassedAndNothingIsSent) {
  record(with_notice(refused("AAAAAA1", 0)));
  ASSERT_TRUE(store_->take_back("AAAAAA1", "journal_late").has_value());
  EXPECT_EQ(found("AAAAAA1").action, Action::annotate);
  EXPECT_EQ(found("AAAAAA1").trouble, "journal_late");
  EXPECT_TRUE(letters("AAAAAA1").empty());
  EXPECT_EQ(tally(TallyKind::total).refused, 0);
  EXPECT_EQ(tally(TallyKind::total).annotated, 1);
}

constexpr int kDay = 60 * 24;

TEST_P(StoreTest, PrunedWithAllThatHangsOnThem) {
  record(with_notice(refused("AAAAAA1", 0)));
  record(request_of(refused("AAAAAA2", 1, "Другое")));
  record(request_of(refused("AAAAAA3", 70 * kDay, "Третье")));
  store_->add_mark("AAAAAA2", {CaseMark::Kind::wrong, "lead", "", minute(2)});
  EXPECT_EQ(store_->prune(minute(35 * kDay), minute(0)).value(), 1);  // the first still has a notice that waits
  EXPECT_EQ(numbers({}), "AAAAAA3 AAAAAA1");
  const OutboxRow row = store_->claim(minute(61), minutes(5))->value();
  store_->sent(row.id, "250 ok", minute(61));
  EXPECT_EQ(store_->prune(minute(35 * kDay), minute(0)).value(), 1);
  CaseFilter filter;
  filter.text = "активация";
  EXPECT_EQ(numbers(filter), "");
  EXPECT_EQ(tally(TallyKind::total).letters, 1);
}

// Nothing is copied: what is there becomes the first partition, cases of a clock that ran ahead too.
TEST_P(StoreTest, AnOlderJournalIsPartedByMonths) {
  if (is_a_file()) GTEST_SKIP() << "of a server alone";
  const std::string where = folder_ / "older.sqlite";
  const int64_t ahead = first_id_of(wall_clock() + std::chrono::days(90));
  {
    Database server({where, std::chrono::seconds(5)});
    server.execute(kPostgresTables);
    server.execute(("UPDATE pismovod_version SET version = " + std::to_string(kPostgresBase)).c_str());
    const std::string id = std::to_string(ahead);
    server.execute(("INSERT INTO cases (id, number, sender, domain, action, fails, line) VALUES (" + id +
                    ", 'AAAAAA1', 'a@b.example', 'b.example', 0, 0, '{}'); INSERT INTO case_entry VALUES (" + id +
                    ", '{\"number\": \"AAAAAA1\", \"subject\": \"Прежнее\"}')")
                       .c_str());
  }
  store_ = open_store(where);
  EXPECT_EQ(found("AAAAAA1").subject, "Прежнее");
  record(request_of(refused("AAAAAA2", 0)));
  EXPECT_EQ(found("AAAAAA2").number, "AAAAAA2");
  Database server({where, std::chrono::seconds(5)});
  Query query = server.query("SELECT count(*) FROM case_entry_before");
  ASSERT_TRUE(query.next());
  EXPECT_EQ(query.integer(0), 2);
}

// A file gives its room back page by page; a server by whole months.
TEST_P(StoreTest, OldMonthsGoAsAWhole) {
  if (is_a_file()) GTEST_SKIP() << "of a server alone";
  const std::string where = folder_ / "journal.sqlite";
  Database server({where, std::chrono::seconds(5)});
  const auto figure = [&](const std::string& sql) {
    Query query = server.query(sql);
    return query.next() ? query.integer(0) : -1;
  };
  const Instant now = wall_clock();
  const auto minutes_of = [](Instant at) { return static_cast<int>((at - minute(0)) / minutes(1)); };
  ASSERT_EQ(store_->prune(minute(0), minute(0)).value(), 0);
  EXPECT_EQ(figure("SELECT count(*) FROM case_month"), 2);  // all until now, and the next one
  record(request_of(refused("AAAAAA1", minutes_of(now) - 100 * kDay, "Первое")));
  record(request_of(refused("AAAAAA2", minutes_of(now), "Второе")));
  record(request_of(refused("AAAAAA3", minutes_of(next_month_of(now)) + kDay, "Третье")));
  record(request_of(refused("AAAAAA4", minutes_of(now) + 400 * kDay, "Четвёртое")));  // a clock that ran far ahead
  EXPECT_EQ(figure("SELECT count(*) FROM case_entry_beside"), 1);
  // Within its month nothing goes before all of it may.
  EXPECT_EQ(store_->prune(next_month_of(now) - minutes(1), minute(0)).value(), 1);
  EXPECT_EQ(numbers({}), "AAAAAA4 AAAAAA3 AAAAAA2");
  EXPECT_EQ(store_->prune(next_month_of(now), minute(0)).value(), 1);
  EXPECT_EQ(figure("SELECT count(*) FROM case_month WHERE name = 'before'"), 0);
  EXPECT_EQ(figure("SELECT count(*) FROM case_entry"), 2);
  EXPECT_EQ(figure("SELECT count(*) FROM case_words"), 2);
  CaseFilter filter;
  filter.text = "активация";
  EXPECT_EQ(numbers(filter), "");
  filter.text = "третье";
  EXPECT_EQ(numbers(filter), "AAAAAA3");
  EXPECT_EQ(found("AAAAAA4").subject, "Четвёртое");
}

TEST_P(StoreTest, TheOutboxHandsEachLetterToOne) {
  record(with_notice(refused("AAAAAA1", 0)));
  EXPECT_FALSE(store_->claim(minute(-1), minutes(5))->has_value());
  const OutboxRow row = store_->claim(minute(0), minutes(5))->value();
  EXPECT_EQ(row.case_number, "AAAAAA1");
  EXPECT_EQ(row.letter.octets, "Subject: =\r\n\r\n\xD0\x9F\r\n");
  EXPECT_FALSE(store_->claim(minute(1), minutes(5))->has_value());
  EXPECT_EQ(store_->next_due()->value(), minute(5));
  // Whoever had it is gone.
  EXPECT_EQ(store_->claim(minute(5), minutes(5))->value().attempts, 2);
  store_->failed(row.id, "451 later", minute(20));
  EXPECT_FALSE(store_->claim(minute(19), minutes(5))->has_value());
  EXPECT_TRUE(store_->claim(minute(20), minutes(5))->has_value());
  store_->sent(row.id, "250 ok", minute(21));
  EXPECT_FALSE(store_->next_due()->has_value());
  EXPECT_EQ(letters("AAAAAA1").front().state, OutboxState::sent);
  EXPECT_EQ(letters("AAAAAA1").front().answer, "250 ok");
  store_->prune(minute(-1), minute(22));
  EXPECT_EQ(letters("AAAAAA1").front().letter.octets, "");
}

// All that the journal has on the disk.
std::string on_disk(const Place& folder) {
  std::string out;
  for (const char* name : {"journal.sqlite", "journal.sqlite-wal"}) {
    std::ifstream in(folder.file(name), std::ios::binary);
    out.append(std::istreambuf_iterator<char>(in), {});
  }
  return out;
}

// The draft is the sender's own letter, PIN codes and all.
TEST_P(StoreTest, TheDraftGoesWhenTheNoticeIsSent) {
  RecordRequest request = with_notice(refused("AAAAAA1", 0));
  request.letters.front().octets =
      "Content-Type: multipart/mixed;\r\n boundary=\"=_a\"\r\n\r\n--=_a\r\n\r\nWhat is missing\r\n--=_a\r\n\r\n" +
      std::string(100000, 'x') + "CODE-OF-THE-DRAFT\r\n--=_a--\r\n";
  record(request);
  const OutboxRow row = store_->claim(minute(0), minutes(5))->value();
  EXPECT_EQ(row.letter.octets, request.letters.front().octets);
  EXPECT_EQ(on_disk(folder_).find("CODE-OF-THE-DRAFT") != std::string::npos, is_a_file());
  const size_t size = on_disk(folder_).size();
  store_->sent(row.id, "250 ok", minute(1));
  EXPECT_EQ(letters("AAAAAA1").front().letter.octets,
            "Content-Type: multipart/mixed;\r\n boundary=\"=_a\"\r\n\r\n--=_a\r\n\r\nWhat is missing\r\n--=_a--\r\n");
  if (!is_a_file()) return;
  EXPECT_EQ(on_disk(folder_).find("CODE-OF-THE-DRAFT"), std::string::npos);
  EXPECT_LT(on_disk(folder_).size() + 90000, size);
}

TEST_P(StoreTest, NoticesToOnePersonAreBounded) {
  for (int i = 0; i < 4; ++i) {
    RecordRequest request =
        with_notice(refused("AAAAAA" + std::to_string(i), i * 10, std::to_string(i)), "IVAN@vektor.test");
    request.rate = {2, 0, 0, minutes(25)};
    record(request);
  }
  EXPECT_EQ(letters("AAAAAA1").front().state, OutboxState::waiting);
  EXPECT_EQ(letters("AAAAAA2").front().state, OutboxState::bounded);
  EXPECT_EQ(letters("AAAAAA3").front().state, OutboxState::waiting);
}

TEST_P(StoreTest, AWordIsHadOnceADay) {
  const auto state_of = [&](int i, int at, const std::string& to) {
    RecordRequest request = with_notice(complete("AAAAAA" + std::to_string(i), at, std::to_string(i)), to);
    request.letters.front().kind = NoticeKind::word;
    request.rate = {1, 1, 1, minutes(25)};
    record(request);
    return letters("AAAAAA" + std::to_string(i)).front().state;
  };
  EXPECT_EQ(state_of(0, 0, "ivan@vektor.test"), OutboxState::waiting);
  EXPECT_EQ(state_of(1, 10, "ivan@vektor.test"), OutboxState::bounded);
  EXPECT_EQ(state_of(2, 20, "petr@vektor.test"), OutboxState::waiting);
  EXPECT_EQ(state_of(3, kDay - 1, "ivan@vektor.test"), OutboxState::bounded);
  EXPECT_EQ(state_of(4, kDay + 1, "ivan@vektor.test"), OutboxState::waiting);
}

TEST_P(StoreTest, WhatALetterWasCompletedWithIsKept) {
  CaseEntry entry = complete("AAAAAA1", 0, "x");
  entry.completion = CaseCompletion{
      {"partner_code"}, {"Код партнера: 14352"}, "ИНН: 7701234507", "ИНН: 7701234507\nКод партнера: 14352"};
  entry.advisories = {"Проверьте."};
  entry.offers = {{"client_kpp", "770101001", "clients"}};
  record(request_of(entry));
  const CaseEntry kept = found("AAAAAA1");
  EXPECT_EQ(kept.completion, entry.completion);
  EXPECT_EQ(kept.advisories, entry.advisories);
  EXPECT_EQ(kept.offers, entry.offers);
}

// Addresses can be made up: the bound for one person is none then.
TEST_P(StoreTest, NoticesToADomainAndToAllAreBounded) {
  const auto state_of = [&](int i, const std::string& to, const NoticeRate& rate) {
    RecordRequest request = with_notice(refused("AAAAAA" + std::to_string(i), i, std::to_string(i)), to);
    request.rate = rate;
    record(request);
    return letters("AAAAAA" + std::to_string(i)).front().state;
  };
  const NoticeRate domain{20, 2, 0, minutes(25)};
  EXPECT_EQ(state_of(0, "u1@vektor_soft.test", domain), OutboxState::waiting);
  EXPECT_EQ(state_of(1, "u2@VEKTOR_SOFT.test", domain), OutboxState::waiting);
  EXPECT_EQ(state_of(2, "u3@vektor_soft.test", domain), OutboxState::bounded);
  EXPECT_EQ(state_of(3, "u4@vektorxsoft.test", domain), OutboxState::waiting);
  EXPECT_EQ(state_of(4, "u4@sub.vektor_soft.test", domain), OutboxState::waiting);
  EXPECT_EQ(state_of(5, "a@elsewhere.test", {20, 20, 4, minutes(25)}), OutboxState::bounded);
  EXPECT_EQ(state_of(6, "a@elsewhere.test", {20, 20, 5, minutes(25)}), OutboxState::waiting);
}

TEST(CaseNumber, AsPeopleTypeIt) {
  EXPECT_EQ(parse_case_number("3k7-q8lo").value_or(""), "3K7Q810");
  EXPECT_FALSE(parse_case_number("3K7Q81"));
  EXPECT_FALSE(parse_case_number("3K7Q81U"));
  const std::string drawn = draw_case_number();
  EXPECT_EQ(parse_case_number(drawn).value_or(""), drawn);
  EXPECT_NE(draw_case_number(), drawn);
}

}  // namespace
}  // namespace pismovod::test
