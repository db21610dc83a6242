#include "reader/docx.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reader/collected.h"
#include "samples/office.h"

namespace pismovod {
namespace {

using samples::docx;
using samples::paragraph;
using testing::HasSubstr;
using testing::Not;

Document read(const std::string& body, const std::vector<samples::File>& more = {}, size_t most = kMost) {
  Document document;
  document.name = "a";
  Budget budget = plenty();
  document.text = read_docx(docx(body, more), budget, most, document);
  return document;
}

std::string part(const std::string& root, const std::string& body) {
  return "<?xml version=\"1.0\"?><w:" + root + " xmlns:w=\"w\">" + body + "</w:" + root + ">";
}

TEST(Docx, HeaderBodyFootnotesFooter) {
  const Document document =
      read(paragraph("Тело"),
           {{"word/footer1.xml", part("ftr", paragraph("Внизу"))},
            {"word/footnotes.xml", part("footnotes", "<w:footnote>" + paragraph("Сноска") + "</w:footnote>")},
            {"word/header1.xml", part("hdr", paragraph("Бланк"))}});
  EXPECT_EQ(document.text, ReadState::read);
  ASSERT_EQ(document.passages.size(), 1U);
  EXPECT_EQ(document.passages[0].text, "Бланк\nТело\nВнизу\nСноска");
}

TEST(Docx, RunsJoinTabsPartBreaksEnd) {
  EXPECT_EQ(
      read(
          "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:t>Рег</w:t></w:r><w:r><w:t>. номер</w:t>"
          "<w:tab/><w:t>801</w:t><w:noBreakHyphen/><w:t>5</w:t><w:br/><w:t xml:space=\"preserve\"> "
          "дальше</w:t></w:r></w:p>")
          .passages[0]
          .text,
      "Рег. номер\t801-5\n дальше");
}

TEST(Docx, TablesAreNumberedAndCellsOfSeveralLinesStayTogether) {
  const Document document =
      read(samples::docx_table({{"a", "b"}}) + paragraph("между") + "<w:tbl><w:tr><w:tc>" + paragraph("Адрес") +
           "</w:tc><w:tc>" + paragraph("Тверь") + paragraph("Лесная, 5") + "</w:tc></w:tr></w:tbl>");
  EXPECT_EQ(places_and_texts(document),
            "[table 1]\na\tb\n[attachment 0 «a»]\nмежду\n[table 2]\nАдрес\tТверь\vЛесная, 5\n");
}

TEST(Docx, WideCellsKeepTheColumnsBehindThem) {
  const Document document = read("<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>" + paragraph("ab") +
                                 "</w:tc><w:tc>" + paragraph("c") + "</w:tc></w:tr></w:tbl>");
  EXPECT_EQ(document.passages[0].text, "ab\t\tc");
}

TEST(Docx, TableRoundAPageIsLayout) {
  const Document document = read("<w:tbl><w:tr><w:tc>" + paragraph("Заявление") +
                                 samples::docx_table({{"ИНН", "7713456712"}}) + "</w:tc></w:tr></w:tbl>");
  EXPECT_EQ(document.passages[0].text, "Заявление\nИНН\t7713456712");
}

TEST(Docx, TextBoxComesBehindItsParagraphOnce) {
  const std::string box = "<w:txbxContent>" + paragraph("В рамке") + "</w:txbxContent>";
  const Document document = read("<w:p><w:r><w:t>Текст</w:t><mc:AlternateContent><mc:Choice><wps:txbx>" + box +
                                 "</wps:txbx></mc:Choice><mc:Fallback>" + box +
                                 "</mc:Fallback></mc:AlternateContent><w:t> дальше</w:t></w:r></w:p>");
  EXPECT_EQ(document.passages[0].text, "Текст дальше\nВ рамке");
}

TEST(Docx, WhatIsDeletedHiddenInFieldsOrUnfilledIsNoText) {
  const Document document = read(
      "<w:p><w:del><w:r><w:delText>стёрто</w:delText><w:t>стёрто</w:t></w:r></w:del><w:r><w:instrText>DATE</"
      "w:instrText>"
      "<w:t>5 мая</w:t></w:r></w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" +
      paragraph("Место для ввода текста") + "</w:sdtContent></w:sdt><w:sdt><w:sdtContent>" + paragraph("заполнено") +
      "</w:sdtContent></w:sdt>");
  EXPECT_EQ(document.passages[0].text, "5 мая\n\nзаполнено");
}

TEST(Docx, DocumentTypeIsRefused) {
  const std::string bomb = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><a>&b;</a>";
  Document document;
  Budget budget = plenty();
  const std::string octets = samples::stored_zip({{"[Content_Types].xml", "<a/>"}, {"word/document.xml", bomb}});
  EXPECT_EQ(read_docx(octets, budget, kMost, document), ReadState::unreadable);
  EXPECT_TRUE(document.passages.empty());
}

TEST(Docx, LongTextIsCutAndSaysSo) {
  std::string body;
  for (int i = 0; i < 100; ++i) body += paragraph("Строка текста");
  const Document document = read(body, {}, 200);
  EXPECT_TRUE(document.text_was_cut);
  EXPECT_LE(document.passages[0].text.size(), 200U);
  EXPECT_THAT(document.passages[0].text, HasSubstr("Строка"));
}

TEST(Docx, DeepTablesHarmNobody) {
  std::string body;
  for (int i = 0; i < 100; ++i) body += "<w:tbl><w:tr><w:tc>";
  body += paragraph("глубоко");
  for (int i = 0; i < 100; ++i) body += "</w:tc></w:tr></w:tbl>";
  EXPECT_THAT(places_and_texts(read(body)), Not(HasSubstr("nothing")));
}

}  // namespace
}  // namespace pismovod
