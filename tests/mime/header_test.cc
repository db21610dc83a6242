#include <gtest/gtest.h>

#include "mail/compose.h"
#include "mime/charset.h"
#include "mime/encoded_word.h"
#include "mime/parameter.h"
#include "mime/transfer.h"

namespace pismovod {
namespace {

TEST(EncodedWord, LawfulAndBadShapes) {
  EXPECT_EQ(decode_header(" =?UTF-8?B?0J/RgNC40LLQtdGC?="), "Привет");
  EXPECT_EQ(decode_header("=?utf-8?Q?=D0=9F=D1=80_=3D?="), "Пр =");
  EXPECT_EQ(decode_header("Re: =?windows-1251?B?z/Do4uXy?= 5"), "Re: Привет 5");
  EXPECT_EQ(decode_header("=?UTF-8?B?0J/Rg?=\r\n =?UTF-8?B?NC40LLQtdGC?="), "Привет");  // cut in a group, then rest
  EXPECT_EQ(decode_header("=?UTF-8?B?0J/R?= =?UTF-8?B?gNC4?="), "При");                 // cut within a letter
  EXPECT_EQ(decode_header("\"=?koi8-r?B?8NLJ18XU?=\" <a@b>"), "\"Привет\" <a@b>");
  EXPECT_EQ(decode_header("=?utf-8?B?0J/RgNC40LLQtdGC"), "Привет");  // never closed
  EXPECT_EQ(decode_header("=?utf-8*ru?Q?=D0=9F?="), "П");
  EXPECT_EQ(decode_header("\xCF\xF0\xE8\xE2\xE5\xF2, \xEA\xEE\xEB\xEB\xE5\xE3\xE8"), "Привет, коллеги");
  EXPECT_EQ(decode_header("=?nonsense"), "=?nonsense");
}

TEST(EncodedWord, WhatIsWrittenIsReadAgain) {
  const std::string text = "Письмо в 1С (lic@1c.ru) не ушло: не хватает двух данных, длинная тема 😀";
  const std::string encoded = encode_header(text);
  EXPECT_EQ(decode_header(encoded), text);
  for (size_t at = 0; at < encoded.size();) {
    const size_t end = std::min(encoded.find('\n', at), encoded.size());
    EXPECT_LE(end - at, 76U);
    at = end + 1;
  }
  EXPECT_EQ(encode_header("plain"), "plain");
}

TEST(Parameters, NamesInAllShapes) {
  EXPECT_EQ(
      parse_parameters("attachment; filename*0*=utf-8''%D0%9A%D0%B0; filename*1*=%D1%80.pdf").parameter("filename"),
      "Кар.pdf");
  EXPECT_EQ(parse_parameters("attachment; filename=\"=?utf-8?B?0JrQsNGA?=.pdf\"").parameter("filename"), "Кар.pdf");
  EXPECT_EQ(parse_parameters("attachment; filename=\xCA\xE0\xF0\xF2\xEE\xF7\xEA\xE0 \xEA\xEB\xE8\xE5\xED\xF2\xE0.docx")
                .parameter("filename"),
            "Карточка клиента.docx");
  EXPECT_EQ(parse_parameters("attachment; filename=\"a;b \\\"c\\\".txt\"; size=5").parameter("filename"),
            "a;b \"c\".txt");
  EXPECT_EQ(parse_parameters("attachment; filename=\"old.txt\"; filename*=utf-8''%D0%9D.txt").parameter("filename"),
            "Н.txt");
  EXPECT_EQ(parse_parameters("TEXT/Plain; Charset=UTF-8").value, "text/plain");
}

TEST(Charset, WrongAndMissingDeclarations) {
  const std::string cp1251 =
      "\xC4\xEE\xE1\xF0\xFB\xE9 \xE4\xE5\xED\xFC! \xCF\xF0\xEE\xF1\xE8\xEC \xE2\xFB\xE4\xE0\xF2\xFC";  // Добрый день!
                                                                                                       // Просим выдать
  for (const char* declared :
       {"", "us-ascii", "iso-8859-1", "koi8-r", "utf-8", "windows-1251", "CP1251", "win-1251", "nonsense"}) {
    EXPECT_EQ(to_utf8(cp1251, declared).text, "Добрый день! Просим выдать") << declared;
  }
  EXPECT_EQ(to_utf8("Добрый день", "windows-1251").text, "Добрый день");
  EXPECT_EQ(to_utf8("caf\xE9 d\xE9j\xE0", "iso-8859-1").text, "café déjà");
  EXPECT_EQ(to_utf8(std::string("\xFF\xFE\x14\x04\x30\x04", 6), "").text, "Да");
  EXPECT_EQ(to_utf8("\xF0\xD2\xC9\xD7\xC5\xD4, \xCB\xCF\xCC\xCC\xC5\xC7\xC9", "").text, "Привет, коллеги");  // koi8-r
  EXPECT_EQ(to_utf8("\x8F\xE0\xA8\xA2\xA5\xE2, \xAA\xAE\xAB\xAB\xA5\xA3\xA8", "").text, "Привет, коллеги");  // cp866
}

TEST(Transfer, DamagedEncodingsAreReadAsFarAsTheyGo) {
  EXPECT_EQ(decode_transfer(TransferEncoding::base64, "0J/R\r\n gNC4|"), "При");
  EXPECT_EQ(decode_transfer(TransferEncoding::base64, "YQ==YQ=="), "aa");
  EXPECT_EQ(decode_transfer(TransferEncoding::quoted_printable, "a=\r\nb=3Dc =\nd=ZZ"), "ab=c d=ZZ");
  EXPECT_EQ(decode_transfer(TransferEncoding::quoted_printable, "a="), "a");
}

TEST(Transfer, Uuencode) {
  EXPECT_EQ(transfer_encoding("X-UUENCODE"), TransferEncoding::uuencode);
  const std::string file = "text before\r\nbegin 644 a.txt\r\n#0V%T\r\n`\r\nend\r\ntext behind\r\n";
  EXPECT_EQ(decode_transfer(TransferEncoding::uuencode, file), "Cat");
  EXPECT_FALSE(uuencoded_name("begin with what we know"));
}

TEST(Transfer, WhatIsNoBase64IsTold) {
  EXPECT_TRUE(can_be_base64("0J/RgNC40LLQtdGCLCDQutC+0LvQu9C10LPQuA==\r\n0J/R\r\n"));
  EXPECT_FALSE(can_be_base64("From: client@romashka.example\r\n\r\nИНН 7701234507"));
}

TEST(Transfer, ChunksCutAnywhereMakeNoDifference) {
  const std::string base64 = "0J/RgNC40LLQtdGCLCDQutC+0LvQu9C10LPQuA==";
  const std::string quoted = "=D0=9F=D1=80 a=\r\nb =3D";
  for (const auto& [encoding, text] :
       {std::pair(TransferEncoding::base64, base64), std::pair(TransferEncoding::quoted_printable, quoted)}) {
    const std::string whole = decode_transfer(encoding, text);
    for (size_t cut = 0; cut <= text.size(); ++cut) {
      std::string out;
      TransferDecoder decoder(encoding);
      decoder.feed(std::string_view(text).substr(0, cut), out);
      decoder.feed(std::string_view(text).substr(cut), out);
      decoder.finish(out);
      EXPECT_EQ(out, whole) << cut;
    }
  }
}

}  // namespace
}  // namespace pismovod
