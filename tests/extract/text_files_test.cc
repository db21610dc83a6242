#include "extract/text_files.h"

#include <gtest/gtest.h>

namespace pismovod {
namespace {

Document read(std::string_view octets, Format format, std::string_view charset = {}, size_t most = 10000) {
  Document document;
  document.attachment = 2;
  document.name = "файл";
  read_text_file(octets, format, charset, most, document);
  return document;
}

std::string all(const Document& document) {
  std::string out;
  for (const Passage& passage : document.passages) out += passage.text + "\n";
  return out;
}

TEST(TextFiles, PlainTextHasOnePassageAndItsPlace) {
  const Document document = read("раз\r\nдва\n\nтри\x01\n", Format::plain);
  ASSERT_EQ(document.passages.size(), 1U);
  EXPECT_EQ(document.passages[0].text, "раз\nдва\n\nтри");
  EXPECT_EQ(document.passages[0].place.text(), "attachment 2 «файл»");
  EXPECT_FALSE(document.passages[0].folded.text().empty());
  EXPECT_EQ(document.text, ReadState::read);
  EXPECT_EQ(document.ocr, ReadState::read);
}

TEST(TextFiles, CharsetsDeclaredWronglyOrNot) {
  EXPECT_EQ(all(read("\xCF\xF0\xE8\xE2\xE5\xF2, \xEC\xE8\xF0", Format::plain)), "Привет, мир\n");
  EXPECT_EQ(all(read("\x8A\x80\x91\x91\x8E\x82\x9B\x89 \x97\x85\x8A \xAF\xE0\xA8\xE5\xAE\xA4", Format::plain)),
            "КАССОВЫЙ ЧЕК приход\n");
  EXPECT_EQ(all(read("текст", Format::plain, "windows-1251")), "текст\n");
  EXPECT_EQ(all(read(std::string_view("\xFF\xFE\x10\x04\x11\x04", 6), Format::plain)), "АБ\n");
}

TEST(TextFiles, CsvHasCells) {
  const Document document = read("Продукт;Номер\n\"1С:Розница 8;\nвторая \"\"строка\"\"\";801457223\n", Format::csv);
  EXPECT_EQ(all(document), "Продукт\tНомер\n1С:Розница 8;\vвторая \"строка\"\t801457223\n");
  EXPECT_EQ(document.passages[0].place.unit, Place::Unit::table);
  EXPECT_EQ(all(read("a,\"b", Format::csv)), "a,\"b\n") << "no table after all";
}

TEST(TextFiles, HtmlTablesAreNumbered) {
  const Document document =
      read("<p>До</p><table><tr><td>ИНН</td><td>7713456712</td></tr></table><p>После</p>", Format::html);
  ASSERT_EQ(document.passages.size(), 3U);
  EXPECT_EQ(document.passages[1].text, "ИНН\t7713456712");
  EXPECT_EQ(document.passages[1].place.number, 1);
}

TEST(TextFiles, XmlSaysNamesAndValues) {
  EXPECT_EQ(all(read("<?xml version=\"1.0\"?><Файл ИмяФайла=\"a\"><СвЮЛ ИНН=\"7713456712\"><p> текст "
                     "</p><Рег>801</Рег></СвЮЛ></Файл>",
                     Format::xml)),
            "ИмяФайла: a\nИНН: 7713456712\nтекст\nРег: 801\n");
  std::string rows;
  for (int i = 0; i < 200; ++i) rows += "<bcd>x" + std::to_string(i) + "</bcd>";
  const Document cut = read("<a>" + rows + "<", Format::xml);
  EXPECT_EQ(all(cut).substr(0, 8), "bcd: x0\n") << "what stood before the damage stays";
  EXPECT_TRUE(cut.text_was_cut);
}

TEST(TextFiles, XmlInAnotherCharset) {
  EXPECT_EQ(all(read("<?xml version=\"1.0\" encoding=\"windows-1251\"?><Имя>\xCF\xF0\xE8</Имя>", Format::xml)), "")
      << "the name is UTF-8, the rest not";
  EXPECT_EQ(all(read("<?xml version=\"1.0\" encoding=\"windows-1251\"?><Name>\xCF\xF0\xE8</Name>", Format::xml)),
            "Name: При\n");
}

TEST(TextFiles, XmlBombIsRefused) {
  const Document document =
      read("<!DOCTYPE a [<!ENTITY x \"yyyyyyyy\"><!ENTITY z \"&x;&x;&x;\">]><abc>&z;</abc>", Format::xml);
  EXPECT_TRUE(document.passages.empty());
  EXPECT_TRUE(document.text_was_cut);
}

TEST(TextFiles, LongTextIsCutAtACharacter) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "я\n";
  const Document document = read(text, Format::plain, {}, 101);
  EXPECT_TRUE(document.text_was_cut);
  EXPECT_LE(document.passages[0].text.size(), 101U);
  EXPECT_TRUE(read(std::string(50000, 'a'), Format::plain, {}, 1000).text_was_cut);
}

}  // namespace
}  // namespace pismovod
