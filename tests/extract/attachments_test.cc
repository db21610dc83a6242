#include "extract/attachments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>

#include "extract/shared_pool.h"
#include "samples/mail.h"
#include "samples/office.h"
#include "samples/pictures.h"

namespace pismovod {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// Counts what it is asked, and reads nothing.
class CountingReader : public AttachmentReader {
 public:
  std::vector<std::vector<Document>> read_all(std::span<const ReadRequest> requests) override {
    std::vector<std::vector<Document>> out;
    for (const ReadRequest& request : requests) {
      ++asked;
      known.push_back(request.known->size());
      Document document;
      document.attachment = request.attachment;
      document.name = request.file_name;
      document.fail(ReadDepth::outline, ReadState::read);
      if (request.depth == ReadDepth::text) document.ocr = ReadState::unopened;
      out.push_back({document});
    }
    return out;
  }
  int asked = 0;
  std::vector<size_t> known;
};

std::string letter_with_docx() {
  return samples::letter_with("card.docx", "application/pdf", samples::docx(samples::paragraph("ИНН 7713456712")));
}

AttachmentServices services(AttachmentReader* reader, ReadCache* cache = nullptr) {
  AttachmentServices made;
  made.reader = reader;
  made.cache = cache;
  made.deadline = std::chrono::steady_clock::now() + kLongEnough;
  return made;
}

TEST(Attachments, AGlanceTellsTheTypeAndAsksNobody) {
  const TestLetter letter(letter_with_docx());
  CountingReader reader;
  Attachments attachments(letter.letter, letter.context, services(&reader));
  ASSERT_EQ(attachments.size(), 1U);
  EXPECT_TRUE(attachments.documents(1).empty());
  EXPECT_EQ(attachments.glance(1).kind, FileKind::document);
  EXPECT_EQ(attachments.glance(1).outline, ReadState::unopened);
  EXPECT_EQ(reader.asked, 0);
}

TEST(Attachments, AGlanceAtAPictureTellsItsSize) {
  const TestLetter letter(samples::letter_with("logo.png", "image/png", samples::png(make_raster(200, 50, 3))));
  Attachments attachments(letter.letter, letter.context, services(nullptr));
  ASSERT_EQ(attachments.glance(1).pages.size(), 1U);
  EXPECT_EQ(attachments.glance(1).pages[0].width, 200);
  EXPECT_TRUE(attachments.glance(1).pages[0].is_tiny);
}

TEST(Attachments, OncePerDepthAndOnlyDeeper) {
  const TestLetter letter(letter_with_docx());
  CountingReader reader;
  Attachments attachments(letter.letter, letter.context, services(&reader));
  attachments.read(1, ReadDepth::text);
  attachments.read(1, ReadDepth::text);
  attachments.read(1, ReadDepth::outline);
  EXPECT_EQ(reader.asked, 1);
  attachments.read(1, ReadDepth::ocr);
  EXPECT_THAT(reader.known, ElementsAre(0U, 1U)) << "what is known goes with the second question";
}

TEST(Attachments, WithoutAReaderOnlyTextIsRead) {
  const TestLetter docx(letter_with_docx());
  Attachments unopened(docx.letter, docx.context, services(nullptr));
  EXPECT_EQ(unopened.read(1, ReadDepth::ocr)[0].text, ReadState::unopened);
  EXPECT_EQ(unopened.read(1, ReadDepth::ocr)[0].kind, FileKind::document);

  const TestLetter text(samples::letter_with("log.txt", "application/octet-stream", "Ошибка 5"));
  Attachments read(text.letter, text.context, services(nullptr));
  EXPECT_EQ(read.read(1, ReadDepth::ocr)[0].passages[0].text, "Ошибка 5");
}

TEST(Attachments, PicturesNeedNoReaderBeforeOcr) {
  const TestLetter letter(samples::letter_with("a.png", "image/png", samples::png(make_raster(600, 500, 3))));
  CountingReader reader;
  Attachments attachments(letter.letter, letter.context, services(&reader));
  const Document& document = attachments.read(1, ReadDepth::text)[0];
  EXPECT_EQ(document.text, ReadState::read);
  EXPECT_EQ(document.ocr, ReadState::unopened);
  EXPECT_EQ(reader.asked, 0);
}

TEST(Attachments, TheSameFileSentAgainIsNotReadAgain) {
  CountingReader reader;
  ReadCache cache;
  const TestLetter first(letter_with_docx());
  Attachments(first.letter, first.context, services(&reader, &cache)).read(1, ReadDepth::text);
  const TestLetter second(
      samples::letter_with("other.docx", "a/b", samples::docx(samples::paragraph("ИНН 7713456712"))));
  Attachments again(second.letter, second.context, services(&reader, &cache));
  EXPECT_EQ(again.read(1, ReadDepth::text)[0].name, "other.docx");
  EXPECT_EQ(reader.asked, 1);
  again.read(1, ReadDepth::ocr);
  EXPECT_EQ(reader.asked, 2);
}

TEST(Attachments, ForwardedLetterGivesItsTextAndItsFilesAreListed) {
  const TestLetter letter(
      "From: a@partner.example\nSubject: Fwd\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=o\n\n"
      "--o\nContent-Type: text/plain\n\nSee below\n--o\nContent-Type: message/rfc822\n\n"
      "From: c@client.example\n" +
      letter_with_docx().substr(letter_with_docx().find("To:")) + "\n--o--\n");
  Attachments attachments(letter.letter, letter.context, services(&shared_pool()));
  ASSERT_EQ(attachments.size(), 2U);
  attachments.read({1, 2}, ReadDepth::text);
  const Document& message = attachments.documents(1)[0];
  EXPECT_EQ(message.kind, FileKind::message);
  ASSERT_EQ(message.passages.size(), 2U);
  EXPECT_EQ(message.passages[0].text, "Files");
  EXPECT_EQ(message.passages[1].place.kind, Place::Kind::attachment);
  EXPECT_EQ(message.passages[1].place.author, Author::other);
  EXPECT_THAT(text_of(attachments.documents(2)), HasSubstr("ИНН 7713456712"));
  EXPECT_EQ(attachments.all().size(), 2U);
}

TEST(Attachments, LetterFileGivesItsFilesAsDocuments) {
  const TestLetter letter(samples::letter_with("old.eml", "application/octet-stream", letter_with_docx()));
  Attachments attachments(letter.letter, letter.context, services(&shared_pool()));
  const auto& documents = attachments.read(1, ReadDepth::text);
  ASSERT_EQ(documents.size(), 2U);
  EXPECT_TRUE(documents[0].is_container);
  EXPECT_EQ(documents[1].name, "old.eml: card.docx");
  EXPECT_EQ(documents[1].passages[0].place.text(), "attachment 1 «old.eml: card.docx»");
}

TEST(Attachments, LettersWithinLettersEnd) {
  std::string octets = letter_with_docx();
  for (int i = 0; i < 8; ++i) octets = samples::letter_with("a.eml", "application/octet-stream", octets);
  const TestLetter letter(octets);
  Attachments attachments(letter.letter, letter.context, services(nullptr));
  const auto& documents = attachments.read(1, ReadDepth::text);
  EXPECT_EQ(documents.back().text, ReadState::too_large);
}

TEST(Attachments, OpaqueSignedLetterHasItsTextInside) {
  const std::string entity = "Content-Type: text/plain; charset=utf-8\n\nПросим исправить ошибку.\n";
  const TestLetter letter(
      "From: a@partner.example\nSubject: S\nMIME-Version: 1.0\nContent-Type: application/pkcs7-mime; "
      "smime-type=signed-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n\n" +
      samples::base64(samples::signed_cms(entity)));
  ASSERT_EQ(wrapped_letter(letter.letter), 1);
  Attachments attachments(letter.letter, letter.context, services(&shared_pool()));
  const auto& documents = attachments.read(1, ReadDepth::text);
  ASSERT_EQ(documents.size(), 2U);
  ASSERT_EQ(documents[1].passages.size(), 1U);
  EXPECT_EQ(documents[1].passages[0].place.kind, Place::Kind::body);
  EXPECT_EQ(documents[1].passages[0].text, "Просим исправить ошибку.");
}

TEST(Attachments, DetachedSignaturesAndCardsAreNoDocuments) {
  for (const std::string& octets : {samples::detached_cms("x"), std::string("BEGIN:VCARD\nFN:x\nEND:VCARD\n")}) {
    const TestLetter letter(samples::letter_with("x.bin", "application/octet-stream", octets));
    Attachments attachments(letter.letter, letter.context, services(nullptr));
    EXPECT_EQ(attachments.read(1, ReadDepth::ocr)[0].kind, FileKind::signature);
    EXPECT_EQ(attachments.read(1, ReadDepth::ocr)[0].ocr, ReadState::read);
  }
}

TEST(Attachments, PastTheDeadlineNothingIsTried) {
  const TestLetter letter(samples::letter_with("log.txt", "text/plain", "x"));
  AttachmentServices late = services(nullptr);
  late.deadline = std::chrono::steady_clock::now() - std::chrono::seconds(1);
  Attachments attachments(letter.letter, letter.context, late);
  EXPECT_EQ(attachments.read(1, ReadDepth::text)[0].text, ReadState::timed_out);
}

TEST(Attachments, LargeOnesGoToTheFolderAndAFolderThatIsNotThereFailsOne) {
  const std::string log(3 << 20, 'a');
  const TestLetter letter(samples::letter_with("log.txt", "text/plain", log));
  AttachmentServices there = services(nullptr);
  there.content = {1 << 20, "/tmp"};
  Attachments kept(letter.letter, letter.context, there);
  EXPECT_EQ(kept.read(1, ReadDepth::text)[0].octets, log.size());
  there.content.folder = "/nonexistent";
  Attachments lost(letter.letter, letter.context, there);
  EXPECT_EQ(lost.read(1, ReadDepth::text)[0].text, ReadState::failed);
}

// A disk that is full, by the limit that stands for it.
TEST(Attachments, AFullDiskFailsTheAttachmentAndNothingElse) {
  const TestLetter letter(samples::letter_with("log.txt", "text/plain", std::string(3 << 20, 'a')));
  AttachmentServices small = services(nullptr);
  small.content = {1 << 20, "/tmp"};
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const rlimit little{1 << 20, before.rlim_max};
  const auto old = ::signal(SIGXFSZ, SIG_IGN);
  ::setrlimit(RLIMIT_FSIZE, &little);
  Attachments attachments(letter.letter, letter.context, small);
  const ReadState state = attachments.read(1, ReadDepth::text)[0].text;
  ::setrlimit(RLIMIT_FSIZE, &before);
  ::signal(SIGXFSZ, old);
  EXPECT_EQ(state, ReadState::failed);
}

TEST(Attachments, OverTheLimitIsTooLarge) {
  const TestLetter letter(samples::letter_with("log.txt", "text/plain", std::string(100000, 'a')));
  AttachmentServices small = services(nullptr);
  small.attachment_octets = 50000;
  Attachments attachments(letter.letter, letter.context, small);
  EXPECT_EQ(attachments.read(1, ReadDepth::text)[0].text, ReadState::too_large);
}

}  // namespace
}  // namespace pismovod
