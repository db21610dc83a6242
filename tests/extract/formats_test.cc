// Each format through the reader processes, in the forms that occur in letters.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "extract/shared_pool.h"
#include "samples/archives.h"
#include "samples/mail.h"
#include "samples/office.h"
#include "samples/pictures.h"

namespace pismovod {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::vector<Document> read_text(const std::string& octets, const std::string& name) {
  return read_file_of(octets, name, ReadDepth::text);
}

std::string data_file(const std::string& name) {
  return *read_file(PISMOVOD_SOURCE_DIR "/tests/data/attachments/" + name);
}

TEST(Formats, DocxIsTextTablesAndTheirPlaces) {
  const auto documents = read_text(samples::docx(samples::paragraph("Карточка") +
                                                 samples::docx_table({{"ИНН", "7713456712"}, {"КПП", "771301001"}})),
                                   "Карточка.docx");
  ASSERT_EQ(documents.size(), 1U);
  EXPECT_EQ(documents[0].kind, FileKind::document);
  EXPECT_EQ(documents[0].text, ReadState::read);
  EXPECT_EQ(documents[0].ocr, ReadState::read);
  EXPECT_EQ(text_of(documents),
            "[attachment 1 «Карточка.docx»]\nКарточка\n"
            "[attachment 1 «Карточка.docx», table 1]\nИНН\t7713456712\nКПП\t771301001\n");
}

TEST(Formats, PictureInDocxIsAPageThatOcrReads) {
  const std::string picture = samples::png(samples::screenshot({"О программе", "1С:Предприятие 8.3 (8.3.25.1394)"}));
  const std::string octets = samples::docx(samples::paragraph("Снимок"), {{"word/media/image1.png", picture}});
  auto documents = read_text(octets, "a.docx");
  ASSERT_EQ(documents[0].pages.size(), 1U);
  EXPECT_TRUE(documents[0].pages[0].is_picture);
  EXPECT_EQ(documents[0].pages[0].width, 640);
  EXPECT_EQ(documents[0].ocr, ReadState::unopened);
  documents = read_file_of(octets, "a.docx", ReadDepth::ocr);
  EXPECT_EQ(documents[0].ocr, ReadState::read);
  EXPECT_THAT(text_of(documents), HasSubstr("[attachment 1 «a.docx», page 1 (OCR)]"));
  EXPECT_THAT(text_of(documents), HasSubstr("О программе")) << "the title in its coloured bar";
  EXPECT_THAT(text_of(documents), HasSubstr("8.3.25.1394"));
}

TEST(Formats, XlsxByXlsWithCatdoc) {
  const auto documents = read_text(data_file("list.xls"), "list.xls");
  EXPECT_EQ(documents[0].kind, FileKind::spreadsheet);
  EXPECT_EQ(documents[0].text, ReadState::read);
  EXPECT_THAT(text_of(documents), HasSubstr("1С:Бухгалтерия 8 ПРОФ\t801457223\t7713456712\t4601546116680"));
}

TEST(Formats, Doc) {
  const auto documents = read_text(data_file("card.doc"), "card.doc");
  EXPECT_EQ(documents[0].kind, FileKind::document);
  EXPECT_EQ(documents[0].text, ReadState::read);
  EXPECT_THAT(text_of(documents), HasSubstr("ИНН\t7713456712\nКПП\t771301001"));
  EXPECT_THAT(text_of(documents), HasSubstr("Рег. номер: 801457223 — «ПРОФ»"));
}

TEST(Formats, PdfTextByPage) {
  const auto documents = read_text(samples::pdf({{{"Заявка на договор 1С:ИТС", "ИНН\t7713456712"}, {}},
                                                 {{"Вторая страница с текстом", "Код партнера 14352"}, {}}}),
                                   "a.pdf");
  ASSERT_EQ(documents[0].pages.size(), 2U);
  EXPECT_FALSE(documents[0].pages[0].is_picture);
  EXPECT_EQ(text_of(documents),
            "[attachment 1 «a.pdf», page 1]\nЗаявка на договор 1С:ИТС\nИНН   7713456712\n"
            "[attachment 1 «a.pdf», page 2]\nВторая страница с текстом\nКод партнера 14352\n");
  EXPECT_EQ(documents[0].ocr, ReadState::read) << "no picture, nothing left to read";
}

TEST(Formats, ScanInPdfIsReadByOcrAndItsSealIsSeen) {
  samples::PageLook look;
  look.has_seal = true;
  look.slope = 1.5;
  look.noise = 300;
  const Raster scan = samples::page({"ЗАЯВЛЕНИЕ", "Просим зарегистрировать программный продукт",
                                     "регистрационный номер 801457223", "ИНН 7713456712 КПП 771301001"},
                                    look);
  const std::string octets = samples::pdf({{{}, scan}, {{"Страница с обычным текстом вместо скана"}, {}}});
  auto documents = read_text(octets, "скан.pdf");
  EXPECT_TRUE(documents[0].pages[0].is_picture);
  EXPECT_EQ(documents[0].pages[0].ocr, ReadState::unopened);
  EXPECT_EQ(documents[0].ocr, ReadState::unopened);
  documents = read_file_of(octets, "скан.pdf", ReadDepth::ocr);
  EXPECT_EQ(documents[0].ocr, ReadState::read);
  EXPECT_TRUE(documents[0].pages[0].has_seal);
  EXPECT_GT(documents[0].pages[0].confidence, 70);
  EXPECT_FALSE(documents[0].pages[1].is_picture);
  const std::string text = text_of(documents);
  EXPECT_THAT(text, HasSubstr("[attachment 1 «скан.pdf», page 1 (OCR)]\nЗАЯВЛЕНИЕ\n"));
  EXPECT_THAT(text, HasSubstr("801457223"));
  EXPECT_THAT(text, HasSubstr("ИНН 7713456712 КПП 771301001"));
  EXPECT_LT(text.find("page 1 (OCR)"), text.find("page 2]")) << "in the order of the pages";
}

TEST(Formats, WordsInAStampThatLeansAreRead) {
  samples::PageLook look;
  look.stamp = "ИСПОЛНЕНО";
  const auto documents =
      read_file_of(samples::jpeg(samples::page({"ПЛАТЕЖНОЕ ПОРУЧЕНИЕ № 7", "Сумма 5600-00", "Отметки банка"}, look)),
                   "a.jpg", ReadDepth::ocr);
  EXPECT_THAT(text_of(documents), HasSubstr("ИСПОЛНЕНО"));
}

TEST(Formats, PictureBesideTextInPdfIsReadWithoutTheText) {
  const std::string octets = samples::pdf(
      {{{"Снимок окна, в котором видна ошибка"}, samples::screenshot({"Окно", "Ошибка 12345 в модуле", "Код 98765"})}});
  const auto documents = read_file_of(octets, "a.pdf", ReadDepth::ocr);
  EXPECT_FALSE(documents[0].pages[0].is_picture);
  EXPECT_TRUE(documents[0].pages[0].holds_picture);
  const std::string text = text_of(documents);
  EXPECT_THAT(text, HasSubstr("page 1 (OCR)"));
  EXPECT_THAT(text, HasSubstr("12345"));
  EXPECT_EQ(text.find("Снимок окна"), text.rfind("Снимок окна")) << "text is not read a second time";
}

TEST(Formats, LockedPdfIsEncrypted) {
  const auto documents = read_text(samples::locked_pdf(), "a.pdf");
  EXPECT_EQ(documents[0].kind, FileKind::pdf);
  EXPECT_EQ(documents[0].outline, ReadState::encrypted);
  EXPECT_EQ(documents[0].ocr, ReadState::encrypted);
}

TEST(Formats, OutlineOfAPdfCountsItsPages) {
  const auto documents =
      read_file_of(samples::pdf({{{"a"}, {}}, {{"b"}, {}}, {{"c"}, {}}}), "a.pdf", ReadDepth::outline);
  EXPECT_EQ(documents[0].pages.size(), 3U);
  EXPECT_EQ(documents[0].outline, ReadState::read);
  EXPECT_EQ(documents[0].text, ReadState::unopened);
}

// Every format of pictures, by the same page.
class Pictures : public testing::TestWithParam<std::pair<const char*, std::string (*)(const Raster&)>> {};

TEST_P(Pictures, AreReadByOcr) {
  const Raster page = samples::page({"Платежное поручение № 233", "ИНН 5933543163", "Сумма 18600-00"});
  const auto documents = read_file_of(GetParam().second(page), "scan", ReadDepth::ocr);
  ASSERT_EQ(documents.size(), 1U);
  EXPECT_EQ(documents[0].media_type, std::string("image/") + GetParam().first);
  EXPECT_EQ(documents[0].kind, FileKind::picture);
  ASSERT_EQ(documents[0].pages.size(), 1U);
  EXPECT_EQ(documents[0].ocr, ReadState::read);
  EXPECT_THAT(text_of(documents), HasSubstr("[attachment 1 «scan» (OCR)]"));
  EXPECT_THAT(text_of(documents), HasSubstr("ИНН 5933543163"));
}

INSTANTIATE_TEST_SUITE_P(All, Pictures,
                         testing::Values(std::pair("png", &samples::png), std::pair("jpeg", &samples::jpeg),
                                         std::pair("bmp", &samples::bmp), std::pair("gif", &samples::gif),
                                         std::pair("webp", &samples::webp), std::pair("heic", &samples::heic)),
                         [](const auto& one) { return std::string(one.param.first); });

TEST(Formats, TiffHasPages) {
  const std::string octets = samples::tiff(
      {samples::page({"Первая страница акта 111222333"}), samples::page({"Вторая страница акта 444555666"})});
  const auto documents = read_file_of(octets, "a.tif", ReadDepth::ocr);
  ASSERT_EQ(documents[0].pages.size(), 2U);
  const std::string text = text_of(documents);
  EXPECT_THAT(text, HasSubstr("page 1 (OCR)]\nПервая страница акта 111222333"));
  EXPECT_THAT(text, HasSubstr("page 2 (OCR)]\nВторая страница акта 444555666"));
}

TEST(Formats, UpsideDownAndSidewaysPagesAreTurned) {
  const std::vector<std::string> lines = {"Просим осуществить перерегистрацию программного продукта",
                                          "в связи со сменой наименования организации", "рег. номер 8007711230",
                                          "Генеральный директор общества с ограниченной ответственностью",
                                          "Настоящим подтверждается, что внесена запись"};
  const Raster page = samples::page(lines);
  for (const int degrees : {90, 180, 270}) {
    Raster lying = make_raster(degrees == 180 ? page.width : page.height, degrees == 180 ? page.height : page.width, 3);
    for (int y = 0; y < page.height; ++y) {
      for (int x = 0; x < page.width; ++x) {
        const int to_x = degrees == 90 ? page.height - 1 - y : degrees == 180 ? page.width - 1 - x : y;
        const int to_y = degrees == 90 ? x : degrees == 180 ? page.height - 1 - y : page.width - 1 - x;
        std::copy_n(page.row(y) + 3 * x, 3, lying.row(to_y) + 3 * to_x);
      }
    }
    const auto documents = read_file_of(samples::png(lying), "a.png", ReadDepth::ocr);
    EXPECT_EQ(documents[0].pages[0].turned, 360 - degrees) << degrees;
    EXPECT_THAT(text_of(documents), HasSubstr("8007711230")) << degrees;
  }
}

TEST(Formats, BlankTinyAndUnreadablePagesAreNoticed) {
  const auto blank = read_file_of(samples::png(samples::page({})), "a.png", ReadDepth::ocr);
  EXPECT_TRUE(blank[0].pages[0].is_blank);
  EXPECT_EQ(blank[0].ocr, ReadState::read);
  EXPECT_TRUE(blank[0].passages.empty());

  Raster logo = make_raster(200, 60, 3);
  const auto tiny = read_file_of(samples::png(logo), "a.png", ReadDepth::ocr);
  EXPECT_TRUE(tiny[0].pages[0].is_tiny);
  EXPECT_EQ(tiny[0].ocr, ReadState::read);

  samples::PageLook bad;
  bad.dpi = 50;
  bad.noise = 25000;
  const auto unreadable = read_file_of(
      samples::png(samples::page({"Текст, который никто не прочтет", "Совсем никто"}, bad)), "a.png", ReadDepth::ocr);
  EXPECT_EQ(unreadable[0].pages[0].ocr, ReadState::unreadable);
  EXPECT_EQ(unreadable[0].ocr, ReadState::unreadable);
}

TEST(Formats, ZipWithNamesInEveryCharset) {
  const auto names = [](const std::vector<Document>& documents) {
    std::vector<std::string> out;
    for (size_t i = 1; i < documents.size(); ++i) out.push_back(documents[i].name);
    return out;
  };
  const std::string cp866 = "\x87\xA0\xEF\xA2\xAB\xA5\xAD\xA8\xA5 \xAD\xA0 \xAA\xAB\xEE\xE7.txt";
  const std::string cp1251 = "\xC7\xE0\xFF\xE2\xEB\xE5\xED\xE8\xE5 \xED\xE0 \xEA\xEB\xFE\xF7.txt";
  EXPECT_THAT(names(read_text(samples::stored_zip({{cp866, "a"}, {cp1251, "b"}}), "a.zip")),
              ElementsAre("a.zip: Заявление на ключ.txt", "a.zip: Заявление на ключ.txt"));
  EXPECT_THAT(names(read_text(samples::stored_zip({{"Заявление.txt", "a"}}, true), "a.zip")),
              ElementsAre("a.zip: Заявление.txt"));
}

TEST(Formats, NamesThatLeadOutAreOnlyLabels) {
  const auto documents =
      read_text(samples::stored_zip({{"../../etc/passwd.txt", "text"}, {"/abs/x.txt", "y"}}), "a.zip");
  ASSERT_EQ(documents.size(), 3U);
  EXPECT_EQ(documents[0].text, ReadState::read);
  EXPECT_TRUE(documents[0].is_container);
  EXPECT_EQ(documents[1].file_name, "passwd.txt");
  EXPECT_EQ(documents[2].file_name, "x.txt");
  EXPECT_EQ(documents[1].passages[0].text, "text");
}

TEST(Formats, ArchivesOfEveryKind) {
  const std::vector<samples::File> files = {{"log.txt", "17.02.2025 08:30 Ошибка"},
                                            {"card.docx", samples::docx(samples::paragraph("ИНН 7713456712"))}};
  for (const std::string& octets :
       {samples::packed(files, "zip"), samples::packed(files, "7zip"), samples::packed(files, "gnutar", "gzip"),
        samples::packed(files, "gnutar"), samples::stored_rar(files)}) {
    const auto documents = read_text(octets, "a");
    ASSERT_EQ(documents.size(), 3U) << documents[0].media_type;
    EXPECT_EQ(documents[0].kind, FileKind::archive);
    EXPECT_TRUE(documents[0].is_container);
    EXPECT_EQ(text_of(documents),
              "[attachment 1 «a: log.txt»]\n17.02.2025 08:30 Ошибка\n[attachment 1 «a: card.docx»]\nИНН 7713456712\n")
        << documents[0].media_type;
  }
}

TEST(Formats, FilePackedAloneHasTheArchivesName) {
  const auto documents = read_text(samples::gzipped("строка журнала"), "Журнал.log.gz");
  ASSERT_EQ(documents.size(), 2U);
  EXPECT_EQ(documents[1].name, "Журнал.log.gz: Журнал.log");
  EXPECT_EQ(documents[1].passages[0].text, "строка журнала");
}

TEST(Formats, ArchiveInAnArchive) {
  const std::string inner = samples::packed({{"в.txt", "внутри"}}, "7zip");
  const auto documents =
      read_text(samples::stored_zip({{"первый.txt", "1"}, {"б.7z", inner}, {"последний.txt", "3"}}, true), "а.zip");
  ASSERT_EQ(documents.size(), 5U);
  EXPECT_EQ(documents[3].name, "а.zip: б.7z: в.txt");
  EXPECT_EQ(documents[3].passages[0].text, "внутри");
  EXPECT_EQ(documents[4].passages[0].text, "3");
}

TEST(Formats, ScanInAnArchiveInAnArchive) {
  const std::string scan = samples::jpeg(samples::page({"Акт передачи прав", "рег. номер 800517702"}));
  const std::string inner = samples::stored_zip({{"a.txt", "text"}, {"акт.jpg", scan}}, true);
  const auto documents = read_file_of(samples::stored_zip({{"b.zip", inner}}), "c.zip", ReadDepth::ocr);
  ASSERT_EQ(documents.size(), 4U);
  EXPECT_EQ(documents[3].ocr, ReadState::read);
  EXPECT_THAT(text_of(documents), HasSubstr("[attachment 1 «c.zip: b.zip: акт.jpg» (OCR)]"));
  EXPECT_THAT(text_of(documents), HasSubstr("800517702"));
}

TEST(Formats, EncryptedEntriesSaySo) {
  const auto documents =
      read_text(samples::packed({{"a.txt", "secret"}, {"b.pdf", "secret"}}, "zip", "", "word"), "a.zip");
  ASSERT_EQ(documents.size(), 3U);
  EXPECT_EQ(documents[0].outline, ReadState::read) << "its names can be read";
  for (size_t i = 1; i < 3; ++i) {
    EXPECT_EQ(documents[i].text, ReadState::encrypted);
    EXPECT_EQ(documents[i].ocr, ReadState::encrypted);
  }
}

TEST(Formats, EncryptedOfficeFilesSaySo) {
  const std::string ooxml = samples::ole({{"EncryptedPackage", "x"}, {"EncryptionInfo", "x"}});
  std::string workbook("\x09\x08\x10\x00\x00\x06\x05\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00", 20);
  workbook += std::string("\x2F\x00\x06\x00\x00\x00\x00\x00\x00\x00", 10);
  std::string word("\xEC\xA5\xC1\x00\x00\x00\x00\x00\x00\x00\x00\x01", 12);
  for (const std::string& octets :
       {ooxml, samples::ole({{"Workbook", workbook}}), samples::ole({{"WordDocument", word}})}) {
    const auto documents = read_text(samples::stored_zip({{"a", octets}}), "a.zip");
    ASSERT_EQ(documents.size(), 2U);
    EXPECT_EQ(documents[1].text, ReadState::encrypted) << documents[1].media_type;
  }
}

TEST(Formats, WinmailDat) {
  const std::string octets = samples::tnef(
      "\xC7\xE0\xFF\xE2\xEA\xE0", "\xD2\xE5\xEA\xF1\xF2 \xEF\xE8\xF1\xFC\xEC\xE0",
      {{"\xCA\xE0\xF0\xF2\xEE\xF7\xEA\xE0.docx", samples::docx(samples::paragraph("ИНН 7713456712"))}, {"b.txt", "b"}});
  const auto documents = read_text(octets, "winmail.dat");
  ASSERT_EQ(documents.size(), 3U);
  EXPECT_EQ(documents[0].media_type, "application/ms-tnef");
  EXPECT_EQ(text_of(documents),
            "[attachment 1 «winmail.dat»]\nТекст письма\n[attachment 1 «winmail.dat: Карточка.docx»]\nИНН 7713456712\n"
            "[attachment 1 «winmail.dat: b.txt»]\nb\n");
}

TEST(Formats, SignedMessageIsUnwrapped) {
  const std::string entity = samples::letter_with("a.txt", "text/plain", "in the file");
  const auto documents = read_text(samples::signed_cms(entity.substr(entity.find("MIME-Version"))), "smime.p7m");
  ASSERT_EQ(documents.size(), 3U);
  EXPECT_EQ(documents[0].media_type, "application/pkcs7-mime");
  EXPECT_EQ(documents[1].kind, FileKind::message);
  EXPECT_THAT(text_of(documents), HasSubstr("Text."));
  EXPECT_THAT(text_of(documents), HasSubstr("[attachment 1 «smime.p7m: smime: a.txt»]\nin the file"));
}

TEST(Formats, SignedFileIsUnwrapped) {
  const auto documents =
      read_text(samples::signed_cms(samples::docx(samples::paragraph("Договор"))), "Договор.docx.sig");
  ASSERT_EQ(documents.size(), 2U);
  EXPECT_EQ(documents[1].name, "Договор.docx.sig: Договор.docx");
  EXPECT_EQ(documents[1].passages[0].text, "Договор");
}

TEST(Formats, EnvelopedMessageIsEncrypted) {
  EXPECT_EQ(read_text(samples::enveloped_cms("secret"), "smime.p7m")[0].text, ReadState::encrypted);
}

TEST(Formats, LetterInAnArchive) {
  const std::string letter =
      samples::letter_with("card.docx", "application/octet-stream", samples::docx(samples::paragraph("ИНН 1")));
  const auto documents = read_text(samples::stored_zip({{"письмо.eml", letter}}, true), "a.zip");
  ASSERT_EQ(documents.size(), 3U);
  EXPECT_EQ(documents[1].kind, FileKind::message);
  EXPECT_THAT(text_of(documents), HasSubstr("[attachment 1 «a.zip: письмо.eml»]\nFiles"));
  EXPECT_THAT(text_of(documents), HasSubstr("[attachment 1 «a.zip: письмо.eml: card.docx»]\nИНН 1"));
}

TEST(Formats, NamesAndDeclaredTypesAreNotBelieved) {
  EXPECT_EQ(read_text(samples::docx(samples::paragraph("a")), "скан.jpg")[0].kind, FileKind::document);
  EXPECT_EQ(read_text(samples::png(samples::page({})), "договор.pdf.docx")[0].kind, FileKind::picture);
  EXPECT_EQ(read_text("just text", "a.pdf")[0].kind, FileKind::text);
}

TEST(Formats, APdfWhoseLettersAreRubbishIsAScan) {
  const std::string octets = data_file("no_characters.pdf");
  const auto documents = read_file_of(octets, "a.pdf", ReadDepth::ocr);
  EXPECT_TRUE(documents[0].pages[0].is_picture);
  EXPECT_THAT(text_of(documents), HasSubstr("(OCR)"));
  EXPECT_THAT(text_of(documents), HasSubstr("7701234507"));
}

TEST(Formats, AnXlsWithTheDefaultPasswordIsOpen) {
  const auto documents = read_text(data_file("default_password.xls"), "a.xls");
  EXPECT_EQ(documents[0].text, ReadState::read);
  EXPECT_EQ(documents[0].kind, FileKind::spreadsheet);
  EXPECT_THAT(text_of(documents), HasSubstr("7701234507"));
}

TEST(Formats, AnXlsxWithTheDefaultPasswordIsOpen) {
  const auto documents = read_text(data_file("default_password.xlsx"), "a.xlsx");
  EXPECT_EQ(documents[0].text, ReadState::read);
  EXPECT_EQ(documents[0].kind, FileKind::spreadsheet);
  EXPECT_THAT(text_of(documents), HasSubstr("7701234507"));
}

}  // namespace
}  // namespace pismovod
