// A whole letter at the desk, and its log line; no libmilter.
#include "desk/letter_desk.h"

#include <gtest/gtest.h>

#include "desk/letter_line.h"
#include "mail/compose.h"
#include "mime/encoded_word.h"
#include "mta/rules.h"

namespace pismovod::test {
namespace {

class Recorder : public CaseRecorder {
 public:
  std::optional<CaseReference> record(const CaseToRecord& found) override {
    ++calls;
    action = found.plan.action;
    entities = found.structure.entities.size();
    trouble = found.trouble;
    outcome = found.outcome;
    if (fails) throw std::runtime_error("disk");
    return found.plan.action == Action::reject ? std::optional(CaseReference{"3K7Q81", ""}) : std::nullopt;
  }
  int calls = 0;
  bool fails = false;
  Trouble trouble = Trouble::none;
  Outcome outcome;
  Action action = Action::accept;
  size_t entities = 0;
};

class Peer : public Waiting {
 public:
  void still_working() noexcept override {}
  bool is_gone() noexcept override { return gone; }
  std::atomic<bool> gone{false};
};

class DeskTest : public testing::Test {
 protected:
  void set(const std::string& settings, const std::string& tables = "") { rules_ = rules(folder_, settings, tables); }

  Transaction letter(const std::string& from, const std::vector<std::string>& to, const std::string& text,
                     const std::string& subject = "question") {
    if (!rules_) set("");
    Transaction made(rules_, from, false, pool_);
    for (const std::string& path : to) made.add_recipient(path);
    made.add_field("From", " " + from);
    made.add_field("Subject", " " + subject);
    made.add_body(text + "\r\n");
    made.envelope().queue_id = "4ABC";
    return made;
  }

  Plan handle(Transaction& made) {
    report_ = {};
    return LetterDesk(services_, gate_, heartbeat_, metrics_, &recorder_).handle(made, peer_, report_);
  }

  std::string line(const Transaction& made) const {
    const std::string whole = letter_line(made, report_);
    return whole.substr(0, whole.find(" receive_ms="));
  }

