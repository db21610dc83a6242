#include "actions/plan.h"

#include <gtest/gtest.h>

#include <map>

#include "actions/mark.h"

namespace pismovod {
namespace {

const Texts kEnglish({{"reply.refused", "Letter to {mailboxes} was NOT sent: {count} items."},
                      {"reply.refused_one", "Letter to {mailboxes} was NOT sent: 1 item."},
                      {"reply.try_later", "Later."}});
const Texts kRussian({{"reply.needs", "Na {mailbox} nuzhno: {items}."},
                      {"reply.refused", "Na {mailboxes} ne ushlo: {count}."},
                      {"reply.again", "Snova."},
                      {"reply.again_link", "Pomoshch': {link}"},
                      {"reply.case", "Case {number}"},
                      {"reply.tag_without_reason", "Nuzhna prichina."},
                      {"reply.nobody", "Nikto ne poluchil."},
                      {"reply.hint.any", "neverno"},
                      {"reply.hint.check_digit", "kontrol'naya cifra"},
                      {"reply.try_later", "Pozzhe."},
                      {"requirement.client_inn.short", "INN klienta"},
                      {"requirement.question.short", "sut' voprosa"}});
const ReplyTexts kTexts{kRussian, kEnglish};

Judged judged(const std::string& id, Status status, Level level = Level::must, const std::string& why = "") {
  Judged out;
  out.id = id;
  out.status = status;
  out.level = level;
  out.reason.key = why;
  return out;
}

Verdict failing(const std::string& mailbox) {
  return {mailbox,
          mailbox,
          {"any"},
          {judged("client_inn", Status::invalid, Level::must, "check_digit"), judged("question", Status::missing)}};
}

Verdict passing(const std::string& mailbox) { return {mailbox, mailbox, {"any"}, {judged("question", Status::found)}}; }

// One letter to mailboxes whose verdicts and policies a test names.
struct Case {
  Outcome outcome;
  std::vector<Addressee> addressees;
  PlanRequest request{outcome, {}, 0, Mode::enforce, false, false};

