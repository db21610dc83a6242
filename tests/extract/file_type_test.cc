#include "extract/file_type.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "extract/picture_header.h"
#include "samples/archives.h"
#include "samples/mail.h"
#include "samples/office.h"
#include "samples/pictures.h"

namespace pismovod {
namespace {

Format format_of(const std::string& octets) { return tell_file_type(octets).format; }

TEST(FileType, TextInEveryCharsetIsText) {
  EXPECT_EQ(format_of("просто текст\n"), Format::plain);
  EXPECT_EQ(format_of("\xFF\xFB\xE5\xEA\xF2 \xEF\xE8\xF1\xFC\xEC\xE0\r\n"), Format::plain) << "cp1251";
  EXPECT_EQ(format_of("\x8A\x80\x91\x91\x8E\x82\x9B\x89 \x97\x85\x8A\r\n"), Format::plain) << "cp866";
  EXPECT_EQ(format_of(std::string("\xFF\xFE"
                                  "a\0b\0",
                                  6)),
            Format::plain);
  std::string wide;
  for (int i = 0; i < 20; ++i) wide += std::string("\x10\x04 \0", 4);
  EXPECT_EQ(format_of(wide), Format::plain) << "UTF-16 without a mark";
  EXPECT_EQ(format_of(std::string(100, '\0')), Format::unknown);
}

TEST(FileType, KindsOfText) {
  EXPECT_EQ(format_of("{\\rtf1 a}"), Format::rtf);
  EXPECT_EQ(format_of("\xEF\xBB\xBF<?xml version=\"1.0\"?><a/>"), Format::xml);
  EXPECT_EQ(format_of("<?xml version=\"1.0\"?><!DOCTYPE html><html></html>"), Format::html);
  EXPECT_EQ(format_of("\n <HTML><body>"), Format::html);
  EXPECT_EQ(format_of("a;b\n1;2\n\"x;\ny\";3\n"), Format::csv);
  EXPECT_EQ(format_of("a;b\n1;2;3\n"), Format::plain);
  EXPECT_EQ(format_of("Добрый день, коллеги, пишу вам\nеще раз, снова, опять\n"), Format::plain);
  EXPECT_EQ(format_of("a,b,c\n1,2,3\n"), Format::csv);
  EXPECT_EQ(format_of("17:02\tОшибка\n17:03\tОшибка\n"), Format::tabs);
  EXPECT_EQ(format_of("Received: by x\nFrom: a@b\nTo: c@d\nSubject: x\n\ntext"), Format::eml);
  EXPECT_EQ(format_of("Subject: x\nплатеж: 5\n\ntext"), Format::plain);
  EXPECT_EQ(format_of("BEGIN:VCARD\nFN:x\n"), Format::signature);
  EXPECT_EQ(format_of("-----BEGIN PGP SIGNATURE-----\n"), Format::signature);
  EXPECT_TRUE(tell_file_type("-----BEGIN PGP MESSAGE-----\n").is_encrypted);
}

TEST(FileType, OfficeFilesAreToldFromArchives) {
  EXPECT_EQ(format_of(samples::docx("")), Format::docx);
  EXPECT_EQ(format_of(samples::xlsx({})), Format::xlsx);
  EXPECT_EQ(format_of(samples::odt("")), Format::odt);
  EXPECT_EQ(format_of(samples::ods("")), Format::ods);
  const samples::File manifest{"META-INF/manifest.xml", "x"};
  const std::string type = "application/vnd.oasis.opendocument.";
  EXPECT_EQ(format_of(samples::stored_zip({manifest, {"mimetype", type + "spreadsheet"}, {"content.xml", "x"}})),
            Format::ods);
  EXPECT_EQ(format_of(samples::stored_zip({{"content.xml", "x"}, manifest})), Format::odt);
  EXPECT_EQ(format_of(samples::stored_zip({{"word\\document.xml", "x"}, {"[CONTENT_types].xml", "x"}})), Format::docx);
  EXPECT_EQ(format_of(samples::stored_zip({{"word/a.txt", "x"}})), Format::archive);
  EXPECT_EQ(format_of(samples::stored_zip({{"a.docx", samples::docx("")}})), Format::archive);
  EXPECT_EQ(format_of(samples::stored_zip({})), Format::archive);
  EXPECT_EQ(format_of(samples::packed({{"a", "b"}}, "7zip")), Format::archive);
  EXPECT_EQ(format_of(samples::stored_rar({{"a", "b"}})), Format::archive);
  EXPECT_EQ(format_of(samples::gzipped("a")), Format::archive);
}

// A PDF that is packed as it is stands in the first octets of the archive as well.
TEST(FileType, AnArchiveOfAPdfIsNoPdf) {
  const std::string pdf = "%PDF-1.4\n1 0 obj\n";
  EXPECT_EQ(format_of(pdf), Format::pdf);
  EXPECT_EQ(format_of("\x01\x02 printed by a driver\n" + pdf), Format::pdf);
  EXPECT_EQ(format_of(samples::stored_zip({{"1.pdf", pdf}})), Format::archive);
  EXPECT_EQ(format_of(samples::stored_rar({{"1.pdf", pdf}})), Format::archive);
  EXPECT_EQ(format_of(samples::packed({{"1.pdf", pdf}}, "ustar")), Format::archive);
}

TEST(FileType, OldOfficeFilesByTheirStreams) {
  EXPECT_EQ(format_of(*read_file(PISMOVOD_SOURCE_DIR "/tests/data/attachments/card.doc")), Format::doc);
  EXPECT_EQ(format_of(*read_file(PISMOVOD_SOURCE_DIR "/tests/data/attachments/list.xls")), Format::xls);
  EXPECT_EQ(format_of(samples::ole({{"Other", "x"}})), Format::unknown);
  EXPECT_TRUE(tell_file_type(samples::ole({{"EncryptedPackage", "x"}})).is_encrypted);
}

TEST(FileType, MailContainers) {
  EXPECT_EQ(format_of(samples::tnef("a", "b", {})), Format::tnef);
  EXPECT_EQ(format_of(samples::signed_cms("a")), Format::cms);
  EXPECT_EQ(format_of(samples::detached_cms("a")), Format::signature);
  EXPECT_EQ(format_of(samples::enveloped_cms("a")), Format::cms);
}

TEST(FileType, SignaturesInBase64AreTold) {
  const auto lines = [](const std::string& der) { return samples::base64(der); };
  EXPECT_EQ(format_of(lines(samples::signed_cms("a"))), Format::cms);
  EXPECT_EQ(format_of("-----BEGIN CMS-----\n" + lines(samples::signed_cms("a")) + "\n-----END CMS-----\n"),
            Format::cms);
  EXPECT_EQ(format_of(lines(samples::detached_cms("a"))), Format::signature);
  EXPECT_EQ(format_of("-----BEGIN PKCS7-----\n" + lines(samples::detached_cms("a"))), Format::signature);
  EXPECT_EQ(format_of("MIIBASE64LOOKALIKEMIIBASE64LOOKALIKEMIIBASE64LOOKALIKEMIIBASE64LOOKALIKE"), Format::plain);
}

TEST(FileType, OfficeFilesInOneXmlFile) {
  const std::string xml = "<?xml version=\"1.0\"?>\n";
  EXPECT_EQ(format_of(xml + "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>"), Format::excel_xml);
  EXPECT_EQ(format_of(xml + "<w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\"/>"),
            Format::word_xml);
  const auto flat = [&](const std::string& type) {
    return xml + "<office:document office:mimetype=\"application/vnd.oasis.opendocument." + type + "\"/>";
  };
  EXPECT_EQ(format_of(flat("text")), Format::flat_odt);
  EXPECT_EQ(format_of(flat("spreadsheet")), Format::flat_ods);
  EXPECT_EQ(format_of("sep=|\r\nИНН|КПП\r\n7701234507|770101001\r\n"), Format::csv);
  EXPECT_EQ(format_of("sep = ;\nтекст\n"), Format::plain);
}

TEST(FileType, MarksOfFilesThatNothingReads) {
  EXPECT_EQ(tell_file_type(std::string("MOXCEL\0\7\0\1", 10)).media_type, "application/x-1c-mxl");
  EXPECT_EQ(format_of("BMW X5 и прочее"), Format::plain);
  EXPECT_EQ(format_of(std::string("BM\1\0\0\0\0\0\0\0\x36\0\0\0\x99\0\0\0\1", 19)), Format::unknown);
}

TEST(FileType, PicturesAndTheirSizes) {
  Raster picture = make_raster(301, 203, 3);
  picture.dpi = 200;
  const std::vector<std::pair<Format, std::string>> all = {{Format::png, samples::png(picture)},
                                                           {Format::jpeg, samples::jpeg(picture)},
                                                           {Format::bmp, samples::bmp(picture)},
                                                           {Format::gif, samples::gif(picture)},
                                                           {Format::webp, samples::webp(picture)},
                                                           {Format::heic, samples::heic(picture)},
                                                           {Format::tiff, samples::tiff({picture, picture})}};
  for (const auto& [format, octets] : all) {
    EXPECT_EQ(format_of(octets), format);
    const std::vector<PictureHeader> headers = picture_headers(octets, format, 10);
    ASSERT_EQ(headers.size(), format == Format::tiff ? 2U : 1U) << int(format);
    EXPECT_NEAR(headers[0].width, 301, 1) << int(format);
    EXPECT_NEAR(headers[0].height, 203, 1) << int(format);
    for (size_t size = 0; size < octets.size() && size < 400; ++size) {
      picture_headers(octets.substr(0, size), format, 10);
      tell_file_type(octets.substr(0, size));
    }
  }
  EXPECT_EQ(picture_headers(all[0].second, Format::png, 1)[0].dpi, 200);
  EXPECT_TRUE(is_tiny_picture(224, 58));
  EXPECT_FALSE(is_tiny_picture(438, 154));
}

TEST(FileType, PdfBehindJunk) { EXPECT_EQ(format_of("\r\njunk %PDF-1.4 x"), Format::pdf); }

}  // namespace
}  // namespace pismovod
