// Letters that their senders completed on the page: in the outbox with the case that they put right, past the milter
// once.
#include <gtest/gtest.h>

#include "base/digest.h"
#include "journal/entry_json.h"
#include "place.h"

namespace pismovod::test {
namespace {

class CompletedTest : public OverBoth {
 protected:
  void set_up() override {
    store_ = open_store(folder_ / "journal.sqlite");
    ASSERT_TRUE(store_->record(request_of(refused("AAAAAA1", 0))));
    request_.completes = "AAAAAA1";
    request_.letters.push_back(
        {NoticeKind::completed, "lic@1c.ru\nivan@vektor.test", kId, "Subject: x\r\n\r\nbody\r\n", "ivan@vektor.test"});
  }
  CaseEntry found(const std::string& number) { return store_->find(number).value(); }
  OutboxRow row() { return store_->letters_of("BBBBBB1").value().at(0); }
  CompletedLetter coming() const { return {kId, "ivan@vektor.test", {"lic@1c.ru"}, digest_of("body\r\n")}; }
  bool passes(const CompletedLetter& letter) { return store_->pass_once(letter, minute(20)).value(); }

  static constexpr const char* kId = "<pismovod-completed.x@vektor.test>";
  std::unique_ptr<Store> store_;
  // Of another day and subject: by nothing but the form's word is it tied.
  RecordRequest request_ = request_of(complete("BBBBBB1", 60 * 24 * 5, "Другая тема"));
};
PISMOVOD_OVER_BOTH(CompletedTest);

TEST_P(CompletedTest, PutsItsCaseRightAndIsRecordedOnce) {
  const auto recorded = store_->record(request_);
  ASSERT_TRUE(recorded);
  EXPECT_EQ(recorded->first_case, "AAAAAA1");
  EXPECT_EQ(found("AAAAAA1").put_right->by, "BBBBBB1");
  EXPECT_EQ(row().letter, request_.letters.front());
  request_.entry.number = "BBBBBB2";
  request_.entry.message_id = "<2@vektor.test>";
  const auto again = store_->record(request_);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, StoreError::Kind::other);
  EXPECT_FALSE(store_->find("BBBBBB2"));
}

TEST_P(CompletedTest, PassesTheMilterOnceAndOnlyAsItIs) {
  ASSERT_TRUE(store_->record(request_));
  CompletedLetter other = coming();
  other.body_digest = digest_of("another body\r\n");
  EXPECT_FALSE(passes(other));
  other = coming();
  other.reverse_path = "boss@vektor.test";
  EXPECT_FALSE(passes(other));
  other = coming();
  other.recipients.emplace_back("thief@elsewhere.test");
  EXPECT_FALSE(passes(other));
  other.recipients = {"c@1c.ru"};
  EXPECT_FALSE(passes(other));
  EXPECT_TRUE(passes(coming()));
  EXPECT_FALSE(passes(coming()));
  EXPECT_EQ(row().passed, minute(20));
}

TEST_P(CompletedTest, MayPassAgainWhereTheRelaySaysThatItHasItNot) {
  ASSERT_TRUE(store_->record(request_));
  EXPECT_TRUE(passes(coming()));
  ASSERT_TRUE(store_->failed(row().id, "connection lost", minute(21)));
  EXPECT_FALSE(passes(coming()));
  ASSERT_TRUE(store_->failed(row().id, "451 4.3.0 queue file write error", minute(22)));
  EXPECT_TRUE(passes(coming()));
}

TEST_P(CompletedTest, IsNotKeptOnceItIsSent) {
  ASSERT_TRUE(store_->record(request_));
  ASSERT_TRUE(store_->sent(row().id, "250 ok", minute(21)));
  EXPECT_EQ(row().letter.octets, "");
  EXPECT_EQ(row().state, OutboxState::sent);
  EXPECT_FALSE(passes(coming()));
  EXPECT_TRUE(found("AAAAAA1").put_right);
}

TEST_P(CompletedTest, ThatTheRelayWillNotHavePutsNothingRight) {
  ASSERT_TRUE(store_->record(request_));
  ASSERT_TRUE(store_->given_up(row().id, "550 no such user", minute(21)));
  EXPECT_FALSE(found("AAAAAA1").put_right);
  ASSERT_EQ(found("AAAAAA1").marks.size(), 1U);
  EXPECT_EQ(found("AAAAAA1").marks.front().text, "550 no such user");
  EXPECT_EQ(found("BBBBBB1").first_case, "");
  request_.entry.number = "BBBBBB2";
  request_.entry.message_id = "<2@vektor.test>";
  EXPECT_TRUE(store_->record(request_));
}

TEST_P(CompletedTest, CodesAndLettersAreNoNotices) {
  request_.rate = {1, 1, 1};
  request_.letters.push_back({NoticeKind::code, "ivan@vektor.test", "<c@x>", "x"});
  request_.letters.push_back({NoticeKind::notice, "ivan@vektor.test", "<n@x>", "x"});
  ASSERT_TRUE(store_->record(request_));
  const auto letters = store_->letters_of("BBBBBB1");
  ASSERT_TRUE(letters);
  for (const OutboxRow& each : *letters) EXPECT_EQ(each.state, OutboxState::waiting);
}

TEST_P(CompletedTest, ComesThroughTheSpoolWhole) {
  const auto read = parse_request(request_json(request_));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->letters, request_.letters);
  EXPECT_EQ(read->completes, "AAAAAA1");
}

}  // namespace
}  // namespace pismovod::test
