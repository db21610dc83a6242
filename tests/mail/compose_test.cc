#include "mail/compose.h"

#include <gtest/gtest.h>

namespace pismovod {
namespace {

std::vector<std::string> lines_of(const std::string& octets) {
  std::vector<std::string> out;
  for (size_t at = 0; at < octets.size();) {
    const size_t end = octets.find("\r\n", at);
    EXPECT_NE(end, std::string::npos) << "a last line without its end";
    if (end == std::string::npos) break;
    out.push_back(octets.substr(at, end - at));
    at = end + 2;
  }
  return out;
}

// One field: its lines begin with the name or a blank, none too long, ASCII, no bare CR or LF.
void expect_one_field(const std::string& field, size_t longest = 76) {
  const std::vector<std::string> lines = lines_of(field);
  for (size_t i = 0; i < lines.size(); ++i) {
    EXPECT_LE(lines[i].size(), longest) << lines[i];
    EXPECT_TRUE(i == 0 || lines[i].starts_with(' ')) << lines[i];
    EXPECT_NE(lines[i].find_first_not_of(' '), std::string::npos) << "an empty folded line";
    for (const char c : lines[i]) EXPECT_TRUE(c >= ' ' && c < 0x7F) << lines[i];
  }
}

TEST(Compose, AsciiTextStandsAsItIs) {
  EXPECT_EQ(text_field("Subject", "Letter to lic"), "Subject: Letter to lic\r\n");
}

TEST(Compose, RussianTextIsInWordsOfAtMost75) {
  std::string text;
  for (int i = 0; i < 40; ++i) text += "Письмо в 1С не ушло ";
  const std::string field = text_field("Subject", text);
  expect_one_field(field);
  EXPECT_TRUE(field.starts_with("Subject: =?UTF-8?B?"));
  EXPECT_GT(lines_of(field).size(), 5u);
}

TEST(Compose, NothingInAValueEndsItsField) {
  for (const std::string& value :
       {std::string("one\r\nBcc: thief@example.ru"), std::string("one\nX: y"), std::string("one\rX: y"),
        std::string("a\0b", 3), std::string("Тема\r\n\r\nтело"), std::string("\xFF\xFE\r\n"), std::string(2000, 'x'),
        std::string(5000, ' '), std::string("=?UTF-8?B?0J4=?=")}) {
    expect_one_field(text_field("Subject", value));
    expect_one_field(token_field("References", value), 998);
    expect_one_field(address_field("From", {{value, parse_path("a@example.ru")}}));
    expect_one_field(parameter_field("Content-Disposition", "attachment", {{"filename", value}}));
  }
}

TEST(Compose, TokensTooLongForALineAreLeftOut) {
  const std::string field = token_field("References", "<a@b> <" + std::string(2000, 'x') + "@b> <c@d>");
  EXPECT_EQ(field, "References: <a@b> <c@d>\r\n");
}

TEST(Compose, AddressesCarryNamesAndPunycode) {
  EXPECT_EQ(address_field("To", {{"", parse_path("lic@1c.ru")}, {"Ivan", parse_path("i@xn--80adxhks.xn--p1ai")}}),
            "To: lic@1c.ru, \"Ivan\" <i@xn--80adxhks.xn--p1ai>\r\n");
  EXPECT_EQ(address_field("To", {{"", Address{"иван", "example.ru"}}}), "");
  EXPECT_EQ(address_field("To", {{"", Address{"a\r\nBcc: b", "example.ru"}}}), "");
}

TEST(Compose, FileNamesAreWholeAndHaveAnAsciiForm) {
  const Part part = file_part("application/pdf", "Карточка предприятия.pdf", "%PDF");
  EXPECT_NE(part.header.find("name=\"Kartochka predpriyatiya.pdf\""), std::string::npos) << part.header;
  EXPECT_NE(part.header.find("filename*0*=UTF-8''%D0%9A"), std::string::npos) << part.header;
  for (const std::string& line : lines_of(part.header)) EXPECT_LE(line.size(), 76u);
}

// Readers that decode each section, or neighbouring words as one, get whole characters and no padding
// between words.
TEST(Compose, SectionsOfANameHoldWholeCharacters) {
  for (size_t blanks = 0; blanks < 60; ++blanks) {
    const std::string name = std::string(blanks, 'a') + "Заявление_о_перерегистрации_программного_продукта.docx";
    const std::string field = parameter_field("Content-Disposition", "attachment", {{"filename", name}});
    for (const std::string& line : lines_of(field)) {
      const size_t equals = line.find("*=");
      if (equals == std::string::npos) continue;
      size_t escapes = 0;
      for (const char c : line.substr(equals)) escapes += c == '%' ? 1 : 0;
      EXPECT_EQ(escapes % 2, 0u) << line;  // a Cyrillic letter is two octets
    }
  }
}

TEST(Compose, OnlyTheLastWordIsPadded) {
  for (size_t blanks = 0; blanks < 8; ++blanks) {
    const std::string text = std::string(blanks, 'a') + "Письмо в sovmest@1c.ru не ушло. Нужно: артикул по прайс-листу";
    const std::vector<std::string> lines = lines_of(text_field("Subject", text));
    for (size_t i = 0; i + 1 < lines.size(); ++i) EXPECT_FALSE(lines[i].ends_with("=?=")) << lines[i];
  }
}

TEST(Compose, Base64LinesAreOf76) {
  EXPECT_EQ(base64_lines(""), "");
  EXPECT_EQ(base64_lines("a"), "YQ==\r\n");
  EXPECT_EQ(base64_lines("abc"), "YWJj\r\n");
  const std::vector<std::string> lines = lines_of(base64_lines(std::string(1000, '\xFF')));
  for (const std::string& line : lines) EXPECT_LE(line.size(), 76u);
  EXPECT_EQ(lines.front().size(), 76u);
}

TEST(Compose, QuotedPrintableKeepsBlanksAndEnds) {
  EXPECT_EQ(quoted_printable("a=b"), "a=3Db\r\n");
  EXPECT_EQ(quoted_printable("blank \nFrom here\r\n"), "blank=20\r\n=46rom here\r\n");
  EXPECT_EQ(quoted_printable("bare\rCR"), "bare=0DCR\r\n");
  for (const std::string& line : lines_of(quoted_printable(std::string(1000, 'x')))) EXPECT_LE(line.size(), 76u);
}

TEST(Compose, TextChoosesTheShorterEncoding) {
  EXPECT_NE(text_part("plain", "Здравствуйте!").header.find("base64"), std::string::npos);
  EXPECT_NE(text_part("html", "<p>Hello</p>").header.find("quoted-printable"), std::string::npos);
  // Ends of lines are CRLF before they are encoded, those that were so already as well.
  EXPECT_EQ(text_part("plain", "Привет\r\nмир\nвсем\n").body, base64_lines("Привет\r\nмир\r\nвсем\r\n"));
}

TEST(Compose, MessageIdsDiffer) {
  EXPECT_NE(new_message_id("example.ru"), new_message_id("example.ru"));
  EXPECT_TRUE(new_message_id("example.ru").ends_with("@example.ru>"));
}

}  // namespace
}  // namespace pismovod