  void add(const Verdict& verdict, const Policy& policy) {
    outcome.verdicts.push_back(verdict);
    outcome.decision = stricter(outcome.decision, action_for(verdict, policy));
    addressees.push_back({"<" + verdict.mailbox + ">", verdict.mailbox, policy});
    ++request.recipients;
  }
  Plan plan() {
    request.addressees = addressees;
    return make_plan(request, kTexts);
  }
};

AddField mark(const std::string& value) { return {"X-Pismovod", value}; }

TEST(Plan, RefusalNamesMailboxAndItems) {
  Case letter;
  letter.add(failing("lic@1c.ru"), {});
  const Plan plan = letter.plan();
  EXPECT_EQ(plan.action, Action::reject);
  EXPECT_TRUE(plan.edits.empty());
  EXPECT_EQ(plan.reply->text(),
            "550-5.7.1 Na lic@1c.ru nuzhno: INN klienta (kontrol'naya cifra), sut' voprosa.\n"
            "550-5.7.1 Letter to lic@1c.ru was NOT sent: 2 items.\n"
            "550 5.7.1 Snova.");
}

TEST(Plan, RefusalCarriesTheCase) {
  Case letter;
  letter.add({"lic@1c.ru", "lic@1c.ru", {"any"}, {judged("client_inn", Status::invalid)}}, {});
  Plan plan = letter.plan();
  refer_to(plan, {"3K7Q81", "https://mail.example.ru/c/3K7Q81"}, kTexts);
  EXPECT_EQ(plan.reply->text(),
            "550-5.7.1 Na lic@1c.ru nuzhno: INN klienta (neverno).\n"
            "550-5.7.1 Letter to lic@1c.ru was NOT sent: 1 item.\n"
            "550-5.7.1 Pomoshch': https://mail.example.ru/c/3K7Q81\n"
            "550 5.7.1 Case 3K7Q81");
}

TEST(Plan, OfSeveralMailboxesTheStrictestWinsAndTheFailingAreNamed) {
  Case letter;
  letter.add(failing("marked@1c.ru"), {Mode::annotate, Action::reject});
  letter.add(failing("lic@1c.ru"), {});
  letter.add(passing("v8@1c.ru"), {});
  const std::string text = letter.plan().reply->text();
  EXPECT_TRUE(text.starts_with("550-5.7.1 Na lic@1c.ru nuzhno: ")) << text;
  EXPECT_NE(text.find("Nikto ne poluchil."), std::string::npos);
  EXPECT_EQ(text.find("marked@1c.ru"), std::string::npos);
}

TEST(Plan, AnAliasIsNamedAsTheSenderWroteIt) {
  Case letter;
  Verdict verdict = failing("lic@1c.ru");
  verdict.recipient = "licenses@vektor.test";
  letter.add(verdict, {});
  EXPECT_NE(letter.plan().reply->text().find("Letter to licenses@vektor.test was"), std::string::npos);
}

TEST(Plan, SeveralFailingMailboxesAreNamedTogetherFirst) {
  Case letter;
  letter.add(failing("lic@1c.ru"), {});
  letter.add(failing("v8@1c.ru"), {});
  EXPECT_TRUE(letter.plan().reply->text().starts_with("550-5.7.1 Na lic@1c.ru, v8@1c.ru ne ushlo: 4.\n"));
}

TEST(Plan, ATagWithoutItsReasonIsToldSo) {
  Case letter;
  letter.add(failing("lic@1c.ru"), {});
  letter.request.tag = OverrideState::without_reason;
  EXPECT_NE(letter.plan().reply->text().find("Nuzhna prichina."), std::string::npos);
}

TEST(Plan, TheTagIsTakenOutOfALetterThatPasses) {
  Case letter;
  letter.add(passing("lic@1c.ru"), {});
  letter.request.subject_without_tag = " Hello";
  EXPECT_EQ(letter.plan().edits, std::vector<Edit>(1, ChangeField{"Subject", " Hello"}));
  Case watched;
  watched.add(passing("lic@1c.ru"), {Mode::observe, Action::reject});
  watched.request.subject_without_tag = " Hello";
  EXPECT_TRUE(watched.plan().edits.empty());
}

TEST(Plan, AnnotatedLettersAreMarkedAndForgedMarksGoFirst) {
  Case letter;
  letter.add(failing("lic@1c.ru"), {Mode::annotate, Action::reject});
  letter.request.has_foreign_mark = true;
  const Plan plan = letter.plan();
  EXPECT_FALSE(plan.reply.has_value());
  ASSERT_EQ(plan.edits.size(), 2U);
  EXPECT_EQ(plan.edits[0], Edit(RemoveFields{"X-Pismovod"}));
  EXPECT_EQ(plan.edits[1], Edit(mark("lic@1c.ru; verdict=fail; missing=question; invalid=client_inn")));
}

TEST(Plan, APassingLetterLosesForgedMarksOnly) {
  Case letter;
  letter.add(passing("lic@1c.ru"), {});
  EXPECT_TRUE(letter.plan().edits.empty());
  letter.request.has_foreign_mark = true;
  EXPECT_EQ(letter.plan().edits, std::vector<Edit>{RemoveFields{"X-Pismovod"}});
}

TEST(Plan, AWatchedLetterIsNotTouched) {
  Case letter;
  letter.add(failing("lic@1c.ru"), {Mode::observe, Action::reject});
  letter.request.has_foreign_mark = true;
  const Plan plan = letter.plan();
  EXPECT_EQ(plan.action, Action::accept);
  EXPECT_TRUE(plan.edits.empty());
  EXPECT_FALSE(plan.reply.has_value());
}

TEST(Plan, HoldIsAQuarantineWithAMark) {
  Case letter;
  letter.add(failing("lic@1c.ru"), {Mode::enforce, Action::hold});
  const Plan plan = letter.plan();
  ASSERT_EQ(plan.edits.size(), 2U);
  EXPECT_EQ(plan.edits[1], Edit(Quarantine{"pismovod: lic@1c.ru fails"}));
}

TEST(Plan, WithholdTakesOutEveryPathOfTheMailbox) {
  Case letter;
  letter.add(failing("lic@1c.ru"), {Mode::enforce, Action::withhold});
  letter.addressees.push_back({"LIC@1C.RU", "lic@1c.ru", {Mode::enforce, Action::withhold}});
  letter.request.recipients = 3;  // and one that is not ours
  const Plan plan = letter.plan();
  EXPECT_EQ(plan.action, Action::withhold);
  ASSERT_EQ(plan.edits.size(), 3U);
  EXPECT_EQ(plan.edits[1], Edit(DeleteRecipient{"<lic@1c.ru>"}));
  EXPECT_EQ(plan.edits[2], Edit(DeleteRecipient{"LIC@1C.RU"}));
}

TEST(Plan, WithholdNeverLeavesNobody) {
  Case letter;
  letter.add(failing("lic@1c.ru"), {Mode::enforce, Action::withhold});
  const Plan plan = letter.plan();
  EXPECT_EQ(plan.action, Action::reject);
  ASSERT_TRUE(plan.reply.has_value());
  EXPECT_NE(plan.reply->text().find("lic@1c.ru"), std::string::npos);
}

TEST(Plan, AnOverriddenLetterLeavesMarked) {
  Case letter;
  letter.add(failing("lic@1c.ru"), {});
  letter.request.is_overridden = true;
  const Plan plan = letter.plan();
  EXPECT_FALSE(plan.reply.has_value());
  EXPECT_EQ(plan.edits, std::vector<Edit>{mark("lic@1c.ru; verdict=overridden")});
}

// Whoever else gets the letter reads its mark: neither a blind copy's address nor what a client lacks is there.
TEST(Plan, WhereOthersReadItTheMarkHasVerdictAndCaseAlone) {
  Case letter;
  letter.add(failing("blind@1c.ru"), {Mode::annotate, Action::reject});
  letter.add(passing("v8@1c.ru"), {Mode::annotate, Action::reject});
  letter.outcome.lookalikes = {{"v8@1с.ru", "v8@1c.ru"}};
  letter.request.recipients = 4;
  Plan plan = letter.plan();
  EXPECT_EQ(plan.edits, (std::vector<Edit>{mark("verdict=fail"), mark("warning=lookalike_domain")}));
  refer_to(plan, {"3K7Q81", "https://mail.example.ru/c/3K7Q81?t=secret"}, kTexts);
  EXPECT_EQ(plan.edits, (std::vector<Edit>{mark("verdict=fail; case=3K7Q81"), mark("warning=lookalike_domain")}));
  letter.request.is_overridden = true;
  EXPECT_EQ(letter.plan().edits.front(), Edit(mark("verdict=overridden")));
  const Plan trouble = make_trouble_plan(letter.addressees, 3, "busy", false, false, kTexts);
  EXPECT_EQ(trouble.edits, std::vector<Edit>{mark("verdict=unverified; reason=busy")});
}

TEST(Plan, WhatTheOthersGetOfAWithheldLetterSaysNothingOfIt) {
  Case letter;
  letter.add(failing("lic@1c.ru"), {Mode::enforce, Action::withhold});
  letter.request.recipients = 2;
  EXPECT_EQ(letter.plan().edits, (std::vector<Edit>{mark("verdict=fail"), DeleteRecipient{"<lic@1c.ru>"}}));
}

TEST(Plan, LookalikesAreMarkedInAscii) {
  Case letter;
  letter.outcome.lookalikes = {{"v8@1с.ru", "v8@1c.ru"}};
  letter.outcome.decision = Action::annotate;
  letter.request.recipients = 1;
  EXPECT_EQ(letter.plan().edits,
            std::vector<Edit>{mark("warning=lookalike_domain; address=v8@1%D1%81.ru; meant=v8@1c.ru")});
}

TEST(Plan, TroubleLetsPassWithAMarkOrPutsOff) {
  const std::vector<Addressee> addressees = {{"<lic@1c.ru>", "lic@1c.ru", {}}, {"<LIC@1c.ru>", "lic@1c.ru", {}}};
  const Plan pass = make_trouble_plan(addressees, addressees.size(), "busy", true, false, kTexts);
  EXPECT_FALSE(pass.reply.has_value());
  EXPECT_EQ(pass.edits,
            (std::vector<Edit>{RemoveFields{"X-Pismovod"}, mark("lic@1c.ru; verdict=unverified; reason=busy")}));
  EXPECT_EQ(make_trouble_plan(addressees, addressees.size(), "busy", true, true, kTexts).reply->text(),
            "451-4.3.0 Pozzhe.\n451 4.3.0 Later.");
}

TEST(Plan, TroubleWithAWatchedLetterChangesNothing) {
  const std::vector<Addressee> addressees = {{"<lic@1c.ru>", "lic@1c.ru", {Mode::observe, Action::reject}}};
  const Plan plan = make_trouble_plan(addressees, addressees.size(), "busy", true, true, kTexts);
  EXPECT_FALSE(plan.reply.has_value());
  EXPECT_TRUE(plan.edits.empty());
}

TEST(Mark, LongListsAreFoldedWithoutBreakingIds) {
  Verdict verdict{"lic@1c.ru", "lic@1c.ru", {}, {}};
  for (int i = 0; i < 20; ++i)
    verdict.requirements.push_back(judged("requirement_number_" + std::to_string(i), Status::missing));
  verdict.requirements.push_back(judged("wish", Status::missing, Level::should));
  verdict.requirements.push_back(judged("unread", Status::unverified));
  const std::string value = mark_of(verdict);
  size_t begin = 0;
  size_t room = 76 - std::string("X-Pismovod: ").size();
  for (size_t end = value.find('\n'); end != std::string::npos; end = value.find('\n', begin)) {
    EXPECT_LE(end - begin, room);
    EXPECT_EQ(value.at(end + 1), '\t');
    begin = end + 1;
    room = 76;
  }
  EXPECT_TRUE(value.ends_with("wished=wish; unverified=unread")) << value;
}

}  // namespace
}  // namespace pismovod
