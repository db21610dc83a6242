// HTML as lines, and lines as letters quoted.

#include <gtest/gtest.h>

#include "letter/lines.h"
#include "letter/quoted_text.h"

namespace pismovod {
namespace {

std::vector<std::string> texts(const std::vector<TextLine>& lines) {
  std::vector<std::string> out;
  for (const TextLine& line : lines) out.push_back(line.text);
  return out;
}

std::string cells(size_t count, const std::string& text) {
  std::string out;
  for (size_t i = 0; i < count; ++i) out += "<td><p class=MsoNormal>" + text + "<o:p></o:p></p></td>";
  return out;
}

TEST(HtmlLines, ARowOfManyCellsWithParagraphsIsARow) {
  const auto lines =
      texts(lines_of_html("<table><tr>" + cells(9, "a") + "</tr><tr>" + cells(9, "b") + "</tr></table>"));
  EXPECT_EQ(lines, (std::vector<std::string>{"a\ta\ta\ta\ta\ta\ta\ta\ta", "b\tb\tb\tb\tb\tb\tb\tb\tb"}));
}

TEST(HtmlLines, ACellAsLongAsAPageIsLayout) {
  std::string page;
  for (int i = 0; i < 8; ++i) page += "<p>line</p>";
  EXPECT_EQ(lines_of_html("<table><tr><td>menu</td><td>" + page + "</td></tr></table>").size(), 9U);
}

TEST(HtmlLines, WhatIsFilledInInAFormIsRead) {
  const auto lines = lines_of_html("<p>ИНН: <input type=text value='77'></p><p><input type=hidden value='88'></p>");
  EXPECT_EQ(texts(lines), (std::vector<std::string>{"ИНН: 77"}));
}

TEST(PastedTables, AHeadAndRowsOfAsManyCells) {
  EXPECT_EQ(texts(lines_of_plain("Таблица:\n| Код | ИНН | КПП |\n|---|:-:|--|\n| 1 |  | 3 |\nВсё.\n", false, false)),
            (std::vector<std::string>{"Таблица:", "Код\tИНН\tКПП", "1\t\t3", "Всё."}));
  EXPECT_EQ(texts(lines_of_plain("\"a\";\"b\";\"c\"\n\"1\";\"x \"\"y\"\"\";12345\n", false, false)),
            (std::vector<std::string>{"a\tb\tc", "1\tx \"y\"\t12345"}));
}

TEST(PastedTables, SentencesAreNone) {
  const std::vector<std::string> prose = {"Сделали: одно; другое; третье.",
                                          "Не вышло; пробуем ещё раз; ждём; спасибо."};
  EXPECT_EQ(texts(lines_of_plain(prose[0] + "\n" + prose[1] + "\n", false, false)), prose);
  const std::vector<std::string> data = {"ИНН 7701234507; КПП 770101001; код 12345", "и ещё; одно; вот"};
  EXPECT_EQ(texts(lines_of_plain(data[0] + "\n" + data[1] + "\n", false, false)), data);
}

TEST(PastedTables, ColumnsOfBlanksAndTabs) {
  EXPECT_EQ(
      texts(lines_of_plain("Продукт         Артикул      Номер\n"
                           "1С:Касса                     80123\n"
                           "1С:Розница 8    46015461    801234\n",
                           false, false)),
      (std::vector<std::string>{"Продукт\tАртикул\tНомер", "1С:Касса\t\t80123", "1С:Розница 8\t46015461\t801234"}));
  EXPECT_EQ(texts(lines_of_plain("a\tb\tc\n12345\t\t67890\n", false, false)),
            (std::vector<std::string>{"a\tb\tc", "12345\t\t67890"}));
}

TEST(PastedTables, CellsThatWrap) {
  EXPECT_EQ(texts(lines_of_plain("N  Клиент      Рег.\n"
                                 "               номер\n"
                                 "-- ----------- -------\n"
                                 " 1 ООО         801234\n"
                                 "   Ромашка\n",
                                 false, false)),
            (std::vector<std::string>{"N\tКлиент\tРег. номер", "1\tООО Ромашка\t801234"}));
}

// A quadratic look at them would not end in a lifetime of this test.
TEST(PastedTables, ManyRulesAndSmallTablesCostTheirLength) {
  std::string rules;
  std::string tables;
  for (int i = 0; i < 200000; ++i) rules += "|-|-|-|\n";
  for (int i = 0; i < 60000; ++i) tables += "|a|b|c|\n|-|-|-|\n|1|2|3|\n\n";
  EXPECT_EQ(lines_of_plain(rules, false, false).size(), 200000U);
  EXPECT_EQ(lines_of_plain(tables, false, false).size(), 180000U);
  std::string heads;
  for (int i = 0; i < 200000; ++i) heads += "a  b  c\n";
  EXPECT_EQ(lines_of_plain(heads, false, false).size(), 200000U);
}

std::vector<LineRole> roles(const std::vector<std::string>& written, uint16_t quoted_from) {
  std::vector<TextLine> lines;
  for (size_t i = 0; i < written.size(); ++i)
    lines.push_back({written[i], static_cast<uint16_t>(i >= quoted_from ? 1 : 0), 0, false});
  std::vector<LineRole> out;
  for (const SortedLines::Line& line : sort_lines(lines, "").lines) out.push_back(line.role);
  return out;
}

using enum LineRole;

TEST(QuotedText, WhatStandsRightAboveAnAttributionIsTheSendersOwn) {
  EXPECT_EQ(roles({"Код партнера 14352, ждём до 16.09.2026.", "14.09.2026 12:11, ck_corp@1c.ru пишет:", "ИНН?"}, 2),
            (std::vector<LineRole>{own, attribution, quoted}));
}

TEST(QuotedText, AnAttributionMayBeWrapped) {
  EXPECT_EQ(roles({"On Mon, Sep 14, 2026 at 12:11 PM 1C <ck_corp@1c.ru>", "wrote:", "INN?"}, 2),
            (std::vector<LineRole>{attribution, attribution, quoted}));
  EXPECT_EQ(roles({"14 сентября 2026 г. 12:11, отдел корпоративных продаж", "<ck_corp@1c.ru> написал(а):", "ИНН?"}, 2),
            (std::vector<LineRole>{attribution, attribution, quoted}));
}

TEST(QuotedText, AnAnswerHasTheQuestionAboveIt) {
  const std::vector<TextLine> lines = {
      {"Добрый день!", 1, 0, false},       {"", 1, 0, false}, {"Укажите ИНН", 1, 0, false},
      {"клиента (12 цифр)?", 1, 0, false}, {"", 1, 0, false}, {"", 0, 0, false},
      {"7701234507", 0, 0, false}};
  const SortedLines sorted = sort_lines(lines, "");
  EXPECT_EQ(answer_with_question(lines, sorted, 5, 7), "Укажите ИНН клиента: 7701234507");
  EXPECT_EQ(answer_with_question(lines, sorted, 5, 6), "");
  EXPECT_EQ(answer_with_question(lines, sorted, 0, 1), "");
}

}  // namespace
}  // namespace pismovod
