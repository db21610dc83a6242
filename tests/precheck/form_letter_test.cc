// A form becomes the letter that a mail program would send.

#include "precheck/form_letter.h"

#include <gtest/gtest.h>

#include "mail/message.h"
#include "mime/encoded_word.h"
#include "mime/structure.h"

namespace pismovod {
namespace {

constexpr const char* kType = "multipart/form-data; boundary=x";

std::string field(const std::string& name, const std::string& value, const std::string& more = "") {
  return "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more + "\r\n\r\n" + value + "\r\n";
}

std::string file(const std::string& name, const std::string& type, const std::string& octets,
                 const std::string& as = "file") {
  return field(as, octets, "; filename=\"" + name + "\"\r\nContent-Type: " + type);
}

class FormLetters : public ::testing::Test {
 protected:
  Result<FormLetter> made(const std::string& fields, const std::string& type = kType) {
    return letter_of_form(type, fields + "--x--\r\n", {}, blocks_, {});
  }

  // What was made, read again.
  struct Read {
    std::vector<HeaderField> header;
    std::vector<std::pair<std::string, std::string>> leaves;  // type and name, content
  };
  Read read(const std::string& octets) {
    const Message message = read_message(octets, blocks_, {});
    const Structure structure = cut_into_entities(message, {}, blocks_, {});
    Read out{message.header, {}};
    for (const Entity& entity : structure.entities) {
      if (!entity.is_leaf()) continue;
      out.leaves.emplace_back(
          entity.type + "/" + entity.subtype + " " + entity.disposition.value + " " + entity.file_name(),
          decoded_content(structure, message, entity, 1 << 20));
    }
    return out;
  }

  BlockPool blocks_;
};

TEST_F(FormLetters, HasItsFieldsTextAndFiles) {
  const auto letter =
      made(field("from", "Иван <ivan@example.ru>") + field("to", "v8@1c.ru") + field("to", "b@example.ru") +
           field("bcc", "lic@1c.ru") + field("subject", "Вопрос") + field("text", "Здравствуйте!\r\nДве строки") +
           file("Карточка клиента.txt", "text/plain", "ИНН\0 7701"));
  ASSERT_TRUE(letter) << letter.error().text;
  EXPECT_EQ(letter->to, (std::vector<std::string>{"v8@1c.ru", "b@example.ru", "lic@1c.ru"}));
  const Read got = read(letter->octets);
  EXPECT_EQ(decode_header(find_field(got.header, "Subject")->value), "Вопрос");
  EXPECT_EQ(unfolded(find_field(got.header, "From")->value), "Иван <ivan@example.ru>");
  EXPECT_EQ(find_field(got.header, "Bcc"), nullptr);
  ASSERT_EQ(got.leaves.size(), 2U);
  EXPECT_EQ(got.leaves[0].second, "Здравствуйте!\r\nДве строки");
  EXPECT_EQ(got.leaves[1].first, "text/plain attachment Карточка клиента.txt");
}

TEST_F(FormLetters, KeepsTheOctetsOfFilesWhateverTheyAre) {
  std::string octets = "--x-\r\n--y\r\n";
  for (int c = 0; c < 256; ++c) octets += static_cast<char>(c);
  const auto letter = made(field("text", "x") + file("a.bin", "application/octet-stream", octets) +
                           file("b.eml", "message/rfc822", "Subject: inner\r\n\r\ntext"));
  ASSERT_TRUE(letter) << letter.error().text;
  const Read got = read(letter->octets);
  ASSERT_GE(got.leaves.size(), 3U);
  EXPECT_EQ(got.leaves[1].second, octets);
  EXPECT_NE(got.leaves[2].second.find("text"), std::string::npos);
}

TEST_F(FormLetters, PicturesOfTheTextAreInline) {
  const auto letter = made(field("html", "<p>x</p>") + file("logo.png", "image/png", "png", "inline"));
  ASSERT_TRUE(letter) << letter.error().text;
  const Read got = read(letter->octets);
  ASSERT_EQ(got.leaves.size(), 2U);
  EXPECT_EQ(got.leaves[1].first, "image/png inline logo.png");
}

TEST_F(FormLetters, APictureIsKnownByWhatTheTextCallsIt) {
  const auto letter =
      made(field("html", "<img src=\"cid:logo.png@01DB.5C\">") + file("logo.png", "image/png", "png", "inline") +
           file("x> y.png", "image/png", "png", "inline"));
  ASSERT_TRUE(letter) << letter.error().text;
  EXPECT_NE(letter->octets.find("\r\nContent-ID: <logo.png@01DB.5C>\r\n"), std::string::npos) << letter->octets;
}

TEST_F(FormLetters, NoFieldBecomesTwo) {
  const auto letter =
      made(field("to", "a@example.ru\r\nBcc: lic@1c.ru") + field("subject", "x\r\nTo: v8@1c.ru\r\n\r\ntext"));
  ASSERT_TRUE(letter) << letter.error().text;
  const Read got = read(letter->octets);
  size_t recipients = 0;
  for (const HeaderField& each : got.header)
    recipients += same_name(each.name, "To") || same_name(each.name, "Bcc") ? 1 : 0;
  EXPECT_EQ(recipients, 1U);
}

TEST_F(FormLetters, WhatIsNoFormIsSaidToBeNone) {
  EXPECT_FALSE(made("", "multipart/form-data"));
  EXPECT_FALSE(made("nothing of the kind"));
  EXPECT_FALSE(made(field("text", "x"), "multipart/form-data; boundary=another"));
  const auto unknown = made(field("tо", "v8@1c.ru"));
  ASSERT_FALSE(unknown);
  EXPECT_NE(unknown.error().text.find("understood are from, to"), std::string::npos);
  EXPECT_FALSE(made("--x\r\n\r\nno name\r\n"));
}

}  // namespace
}  // namespace pismovod