  TempFolder folder_;
  Services services_{Settings()};
  BlockPool& pool_ = services_.blocks();
  Gate gate_{2};
  Heartbeat heartbeat_{std::chrono::milliseconds(1000)};
  Metrics metrics_;
  Recorder recorder_;
  Peer peer_;
  std::shared_ptr<const RulesInForce> rules_;
  LetterReport report_;
};

TEST_F(DeskTest, RefusedWithTheCaseOnRecord) {
  Transaction made = letter("<ivan.petrov@vektor.test>", {"<tickets@firm.test>", "<other@elsewhere.test>"}, "Hello");
  const Plan plan = handle(made);
  ASSERT_TRUE(plan.reply.has_value());
  EXPECT_NE(plan.reply->text().find("Case 3K7Q81"), std::string::npos);
  EXPECT_EQ(recorder_.entities, 1U);
  EXPECT_EQ(line(made),
            "qid=4ABC decision=reject from=i***@vektor.test rcpts=2 size=59 mailbox=tickets@firm.test verdict=fail "
            "scenario=any missing=ticket case=3K7Q81");
  EXPECT_EQ(metrics_.letters[static_cast<size_t>(Action::reject)], 1U);
}

TEST_F(DeskTest, PassesWithTheTicket) {
  Transaction made = letter("<ivan@vektor.test>", {"<tickets@firm.test>"}, "Ticket: TK-1234");
  EXPECT_FALSE(handle(made).reply.has_value());
  EXPECT_EQ(report_.action, Action::accept);
  EXPECT_EQ(recorder_.calls, 1);
}

TEST_F(DeskTest, TheSecondMailboxHasKeysOfItsOwn) {
  Transaction made = letter("<ivan@vektor.test>", {"<tickets@firm.test>", "<parcels@firm.test>"}, "Ticket: TK-1234");
  EXPECT_TRUE(handle(made).reply.has_value());
  EXPECT_NE(line(made).find(
                "verdict=pass scenario=any mailbox.2=parcels@firm.test verdict.2=fail scenario.2=any missing.2=parcel"),
            std::string::npos)
      << line(made);
}

TEST_F(DeskTest, ExemptByClientAndByName) {
  set("", "[exempt]\nclients = [\"198.51.100.0/24\"]\nauthenticated = [\"crm\"]");
  Transaction by_client = letter("<ivan@vektor.test>", {"<tickets@firm.test>"}, "Hello");
  by_client.envelope().client = "198.51.100.7";
  EXPECT_FALSE(handle(by_client).reply.has_value());
  EXPECT_EQ(report_.exempt, Exempt::client);
  Transaction by_name = letter("<ivan@vektor.test>", {"<tickets@firm.test>"}, "Hello");
  by_name.envelope().authenticated = "crm";
  by_name.add_field("X-Pismovod", " forged");
  EXPECT_EQ(handle(by_name).edits, std::vector<Edit>{RemoveFields{"X-Pismovod"}});
  EXPECT_EQ(report_.exempt, Exempt::authenticated);
  EXPECT_EQ(recorder_.calls, 0);
}

TEST_F(DeskTest, OverrideByAnAllowedSenderOnly) {
  set("", "[override]\nsenders = [\"boss@vektor.test\"]");
  const std::string subject = encode_header("[без проверки: согласовано по телефону] Вопрос");
  Transaction boss = letter("<boss@vektor.test>", {"<tickets@firm.test>"}, "Hello", subject);
  const Plan plan = handle(boss);
  EXPECT_FALSE(plan.reply.has_value());
  ASSERT_EQ(plan.edits.size(), 2U);
  ASSERT_TRUE(std::holds_alternative<ChangeField>(plan.edits[0]));
  EXPECT_EQ(decode_header(std::get<ChangeField>(plan.edits[0]).value), "Вопрос");
  EXPECT_EQ(plan.edits[1], Edit(AddField{"X-Pismovod", "tickets@firm.test; verdict=overridden"}));
  EXPECT_NE(line(boss).find("verdict=fail scenario=any missing=ticket override=\"согласовано по телефону\""),
            std::string::npos)
      << line(boss);
  Transaction clerk = letter("<clerk@vektor.test>", {"<tickets@firm.test>"}, "Hello", subject);
  EXPECT_TRUE(handle(clerk).reply.has_value());
  EXPECT_EQ(report_.override_refused, NotCounted::not_allowed);
  Transaction lazy = letter("<boss@vektor.test>", {"<tickets@firm.test>"}, "Hello", "[без проверки]");
  EXPECT_TRUE(handle(lazy).reply.has_value());
  EXPECT_EQ(report_.override_refused, NotCounted::no_reason);
}

// Any colleague can write the boss's address in MAIL.
TEST_F(DeskTest, ALoginOfAnotherNeitherOverridesNorExempts) {
  set("",
      "[override]\nsenders = [\"boss@vektor.test\"]\nauthenticated = [\"secretary\"]\n"
      "[exempt]\nsenders = [\"robot@vektor.test\"]");
  const std::string subject = encode_header("[без проверки: срочно] Вопрос");
  for (const auto& [from, login, refused] : {std::array{"boss@vektor.test", "boss", ""},
                                             {"boss@vektor.test", "", ""},
                                             {"clerk@vektor.test", "secretary", ""},
                                             {"boss@vektor.test", "clerk", "login"}}) {
    Transaction made = letter(from, {"<tickets@firm.test>"}, "Hello", subject);
    made.envelope().authenticated = login;
    EXPECT_EQ(handle(made).reply.has_value(), refused[0] != '\0') << login;
    EXPECT_EQ(name_of(report_.override_refused), refused);
  }
  EXPECT_NE(line(letter("a@vektor.test", {}, "")).find("sender_by=another_login"), std::string::npos);
  Transaction robot = letter("robot@vektor.test", {"<tickets@firm.test>"}, "Hello");
  EXPECT_FALSE(handle(robot).reply.has_value());
  EXPECT_NE(line(robot).find("exempt=sender sender_by=mail_from"), std::string::npos) << line(robot);
  robot.envelope().authenticated = "clerk@vektor.test";
  EXPECT_TRUE(handle(robot).reply.has_value());
  EXPECT_EQ(report_.exempt_refused, NotCounted::login);
}

TEST_F(DeskTest, NoPlaceBeforeTheDeadlineIsTroubleOfOurs) {
  set("deadline_seconds = 1");
  gate_.set_places(0);
  Transaction made = letter("<ivan@vektor.test>", {"<tickets@firm.test>"}, "Hello");
  const Plan plan = handle(made);
  EXPECT_FALSE(plan.reply.has_value());
  EXPECT_EQ(plan.edits,
            std::vector<Edit>(1, AddField{"X-Pismovod", "tickets@firm.test; verdict=unverified; reason=busy"}));
  set("deadline_seconds = 1\ntempfail_on_trouble = true");
  Transaction put_off = letter("<ivan@vektor.test>", {"<tickets@firm.test>"}, "Hello");
  EXPECT_TRUE(handle(put_off).reply->text().starts_with("451-4.3.0 "));
  EXPECT_TRUE(line(put_off).starts_with("qid=4ABC decision=tempfail "));
  EXPECT_EQ(metrics_.busy, 2U);
}

TEST_F(DeskTest, WithoutAPlaceItHasACaseOfItsOwn) {
  set("deadline_seconds = 1");
  gate_.set_places(0);
  Transaction made = letter("<ivan@vektor.test>", {"<tickets@firm.test>"}, "Hello");
  handle(made);
  EXPECT_EQ(recorder_.calls, 1);
  EXPECT_EQ(recorder_.action, Action::annotate);
  EXPECT_EQ(recorder_.trouble, Trouble::busy);
  ASSERT_EQ(recorder_.outcome.verdicts.size(), 1U);
  EXPECT_EQ(recorder_.outcome.verdicts[0].requirements.at(0).status, Status::unverified);
  EXPECT_NE(line(made).find("unverified=ticket"), std::string::npos) << line(made);
  EXPECT_NE(line(made).find("trouble=busy"), std::string::npos) << line(made);
}

TEST_F(DeskTest, NobodyIsJudgedForAnMtaThatHungUp) {
  gate_.set_places(0);  // it is noticed while the letter waits
  peer_.gone = true;
  Transaction made = letter("<ivan@vektor.test>", {"<tickets@firm.test>"}, "Hello");
  const Plan plan = handle(made);
  EXPECT_FALSE(plan.reply.has_value());
  EXPECT_TRUE(plan.edits.empty());
  EXPECT_EQ(recorder_.calls, 0);
  EXPECT_EQ(metrics_.aborted, 1U);
  EXPECT_EQ(metrics_.busy, 0U);
  EXPECT_NE(line(made).find("trouble=gone"), std::string::npos) << line(made);
}

TEST_F(DeskTest, AMachinesLetterPasses) {
  Transaction made = letter("<>", {"<tickets@firm.test>"}, "Hello");
  EXPECT_FALSE(handle(made).reply.has_value());
  EXPECT_NE(line(made).find(" from=<> "), std::string::npos);
  EXPECT_NE(line(made).find(" machine=yes"), std::string::npos);
}

TEST_F(DeskTest, OverALimitItPassesMarked) {
  set("", "[limits]\nmessage_octets = 10");
  Transaction made = letter("<ivan@vektor.test>", {"<tickets@firm.test>"}, "Hello, hello, hello");
  const Plan plan = handle(made);
  ASSERT_EQ(plan.edits.size(), 1U);
  EXPECT_EQ(plan.edits[0], Edit(AddField{"X-Pismovod", "tickets@firm.test; verdict=pass; unverified=ticket"}));
  EXPECT_NE(line(made).find("cannot_inspect=message_octets"), std::string::npos);
}

TEST_F(DeskTest, ALookalikeAloneIsMarkedAndNobodysNameIsLogged) {
  Transaction made = letter("<ivan@vektor.test>", {"<secret.name@f1rm.test>"}, "Hello");
  const Plan plan = handle(made);
  ASSERT_EQ(plan.edits.size(), 1U);
  EXPECT_EQ(line(made).find("secret"), std::string::npos);
  EXPECT_NE(line(made).find("lookalike_of=firm.test"), std::string::npos);
}

TEST_F(DeskTest, TheRecorderSeesWhatWillCome) {
  Transaction made = letter("<ivan@vektor.test>", {"<withheld@firm.test>"}, "Hello");
  handle(made);
  EXPECT_EQ(recorder_.action, Action::reject);  // withholding would leave nobody
}

TEST(Shortened, FirstLetterAndDomain) {
  EXPECT_EQ(shortened(parse_path("<ivan.petrov@vektor.test>")), "i***@vektor.test");
  EXPECT_EQ(shortened(parse_path("<юрий@vektor.test>")), "ю***@vektor.test");
  EXPECT_EQ(shortened(parse_path("<>")), "<>");
  EXPECT_EQ(shortened(parse_path("root")), "r***@");
}

}  // namespace
}  // namespace pismovod::test
