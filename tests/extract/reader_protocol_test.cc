#include "extract/reader_protocol.h"

#include <gtest/gtest.h>

#include <random>

namespace pismovod {
namespace {

NumberedDocument sample() {
  NumberedDocument numbered{3, true, {}};
  Document& document = numbered.document;
  document.attachment = 2;
  document.name = "а.zip: б.pdf";
  document.file_name = "б.pdf";
  document.media_type = "application/pdf";
  document.kind = FileKind::pdf;
  document.octets = size_t{1} << 33;
  document.entry = {4, 0};
  document.outline = ReadState::read;
  document.text = ReadState::too_large;
  document.ocr = ReadState::timed_out;
  document.text_was_cut = true;
  Page page;
  page.number = 5;
  page.is_picture = true;
  page.width = 2480;
  page.turned = 270;
  page.confidence = 88;
  page.left_out = 14;
  page.has_seal = true;
  page.ocr = ReadState::unreadable;
  document.pages = {page, Page{}};
  Place place;
  place.kind = Place::Kind::attachment;
  place.unit = Place::Unit::sheet;
  place.sheet = "Лист";
  place.number = 2;
  place.ocr = true;
  document.passages = {make_passage(place, "ИНН 7713456712"), make_passage({}, "")};
  return numbered;
}

std::string body_of(const std::string& frame) { return frame.substr(5); }

TEST(ReaderProtocol, DocumentsComeBackAsTheyWent) {
  const auto back = decode_document(body_of(encode(sample())));
  ASSERT_TRUE(back);
  EXPECT_EQ(encode(*back), encode(sample()));
  EXPECT_EQ(back->document.pages[0].confidence, 88);
  EXPECT_EQ(back->document.pages[0].left_out, 14);
  EXPECT_EQ(back->document.pages[1].confidence, -1);
  EXPECT_EQ(back->document.passages[0].folded.text(), make_passage({}, "ИНН 7713456712").folded.text());
}

TEST(ReaderProtocol, JobsLimitsAndTheRestToo) {
  ReaderJob job{true, ReadDepth::text, 1, "a", "utf-8", true, 99, 1234, 20, {1, 2}, 7};
  EXPECT_EQ(encode(*decode_job(body_of(encode(job)))), encode(job));
  ReaderLimits limits;
  limits.tessdata = "/x";
  limits.pages = 3;
  EXPECT_EQ(encode(*decode_limits(body_of(encode(limits)))), encode(limits));
  EXPECT_EQ(decode_hello(body_of(encode(Hello{"x"})))->confinement, "x");
  EXPECT_EQ(decode_done(body_of(encode(JobDone{5})))->cpu_microseconds, 5U);
  const ReadPage page{sample().document.pages[0], sample().document.passages};
  EXPECT_EQ(encode(*decode_page(body_of(encode(page)))), encode(page));
}

TEST(ReaderProtocol, CutAndLengthenedBodiesAreMalformed) {
  const std::string body = body_of(encode(sample()));
  for (size_t size = 0; size < body.size(); ++size) EXPECT_FALSE(decode_document(body.substr(0, size))) << size;
  EXPECT_FALSE(decode_document(body + "x"));
}

TEST(ReaderProtocol, CountsThatLieTakeNoMemory) {
  std::string body = body_of(encode(sample()));
  std::mt19937 random(5);  // NOLINT(cert-msc51-cpp)
  for (int i = 0; i < 20000; ++i) {
    std::string mutated = body;
    for (int k = 0; k < 3; ++k) mutated[random() % mutated.size()] = static_cast<char>(random());
    if (const auto decoded = decode_document(mutated)) {
      EXPECT_LE(decoded->document.kind, FileKind::signature);
      EXPECT_LE(decoded->document.text, ReadState::failed);
    }
  }
}

TEST(ReaderProtocol, TextThatIsNoUtf8IsMended) {
  NumberedDocument document = sample();
  document.document.name = "\xFF\xFE";
  EXPECT_EQ(decode_document(body_of(encode(document)))->document.name, "\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(FrameBuffer, CutsAStreamAnywhere) {
  const std::string stream = encode(Hello{"one"}) + encode(JobDone{2}) + encode(sample());
  for (size_t step = 1; step < 40; ++step) {
    FrameBuffer buffer(1 << 20);
    std::vector<FrameKind> kinds;
    for (size_t at = 0; at < stream.size(); at += step) {
      buffer.append(std::string_view(stream).substr(at, step));
      while (const auto frame = buffer.next()) kinds.push_back(frame->kind);
    }
    EXPECT_EQ(kinds, (std::vector{FrameKind::hello, FrameKind::done, FrameKind::document})) << step;
  }
}

TEST(FrameBuffer, LongAndUnknownFramesBreakIt) {
  for (const std::string& octets :
       {std::string("\xFF\xFF\xFF\x7F\x01", 5), std::string("\0\0\0\0\1", 5), std::string("\1\0\0\0\x63", 5)}) {
    FrameBuffer buffer(1000);
    buffer.append(octets);
    EXPECT_FALSE(buffer.next());
    EXPECT_TRUE(buffer.is_broken());
  }
}

}  // namespace
}  // namespace pismovod
