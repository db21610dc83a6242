// Files made to do harm, each ended by the bounds of the program itself: what its documents say is
// all that is asserted. The figures stand in the output.
#include "samples/hostile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "base/file.h"
#include "extract/shared_pool.h"
#include "samples/archives.h"
#include "samples/mail.h"
#include "samples/office.h"
#include "samples/pictures.h"

namespace pismovod {
namespace {

// The bounds of the reader end each of them: its own of processor time and memory, not the deadline, so that a
// busy machine changes nothing.
constexpr std::chrono::minutes kDeadline = kLongEnough;

const char* name_of(ReadState state) {
  constexpr const char* names[] = {"unopened", "read", "encrypted", "unreadable", "too_large", "timed_out", "failed"};
  return names[static_cast<size_t>(state)];
}

// Reads it to the depth, and then an honest file: whatever the first has done, the pool goes on.
std::vector<Document> survive(const std::string& octets, ReadDepth depth, AttachmentReader& reader = shared_pool()) {
  const ReaderPoolCounts before = shared_pool().counts();
  std::vector<Document> documents = read_file_of(octets, "hostile", depth, kDeadline, reader);
  const ReaderPoolCounts after = shared_pool().counts();
  EXPECT_FALSE(documents.empty());
  size_t text = 0;
  for (const Document& document : documents) {
    for (const Passage& passage : document.passages) text += passage.text.size();
  }
  std::printf(
      "%9zu octets: outline %s, text %s, ocr %s; %zu documents, %zu octets of text, %.2f CPU s, %d died, %d killed\n",
      octets.size(), name_of(documents[0].outline), name_of(documents[0].text), name_of(documents[0].ocr),
      documents.size(), text, static_cast<double>(after.cpu_microseconds - before.cpu_microseconds) / 1e6,
      static_cast<int>(after.died - before.died), static_cast<int>(after.killed_late - before.killed_late));
  const auto honest = read_file_of(samples::docx(samples::paragraph("ok")), "a", ReadDepth::text, kDeadline, reader);
  EXPECT_EQ(honest[0].text, ReadState::read);
  return documents;
}

bool any_in(const std::vector<Document>& documents, ReadState state) {
  return std::any_of(documents.begin(), documents.end(),
                     [&](const Document& document) { return document.text == state; });
}

TEST(Hostile, FlatZipBomb) {
  const auto documents = survive(samples::flat_bomb(size_t{200} << 20), ReadDepth::text);
  ASSERT_EQ(documents.size(), 2U);
  EXPECT_EQ(documents[0].text, ReadState::too_large);
  EXPECT_EQ(documents[1].text, ReadState::too_large);
  EXPECT_EQ(documents[1].ocr, ReadState::too_large);
}

TEST(Hostile, NestedZipBomb) {
  EXPECT_TRUE(any_in(survive(samples::nested_bomb(), ReadDepth::text), ReadState::too_large));
}

TEST(Hostile, ZipOfManyEntries) {
  const auto documents = survive(samples::many_entries(60000), ReadDepth::text);
  EXPECT_EQ(documents[0].text, ReadState::too_large);
  EXPECT_LE(documents.size(), 1001U);
}

TEST(Hostile, ArchivesWithinArchives) {
  const auto documents = survive(samples::deep_archive(50), ReadDepth::text);
  EXPECT_EQ(documents.back().text, ReadState::too_large);
  EXPECT_LE(documents.size(), 6U);
}

TEST(Hostile, SevenZipBomb) {
  EXPECT_TRUE(any_in(survive(samples::seven_zip_bomb(size_t{200} << 20), ReadDepth::text), ReadState::too_large));
}

TEST(Hostile, GzipBomb) {
  EXPECT_TRUE(any_in(survive(samples::gzip_bomb(size_t{200} << 20), ReadDepth::text), ReadState::too_large));
}

TEST(Hostile, XmlBomb) {
  const auto documents = survive(samples::xml_bomb(), ReadDepth::text);
  EXPECT_EQ(documents[0].text, ReadState::unreadable);
  EXPECT_TRUE(documents[0].passages.empty());
}

TEST(Hostile, DeepXml) {
  EXPECT_EQ(survive(samples::deep_xml(100000), ReadDepth::text)[0].text, ReadState::unreadable);
}

TEST(Hostile, SharedStringBomb) {
  EXPECT_TRUE(survive(samples::shared_string_bomb(), ReadDepth::text)[0].text_was_cut);
}

TEST(Hostile, PdfOfAMillionObjects) {
  EXPECT_NE(survive(samples::pdf_with_objects(1000000), ReadDepth::ocr)[0].outline, ReadState::unopened);
}

TEST(Hostile, PdfOfAMillionPages) {
  const auto documents = survive(samples::pdf_with_pages(1000000), ReadDepth::text);
  EXPECT_TRUE(documents[0].text_was_cut || documents[0].text != ReadState::read);
  EXPECT_LE(documents[0].pages.size(), 500U);
}

TEST(Hostile, PdfWhosePagesAreTheirOwnChildren) {
  EXPECT_NE(survive(samples::pdf_pages_loop(), ReadDepth::ocr)[0].outline, ReadState::unopened);
}

TEST(Hostile, PdfWhoseDrawingDrawsItself) {
  EXPECT_NE(survive(samples::pdf_form_loop(), ReadDepth::ocr)[0].outline, ReadState::unopened);
}

// No timed assertion: were nothing bounded, the page would be drawn for hours.
TEST(Hostile, PdfWhoseDrawingsDrawABillionTimesKeepsThePagesBefore) {
  const auto documents = survive(samples::pdf_form_bomb(), ReadDepth::ocr);
  EXPECT_EQ(documents[0].text, ReadState::timed_out);
  EXPECT_THAT(text_of(documents), testing::HasSubstr("14352"));
}

TEST(Hostile, PdfWithAPageOfAThousandMiles) {
  EXPECT_NE(survive(samples::pdf_huge_page(), ReadDepth::ocr)[0].outline, ReadState::unopened);
}

TEST(Hostile, PicturesOf60000By60000) {
  for (const std::string& octets :
       {samples::huge_png(), samples::huge_jpeg(), samples::huge_bmp(), samples::huge_gif(), samples::huge_tiff()}) {
    const auto documents = survive(octets, ReadDepth::ocr);
    EXPECT_EQ(documents[0].pages[0].width, 60000) << documents[0].media_type;
    EXPECT_EQ(documents[0].pages[0].ocr, ReadState::too_large) << documents[0].media_type;
    EXPECT_EQ(documents[0].ocr, ReadState::too_large);
  }
}

TEST(Hostile, PictureOf60000By60000InADocx) {
  const auto documents = survive(samples::docx("", {{"word/media/image1.png", samples::huge_png()}}), ReadDepth::ocr);
  EXPECT_EQ(documents[0].pages[0].ocr, ReadState::too_large);
}

TEST(Hostile, RtfOfBracesAlone) {
  survive("{\\rtf1 " + std::string(5 << 20, '{'), ReadDepth::text);
  survive("{\\rtf1 " + std::string(5 << 20, '}'), ReadDepth::text);
}

TEST(Hostile, TheMemoryOfAReaderIsBounded) {
#ifdef PISMOVOD_SANITIZED
  GTEST_SKIP() << "sanitizers need addresses without bound";
#endif
  ReaderPoolOptions options = test_options();
  options.processes = 1;
  options.limits.memory_octets = size_t{700} << 20;
  ReaderPool pool(options);
  // Within the limit of pixels, beyond that of memory.
  const auto documents = survive(samples::png(make_raster(9500, 9500, 1)), ReadDepth::ocr, pool);
  EXPECT_TRUE(documents[0].ocr == ReadState::too_large || documents[0].ocr == ReadState::failed ||
              documents[0].ocr == ReadState::unreadable)
      << name_of(documents[0].ocr);
}

TEST(Hostile, TheProcessorTimeOfAReaderIsBounded) {
  ReaderPoolOptions options = test_options();
  options.processes = 1;
  options.limits.cpu_seconds = 1;
  ReaderPool pool(options);
  samples::PageLook noise;
  noise.noise = 60000;
  const auto documents = survive(samples::png(samples::page({"text"}, noise)), ReadDepth::ocr, pool);
  EXPECT_EQ(documents[0].pages[0].ocr, ReadState::timed_out);
}

std::vector<std::pair<std::string, std::string>> one_of_each() {
  const Raster page = samples::page({"ИНН 7713456712"}, {.dpi = 60});
  const std::vector<samples::File> files = {{"a.txt", std::string(3000, 'a')},
                                            {"b.docx", samples::docx(samples::paragraph("b"))}};
  const auto data = [](const char* name) {
    return *read_file(PISMOVOD_SOURCE_DIR "/tests/data/attachments/" + std::string(name));
  };
  return {
      {"docx", samples::docx(samples::docx_table({{"a", "b"}}), {{"word/media/a.png", samples::png(page)}})},
      {"xlsx", samples::xlsx({{"a", "<row><c t=\"s\"><v>0</v></c></row>"}}, {"abc"})},
      {"odt", samples::odt("<text:p>abc</text:p>")},
      {"ods", samples::ods("<table:table><table:table-row><table:table-cell/></table:table-row></table:table>")},
      {"doc", data("card.doc")},
      {"xls", data("list.xls")},
      {"rtf",
       R"({\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fcharset204 A;}}\f0 \'cf\u1055?\trowd a\cell\row{\pict\pngblip 8950}})"},
      {"pdf", samples::pdf({{{"Заявка на договор 1С:ИТС", "ИНН 7713456712"}, {}}, {{}, page}})},
      {"zip", samples::packed(files, "zip")},
      {"7z", samples::packed(files, "7zip")},
      {"tar.gz", samples::packed(files, "gnutar", "gzip")},
      {"rar", samples::stored_rar(files)},
      {"winmail.dat", samples::tnef("a", "b", files)},
      {"p7m", samples::signed_cms("Content-Type: text/plain\n\nabc")},
      {"png", samples::png(page)},
      {"jpeg", samples::jpeg(page)},
      {"tiff", samples::tiff({page, page})},
      {"bmp", samples::bmp(page)},
      {"gif", samples::gif(page)},
      {"webp", samples::webp(page)},
      {"heic", samples::heic(page)},
      {"eml", samples::letter_with("a.docx", "a/b", files[1].octets)},
  };
}

class Damaged : public testing::TestWithParam<size_t> {
 protected:
  static const std::vector<std::pair<std::string, std::string>>& samples_of_each() {
    static const auto all = one_of_each();
    return all;
  }
  // Reads at text depth, pictures to the end; counts how it went.
  void read(const std::string& octets) {
    const auto documents = read_file_of(octets, "damaged", depth_);
    ASSERT_FALSE(documents.empty());
    ++states_[static_cast<size_t>(documents[0].state(depth_))];
  }
  void print(const std::string& name) const {
    std::printf("%-12s", name.c_str());
    for (size_t i = 0; i < states_.size(); ++i) {
      if (states_[i] > 0) std::printf(" %s %d", name_of(static_cast<ReadState>(i)), states_[i]);
    }
    std::printf("\n");
  }
  ReadDepth depth_ = ReadDepth::text;
  std::array<int, 7> states_{};
};

TEST_P(Damaged, TruncatedAnywhere) {
  const auto& [name, octets] = samples_of_each()[GetParam()];
  for (size_t i = 1; i < 24; ++i) read(octets.substr(0, octets.size() * i / 24));
  print(name);
}

TEST_P(Damaged, Mutated) {
  const auto& [name, octets] = samples_of_each()[GetParam()];
  std::mt19937 random(static_cast<unsigned>(GetParam()));  // NOLINT(cert-msc51-cpp): the same each time
  for (int i = 0; i < 60; ++i) {
    std::string mutated = octets;
    for (int k = 0; k < 1 + i / 4; ++k) mutated[random() % mutated.size()] = static_cast<char>(random());
    read(mutated);
  }
  print(name);
}

// OCR of a damaged picture takes the decoders in too.
class DamagedPicture : public Damaged {};

TEST_P(DamagedPicture, MutatedAndReadByOcr) {
  const auto& [name, octets] = samples_of_each()[GetParam()];
  depth_ = ReadDepth::ocr;
  std::mt19937 random(static_cast<unsigned>(GetParam()));  // NOLINT(cert-msc51-cpp)
  for (int i = 0; i < 8; ++i) {
    std::string mutated = octets;
    for (int k = 0; k < 1 + i; ++k) mutated[random() % mutated.size()] = static_cast<char>(random());
    read(mutated);
  }
  print(name);
}

INSTANTIATE_TEST_SUITE_P(EveryFormat, Damaged, testing::Range<size_t>(0, 22));
INSTANTIATE_TEST_SUITE_P(EveryFormat, DamagedPicture, testing::Range<size_t>(14, 21));

}  // namespace
}  // namespace pismovod
