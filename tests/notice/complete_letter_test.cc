// Whatever need not change stays octet for octet.
#include "notice/letter_to_resend.h"

#include <gtest/gtest.h>

#include "mime/structure.h"

namespace pismovod {
namespace {

class CompleteLetter : public ::testing::Test {
 protected:
  Result<std::string> complete(const std::string& octets, std::vector<AddedFile> files = {}, std::string subject = "") {
    const Message message = read_message(octets, blocks_, {});
    const Structure structure = cut_into_entities(message, {}, blocks_, {});
    return complete_letter(message, structure, {changes_, std::move(files), std::move(subject), "<new@firm.example>"});
  }

  // As another program would read it: the content of every leaf, decoded.
  std::vector<std::string> leaves(const std::string& octets) {
    const Message message = read_message(octets, blocks_, {});
    const Structure structure = cut_into_entities(message, {}, blocks_, {});
    std::vector<std::string> out;
    for (const Entity& e : structure.entities) {
      if (e.is_leaf()) out.push_back(decoded_content(structure, message, e, 100000));
    }
    return out;
  }

  BlockPool blocks_;
  DraftChanges changes_{{"Артикул: 4601546116680"}, {{"7701234508", "7701234507"}}, {"Артикул"}, {"здравствуйте"}};
  const std::string head_ =
      "Received: from x\r\nDKIM-Signature: v=1;\r\n b=x\r\nFrom: Anna <anna@firm.example>\r\nX-Odd:  two  blanks \r\n"
      "To: lic@1c.ru\r\nSubject: =?utf-8?Q?=D0=90?=\r\nBcc: hidden@firm.example\r\nMessage-ID: <old@firm.example>\r\n"
      "Date: x\r\nX-Pismovod: y\r\nMIME-Version: 1.0\r\n";
};

TEST_F(CompleteLetter, OfOneTextAloneIsWrittenAnew) {
  const auto made = complete(head_ +
                             "Content-Type: text/plain; charset=utf-8; format=flowed\r\n\r\nЗдравствуйте!\r\n\r\n"
                             "ИНН 7701234508.\r\n");
  ASSERT_TRUE(made);
  const auto all = leaves(*made);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all.front(), "Здравствуйте!\r\n\r\nАртикул: 4601546116680\r\n\r\nИНН 7701234507.\r\n");
  for (const char* kept :
       {"From: Anna <anna@firm.example>\r\n", "X-Odd:  two  blanks \r\n", "Subject: =?utf-8?Q?=D0=90?=\r\n",
        "format=flowed", "References: <old@firm.example>\r\n", "Message-ID: <new@firm.example>\r\n"})
    EXPECT_NE(made->find(kept), std::string::npos) << kept << *made;
  for (const char* gone : {"Received:", "DKIM", "Bcc:", "Date: x", "X-Pismovod", "\r\nMessage-ID: <old"})
    EXPECT_EQ(made->find(gone), std::string::npos) << gone;
}

TEST_F(CompleteLetter, OtherPartsStayOctetForOctet) {
  const std::string file =
      "--cut\r\nContent-Type: application/x-odd\r\nContent-Transfer-Encoding: BASE64\r\n\r\nQU\r\nJD\r\n";
  const auto made = complete(head_ +
                             "Content-Type: multipart/mixed; boundary=cut\r\n\r\npreamble\r\n--cut\r\nX-Part: y\r\n"
                             "Content-Type: text/plain; charset=windows-1251\r\n\r\n\xc8\xcd\xcd 7701234508\r\n" +
                             file + "--cut--\r\nepilogue\r\n");
  ASSERT_TRUE(made);
  EXPECT_NE(made->find(file), std::string::npos);
  EXPECT_NE(made->find("X-Part: y\r\n"), std::string::npos);
  EXPECT_NE(made->find("preamble\r\n--cut\r\n"), std::string::npos);
  const auto all = leaves(*made);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0], "Артикул: 4601546116680\r\n\r\nИНН 7701234507");
  EXPECT_EQ(all[1], "ABC");
}

