// What was not reached when the time was over is unverified, with a reason: never missing, never refused.

#include <gtest/gtest.h>

#include <atomic>

#include "support/attachments.h"

namespace pismovod::test {
namespace {

Outcome judged_with(const Patience& patience, const TestLetter& letter, AttachmentReader* reader = nullptr) {
  BlockPool blocks;
  const Message message = read_message(letter.octets, blocks, {});
  Envelope envelope;
  envelope.reverse_path = parse_path(letter.from);
  for (const std::string& to : letter.to) envelope.recipients.push_back(make_recipient(to));
  return inspect(message, envelope, test_configuration(), {blocks, reader, nullptr, patience});
}

void expect_all_unverified(const Outcome& outcome) {
  EXPECT_EQ(outcome.decision, Action::annotate);
  ASSERT_FALSE(outcome.verdicts.empty());
  EXPECT_FALSE(outcome.verdicts.front().fails());
  ASSERT_FALSE(outcome.verdicts.front().requirements.empty());
  for (const Judged& judged : outcome.verdicts.front().requirements) {
    EXPECT_EQ(judged.status, Status::unverified) << judged.id;
  }
}

TEST(Patience, OverBeforeTheLetterIsRead) {
  const Patience patience(Patience::Clock::now() - std::chrono::seconds(1));
  const Outcome outcome = judged_with(patience, plain_letter("lic@1c.ru", "s", "Здравствуйте!"));
  EXPECT_EQ(outcome.cannot_inspect, "time_over");
  expect_all_unverified(outcome);
}

TEST(Patience, OfAClientThatHasGone) {
  const std::atomic<bool> gone = true;
  const Patience patience(Patience::Clock::time_point::max(), &gone);
  expect_all_unverified(judged_with(patience, plain_letter("lic@1c.ru", "s", "Здравствуйте!")));
}

TEST(Patience, WithoutEndNothingIsUnverified) {
  const Patience patience;
  const Outcome outcome = judged_with(patience, plain_letter("lic@1c.ru", "s", "Здравствуйте!"));
  EXPECT_EQ(judged(outcome, "partner_code").status, Status::missing);
}

// The client goes while its attachments are being read.
class ReaderThatLosesTheClient : public AttachmentReader {
 public:
  std::vector<std::vector<Document>> read_all(std::span<const ReadRequest> requests) override {
    gone = true;
    return std::vector<std::vector<Document>>(requests.size());
  }
  std::atomic<bool> gone = false;
};

TEST(Patience, OverWhileAttachmentsAreReadKeepsWhatWasFound) {
  const TestLetter letter =
      letter_with("lic@1c.ru", "Лицензия", "Код партнера 14352", {{"a.pdf", "application/pdf", "%PDF-1.4\n"}});
  ReaderThatLosesTheClient reader;
  const Patience patience(Patience::Clock::time_point::max(), &reader.gone);
  const Outcome outcome = judged_with(patience, letter, &reader);
  ASSERT_TRUE(reader.gone);
  EXPECT_EQ(judged(outcome, "partner_code").status, Status::found);
  EXPECT_EQ(judged(outcome, "client_inn").status, Status::unverified);
  EXPECT_EQ(judged(outcome, "client_inn").reason.key, "time_over");
  EXPECT_EQ(outcome.decision, Action::annotate);
}

}  // namespace
}  // namespace pismovod::test
