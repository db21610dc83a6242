#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "reader/cell_value.h"
#include "reader/collected.h"
#include "reader/excel_xml.h"
#include "reader/odf.h"
#include "reader/xlsx.h"
#include "samples/office.h"

namespace pismovod {
namespace {

Document read(const std::string& octets,
              ReadState (*reader)(std::string_view, Budget&, size_t, Document&) = read_xlsx) {
  Document document;
  Budget budget = plenty();
  document.text = reader(octets, budget, kMost, document);
  return document;
}

TEST(CellValue, NumbersComeOutAsTheyAreSeen) {
  EXPECT_EQ(plain_number("7713456712"), "7713456712");
  EXPECT_EQ(plain_number("7.713456712E9"), "7713456712");
  EXPECT_EQ(plain_number("4601546116680.0"), "4601546116680");
  EXPECT_EQ(plain_number("31200.5"), "31200.5");
  EXPECT_EQ(plain_number("0.30000000000000004"), "0.3");
  EXPECT_EQ(plain_number("-5"), "-5");
  EXPECT_EQ(plain_number("1.5E-7"), "1.5e-07");
  EXPECT_EQ(plain_number("1e400"), "1e400");
  EXPECT_EQ(plain_number("текст"), "текст");
  EXPECT_EQ(plain_number(""), "");
}

TEST(CellValue, LeadingZerosAndDatesAreOfTheFormat) {
  EXPECT_EQ(plain_number("659", number_format("00000")), "00659");
  EXPECT_EQ(plain_number("45778", number_format("dd.mm.yyyy")), "01.05.2025");
  EXPECT_EQ(plain_number("45778", number_format("[$-419]d mmmm yyyy;@")), "01.05.2025");
  EXPECT_EQ(plain_number("45778", builtin_number_format(14)), "01.05.2025");
  EXPECT_EQ(plain_number("45778", number_format("#,##0.00\"р.\"")), "45778");
  EXPECT_EQ(plain_number("45778", number_format("General")), "45778");
}

TEST(Xlsx, StringsNumbersFormulasAndPlaces) {
  const Document document = read(samples::xlsx(
      {{"Лист1",
        R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>)"
        R"(<row r="2"><c r="A2" t="inlineStr"><is><r><t>ООО </t></r><r><t>Ромашка</t></r><rPh><t>нет</t></rPh></is></c>)"
        R"(<c r="B2"><v>7.713456712E9</v></c><c r="D2" t="str"><f>A1</f><v>итог</v></c></row>)"
        R"(<row r="3"/><row r="4"><c r="B4" t="e"><v>#N/A</v></c><c r="C4" t="b"><v>1</v></c></row>)"},
       {"Списки", R"(<row r="1"><c r="A1" t="s"><v>0</v></c></row>)", true},
       {"Второй", R"(<row r="1"><c t="inlineStr"><is><t>без ссылки</t></is></c><c><v>5</v></c></row>)"}},
      {"Организация", "ИНН"}));
  EXPECT_EQ(document.text, ReadState::read);
  EXPECT_EQ(places_and_texts(document),
            "[sheet «Лист1»]\nОрганизация\tИНН\nООО Ромашка\t7713456712\t\tитог\n\t\tИСТИНА\n"
            "[sheet «Второй»]\nбез ссылки\t5\n");
  EXPECT_EQ(document.passages[1].place.number, 3) << "hidden sheets are counted";
}

TEST(Xlsx, LinesWithinACellStayInIt) {
  const Document document =
      read(samples::xlsx({{"a", "<row><c t=\"inlineStr\"><is><t>раз\nдва\tтри</t></is></c><c><v>1</v></c></row>"}}));
  EXPECT_EQ(document.passages[0].text, "раз\vдва три\t1");
}

TEST(Xlsx, StylesGiveLeadingZeros) {
  const Document document = read(samples::xlsx(
      {{"a", R"(<row><c s="1"><v>659</v></c><c s="0"><v>659</v></c></row>)"}}, {},
      R"(<styleSheet><numFmts><numFmt numFmtId="164" formatCode="00000"/></numFmts><cellStyleXfs>)"
      R"(<xf numFmtId="164"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>)"));
  EXPECT_EQ(document.passages[0].text, "00659\t659");
}

TEST(Xlsx, FarCellsAndManyRepeatsAreBounded) {
  std::string rows;
  for (int i = 0; i < 2000; ++i) rows += R"(<row><c r="XFD1" t="s"><v>0</v></c></row>)";
  const Document document = read(samples::xlsx({{"a", rows}}, {std::string(5000, 'x')}));
  EXPECT_TRUE(document.text_was_cut);
  EXPECT_LE(document.passages[0].text.size(), kMost);
}

TEST(Xlsx, WithoutSheetsItIsUnreadable) {
  EXPECT_EQ(read(samples::stored_zip({{"[Content_Types].xml", "<a/>"}, {"xl/workbook.xml", "<workbook/>"}})).text,
            ReadState::unreadable);
}

TEST(Ods, ShownTextWinsWhereItIsDigitsElseTheValue) {
  const auto cell = [](const std::string& value, const std::string& text) {
    return R"(<table:table-cell office:value-type="float" office:value=")" + value + "\"><text:p>" + text +
           "</text:p></table:table-cell>";
  };
  const Document document = read(
      samples::ods(
          R"(<table:table table:name="Лист"><table:table-row><table:table-cell><text:p>ИНН</text:p></table:table-cell>)" +
          cell("7713456712", "7,71E+009") + cell("659", "00659") + cell("31200.5", "31 200,50") +
          R"(</table:table-row><table:table-row table:number-rows-repeated="1048576"><table:table-cell )"
          R"(table:number-columns-repeated="16384"/></table:table-row></table:table><table:table table:name="Два">)"
          R"(<table:table-row><table:table-cell table:number-columns-repeated="2"/><table:table-cell><text:p>c</text:p>)"
          R"(<text:p>d</text:p></table:table-cell></table:table-row></table:table>)"),
      read_ods);
  EXPECT_EQ(places_and_texts(document), "[sheet «Лист»]\nИНН\t7713456712\t00659\t31200.5\n[sheet «Два»]\n\t\tc\vd\n");
}