TEST_F(CompleteLetter, BothAlternativesChangeAlike) {
  const auto made = complete(head_ +
                             "Content-Type: multipart/alternative; boundary=cut\r\n\r\n--cut\r\n\r\nINN 7701234508\r\n"
                             "--cut\r\nContent-Type: text/html\r\n\r\n<p>INN 7701234508</p>\r\n--cut--\r\n");
  ASSERT_TRUE(made);
  const auto all = leaves(*made);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_NE(all[0].find("INN 7701234507"), std::string::npos);
  EXPECT_NE(all[1].find("<p>INN 7701234507</p>"), std::string::npos);
  EXPECT_NE(all[1].find("4601546116680"), std::string::npos);
}

TEST_F(CompleteLetter, FilesGoIntoTheOutermostMixedOrRoundTheRest) {
  const AddedFile file{"image/png", "скан.png", std::string("\0\xff\r\n", 4)};
  const auto mixed =
      complete(head_ + "Content-Type: multipart/mixed; boundary=cut\r\n\r\n--cut\r\n\r\ntext\r\n--cut--\r\n", {file});
  ASSERT_TRUE(mixed);
  EXPECT_EQ(leaves(*mixed).size(), 2U);
  EXPECT_EQ(leaves(*mixed).back(), file.octets);
  const auto wrapped = complete(
      head_ + "Content-Type: text/html; charset=utf-8\r\nContent-Language: ru\r\n\r\n<p>text</p>\r\n", {file, file});
  ASSERT_TRUE(wrapped);
  EXPECT_EQ(leaves(*wrapped).size(), 3U);
  EXPECT_EQ(leaves(*wrapped).back(), file.octets);
  EXPECT_NE(wrapped->find("multipart/mixed"), std::string::npos);
}

TEST_F(CompleteLetter, WithoutATextTheLinesStandFirst) {
  changes_.replacements.clear();
  const std::string file =
      "--cut\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=x.pdf\r\n\r\n%PDF\r\n";
  const auto mixed = complete(head_ + "Content-Type: multipart/mixed; boundary=cut\r\n\r\n" + file + "--cut--\r\n");
  ASSERT_TRUE(mixed);
  ASSERT_EQ(leaves(*mixed).size(), 2U);
  EXPECT_NE(leaves(*mixed).front().find("4601546116680"), std::string::npos);
  EXPECT_NE(mixed->find(file), std::string::npos);
  const auto alone = complete(head_ + "Content-Type: application/pdf; name=x.pdf\r\n\r\n%PDF\r\n");
  ASSERT_TRUE(alone);
  ASSERT_EQ(leaves(*alone).size(), 2U);
  EXPECT_NE(leaves(*alone).back().find("%PDF"), std::string::npos);
}

TEST_F(CompleteLetter, SignedAndEncryptedOnesAreLeftAlone) {
  const auto why = [&](const std::string& type) {
    const auto made =
        complete(head_ + "Content-Type: " + type + "; boundary=cut\r\n\r\n--cut\r\n\r\ntext\r\n--cut--\r\n");
    return made ? "" : made.error().text;
  };
  EXPECT_EQ(why("multipart/signed"), "signed");
  EXPECT_EQ(why("multipart/encrypted"), "encrypted");
  EXPECT_EQ(why("application/pkcs7-mime"), "encrypted");
}

TEST_F(CompleteLetter, ALetterThatIsCutShortIsNotGuessedAt) {
  const AddedFile file{"image/png", "x.png", "x"};
  const auto made =
      complete(head_ + "Content-Type: multipart/mixed; boundary=cut\r\n\r\n--cut\r\n\r\ntext\r\n", {file});
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().text, "unusual");
}

TEST_F(CompleteLetter, ASubjectOfItsOwnTakesTheOldOnesPlace) {
  const auto made = complete(head_ + "\r\ntext\r\n", {}, " New");
  ASSERT_TRUE(made);
  EXPECT_NE(made->find("\r\nSubject: New\r\n"), std::string::npos);
  EXPECT_EQ(made->find("=?utf-8?Q?=D0=90?="), std::string::npos);
}

}  // namespace
}  // namespace pismovod
