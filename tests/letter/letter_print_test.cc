// A letter is known again whatever a mail program did to its octets, and no other is taken for it.

#include "letter/letter_print.h"

#include <gtest/gtest.h>

namespace pismovod {
namespace {

std::string print(const std::string& octets) {
  const Limits limits;
  BlockPool pool;
  const Message message = read_message(octets, pool, {size_t{4} << 20, ::testing::TempDir()});
  ReadingContext context;
  context.limits = &limits;
  context.pool = &pool;
  context.octets.folder = ::testing::TempDir();
  return letter_print(read_letter(message, context));
}

const std::string kPlain =
    "From: ivan@example.ru\nTo: lic@1c.ru\nSubject: Активация\nContent-Type: text/plain; charset=utf-8\n\n";
const std::string kHtml =
    "From: ivan@example.ru\nTo: lic@1c.ru\nSubject: Активация\nContent-Type: text/html; charset=utf-8\n\n";

TEST(LetterPrint, WrappingMarkupAndAddressesDoNotCount) {
  const std::string known = print(kPlain + "Добрый день!\nИНН 7701234507, просим активировать ключ.\n");
  EXPECT_EQ(print(kPlain + "Добрый день! ИНН 7701234507,\nпросим  активировать ключ."), known);
  EXPECT_EQ(print("Date: Mon, 1 Jan 2024 10:00:00 +0300\nCc: anna@example.ru\n" + kPlain +
                  "Добрый день!\n\nИНН 7701234507, просим активировать ключ.\n"),
            known);
  EXPECT_EQ(print(kHtml + "<p><b>Добрый</b> день!</p><p>ИНН&nbsp;7701234507, просим активировать ключ.</p>"), known);
}

TEST(LetterPrint, WordsSubjectAndFilesDo) {
  const std::string known = print(kPlain + "ИНН 7701234507\n");
  EXPECT_NE(print(kPlain + "ИНН 7701234508\n"), known);
  EXPECT_NE(print("Subject: Другое\n\nИНН 7701234507\n"), known);
  const auto with_file = [&](const std::string& name) {
    return print(
        "From: ivan@example.ru\nSubject: Активация\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"
        "Content-Type: text/plain; charset=utf-8\n\nИНН 7701234507\n--x\nContent-Type: application/pdf\n"
        "Content-Disposition: attachment; filename=" +
        name + "\n\n%PDF\n--x--\n");
  };
  EXPECT_NE(with_file("a.pdf"), known);
  EXPECT_NE(with_file("a.pdf"), with_file("b.pdf"));
}

}  // namespace
}  // namespace pismovod