TEST(Ods, ManifestWithEncryptionIsEncrypted) {
  EXPECT_EQ(read(samples::ods("", {{"META-INF/manifest.xml", "<manifest:encryption-data/>"}}), read_ods).text,
            ReadState::encrypted);
}

TEST(Odt, ParagraphsTablesBoxesAndBlanks) {
  const Document document = read(
      samples::odt(
          R"(<text:p>Заявка<text:s text:c="3"/>на<text:tab/>ИТС<text:line-break/>дальше</text:p>)"
          R"(<text:p>Рамка:<draw:frame><draw:text-box><text:p>в рамке</text:p></draw:text-box></draw:frame> текст</text:p>)"
          R"(<table:table><table:table-row><table:table-cell><text:p>ИНН</text:p></table:table-cell><table:table-cell>)"
          R"(<text:p>7713456712</text:p></table:table-cell></table:table-row></table:table>)"
          R"(<text:tracked-changes><text:p>стёрто</text:p></text:tracked-changes>)",
          {{"styles.xml",
            R"(<a xmlns:style="s" xmlns:text="t"><style:header><text:p>Бланк</text:p></style:header></a>)"}}),
      read_odt);
  EXPECT_EQ(places_and_texts(document),
            "[attachment 0]\nБланк\nЗаявка   на\tИТС\nдальше\nРамка: текст\nв рамке\n[table 1]\nИНН\t7713456712\n");
}

TEST(ExcelXml, CellsByTheirNumbersNumbersDatesAndFormattedText) {
  Document document;
  const bool whole = read_excel_xml(
      R"(<Workbook xmlns:ss="s"><Worksheet ss:Name="Лист1"><Table>)"
      R"(<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">Карточка</Data></Cell><Cell><Data>x</Data></Cell></Row>)"
      R"(<Row ss:Index="5"><Cell ss:Index="2"><ss:Data ss:Type="String"><B>ИНН</B></ss:Data>)"
      R"(<Comment><ss:Data>нет</ss:Data></Comment></Cell><Cell><Data ss:Type="Number">7701234507</Data></Cell>)"
      R"(<Cell><Data ss:Type="DateTime">2026-11-17T00:00:00.000</Data></Cell></Row></Table></Worksheet></Workbook>)",
      kMost, document);
  EXPECT_TRUE(whole);
  EXPECT_EQ(places_and_texts(document), "[sheet «Лист1»]\nКарточка\t\tx\n\tИНН\t7701234507\t17.11.2026\n");
}

TEST(FlatOdf, SheetsAndTextOfOneXmlFile) {
  const std::string head =
      R"(<office:document xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:draw="d"><office:body>)";
  const std::string foot = "</office:body></office:document>";
  Document sheets;
  EXPECT_TRUE(read_flat_ods(head +
                                R"(<office:spreadsheet><table:table table:name="Л"><table:table-row>)"
                                "<table:table-cell><text:p>ИНН</text:p></table:table-cell>"
                                "<table:table-cell><text:p>7701234507</text:p></table:table-cell>"
                                "</table:table-row></table:table></office:spreadsheet>" +
                                foot,
                            kMost, sheets));
  EXPECT_EQ(places_and_texts(sheets), "[sheet «Л»]\nИНН\t7701234507\n");
  Document text;
  EXPECT_TRUE(read_flat_odt(head +
                                "<office:text><text:p>ИНН<draw:image><office:binary-data>QUJD</office:binary-data>"
                                "</draw:image> 7701234507</text:p></office:text>" +
                                foot,
                            kMost, text));
  ASSERT_EQ(text.passages.size(), 1U);
  EXPECT_EQ(text.passages[0].text, "ИНН 7701234507");
}

}  // namespace
}  // namespace pismovod
