#include <gtest/gtest.h>

#include "mime/transfer.h"
#include "support/attachments.h"
#include "support/tools.h"

namespace pismovod::test {
namespace {

Status error_files(const std::vector<Attached>& files) {
  TestLetter letter = letter_with("v8@1c.ru", "Ошибка обмена", "Не проходит обмен, что делать?", files);
  return judged(judge(letter), "error_files").status;
}

TEST(ErrorFiles, LogsTextsAndPicturesCanBeIt) {
  EXPECT_EQ(error_files({{"обмен.log", "application/octet-stream", "12:00 ошибка обмена\n"}}), Status::found);
  EXPECT_EQ(error_files({{"снимок.png", "image/png", png_picture(900, 600)}}), Status::found);
}

TEST(ErrorFiles, NothingSignaturesAndLogosAreNot) {
  EXPECT_EQ(error_files({}), Status::missing);
  EXPECT_EQ(error_files({{"smime.p7s", "application/pkcs7-signature", std::string("\x30\x80\x06\x09", 4)}}),
            Status::missing);
  EXPECT_EQ(error_files({{"logo.png", "image/png", png_picture(48, 48)}}), Status::missing);
  EXPECT_EQ(error_files({{"empty.log", "text/plain", ""}}), Status::missing);
}

}  // namespace
}  // namespace pismovod::test
