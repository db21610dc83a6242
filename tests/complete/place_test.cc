// Where a line of ours goes.

#include <gtest/gtest.h>

#include "complete/coded_text.h"
#include "complete/insertion.h"

namespace pismovod {
namespace {

const std::vector<std::string> kLine = {"Код: 14352"};

std::string plain(std::string text, const PlainForm& form = {}) {
  const auto found = insertion_in_plain(text, form, "Иван Петров", kLine);
  return found ? text.insert(found->offset, found->text) : "none";
}

std::string html(std::string text) {
  const auto found = insertion_in_html(text, "Иван Петров", kLine);
  return found ? text.insert(found->offset, found->text) : "none";
}

TEST(PlainPlace, AboveTheSignatureBehindAnEmptyLine) {
  EXPECT_EQ(plain("Просим помочь.\n\n-- \nИван Петров\n"), "Просим помочь.\n\nКод: 14352\n\n-- \nИван Петров\n");
  EXPECT_EQ(plain("Просим помочь.\nС уважением,\nИван Петров\n"),
            "Просим помочь.\n\nКод: 14352\n\nС уважением,\nИван Петров\n");
}

TEST(PlainPlace, RightBelowLinesOfItsKindAndInTheirStyle) {
  EXPECT_EQ(plain("Просим помочь.\r\nИНН: 7701234507\r\n\r\nС уважением,\r\nИван\r\n"),
            "Просим помочь.\r\nИНН: 7701234507\r\nКод: 14352\r\n\r\nС уважением,\r\nИван\r\n");
  EXPECT_EQ(plain("- ИНН: 7701234507\n- КПП: 770101001"), "- ИНН: 7701234507\n- КПП: 770101001\n- Код: 14352\n");
}

TEST(PlainPlace, AboveTheQuotedLetter) {
  EXPECT_EQ(plain("Высылаю.\n\n> Укажите код\n> и ИНН\n"), "Высылаю.\n\nКод: 14352\n\n> Укажите код\n> и ИНН\n");
}

TEST(PlainPlace, BelowItWhereTheAnswerIs) {
  EXPECT_EQ(plain("> Укажите ИНН\n\nПожалуйста, вот он.\n\n-- \nИван\n"),
            "> Укажите ИНН\n\nПожалуйста, вот он.\n\nКод: 14352\n\n-- \nИван\n");
}

TEST(PlainPlace, AParagraphThatFlowsIsNotGoneOnWith) {
  EXPECT_EQ(plain("ИНН: 7701234507 \n\n-- \nИван\n", {true, false}), "ИНН: 7701234507 \n\nКод: 14352\n\n-- \nИван\n");
}

TEST(PlainPlace, NoneWhereTheSenderSaysNothing) {
  EXPECT_EQ(plain("> Укажите код\n"), "none");
  EXPECT_EQ(plain(""), "none");
}

TEST(HtmlPlace, BehindTheLastWordsOfTheirBlock) {
  EXPECT_EQ(html("<div>Просим помочь.</div><div>-- <br>Иван Петров</div>"),
            "<div>Просим помочь.<br>\r\n<br>\r\nКод: 14352</div><div>-- <br>Иван Петров</div>");
  EXPECT_EQ(html("<p>ИНН:&nbsp;7701234507<br>КПП: 770101001</p>"),
            "<p>ИНН:&nbsp;7701234507<br>КПП: 770101001<br>\r\nКод: 14352</p>");
}

TEST(HtmlPlace, NotWithinALink) {
  EXPECT_EQ(html("<div>Смотрите <a href=\"x\"><b>здесь</b></a></div>"),
            "<div>Смотрите <a href=\"x\"><b>здесь</b></a><br>\r\n<br>\r\nКод: 14352</div>");
}

TEST(HtmlPlace, BehindATableOfData) {
  EXPECT_EQ(html("<table><tr><td>ИНН</td><td>7701234507</td></tr></table><p>-- <br>Иван</p>"),
            "<table><tr><td>ИНН</td><td>7701234507</td></tr></table>\r\n<div>Код: 14352</div><p>-- <br>Иван</p>");
}

TEST(HtmlPlace, InTheCellOfAPageLaidOutByTables) {
  EXPECT_EQ(html("<table><tr><td><p>Просим помочь.</p><p>-- <br>Иван</p></td></tr></table>"),
            "<table><tr><td><p>Просим помочь.<br>\r\n<br>\r\nКод: 14352</p><p>-- <br>Иван</p></td></tr></table>");
}

TEST(HtmlPlace, AboveTheQuotedLetter) {
  EXPECT_EQ(html("<div>Высылаю.</div><blockquote>Укажите код</blockquote>"),
            "<div>Высылаю.<br>\r\n<br>\r\nКод: 14352</div><blockquote>Укажите код</blockquote>");
}

TEST(HtmlPlace, NoneWhereTheSourceIsSeenOtherwise) {
  EXPECT_EQ(html("<div style=\"display:none\">Прехедер</div><div>Просим помочь.</div>"), "none");
}

// What comes of the run once it is decoded again.
std::string through(const std::string& encoded, const TextCoding& coding, const Insertion& insertion) {
  const CodedText text(encoded, coding);
  auto octets = text.octets_of(insertion);
  if (!octets) return "no octets";
  const auto splice = text.splice_of(*octets);
  if (!splice) return "no place";
  std::string made = encoded;
  made.replace(splice->begin, splice->end - splice->begin, splice->octets);
  for (size_t at = 0, end = 0; (end = made.find('\n', at)) != std::string::npos; at = end + 1)
    EXPECT_LE(end - at, 77U) << made;
  return decode_transfer(coding.encoding, made);
}

TEST(CodedText, Base64KeepsAllGroupsButOne) {
  // "0123456789abcdef" in lines; whatever the place, what follows stands where it stood.
  const std::string encoded = "MDEyMzQ1\r\nNjc4OWFiY2RlZg==\r\n";
  for (size_t at = 0; at <= 16; ++at) {
    std::string text = "0123456789abcdef";
    const std::string made = through(encoded, {TransferEncoding::base64, "us-ascii"}, {at, "A: 1", {}});
    std::string without = made;
    without.erase(std::remove(without.begin(), without.end(), ' '), without.end());
    EXPECT_EQ(without, text.insert(at, "A:1")) << at;
  }
}

TEST(CodedText, QuotedPrintableInTheMiddleOfALine) {
  for (size_t at = 0; at <= 4; ++at) {
    std::string text = "a=b\r\n";
    if (at == 4) continue;  // between CR and LF is no place
    EXPECT_EQ(through("a=3Db\r\n", {TransferEncoding::quoted_printable, "utf-8"}, {at, "Я: 1", {}}),
              text.insert(at, "Я: 1"))
        << at;
  }
}

TEST(CodedText, InTheTextsOwnCharset) {
  EXPECT_EQ(through("\xCF\xF0\xE8\xE2\xE5\xF2, \xEC\xE8\xF0\r\n", {TransferEncoding::identity, "windows-1251"},
                    {12, "Я", {}}),
            "\xCF\xF0\xE8\xE2\xE5\xF2\xDF, \xEC\xE8\xF0\r\n");
}

TEST(CodedText, WhatTheCharsetHasNot) {
  EXPECT_EQ(through("Hi\r\n", {TransferEncoding::identity, "us-ascii", false, true}, {2, "Я", {}}), "no octets");
  EXPECT_EQ(through("<p>Hi</p>", {TransferEncoding::identity, "us-ascii", true, true}, {5, "Я", {}}),
            "<p>Hi&#1071;</p>");
}

}  // namespace
}  // namespace pismovod
