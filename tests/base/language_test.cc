#include "base/language.h"

#include <gtest/gtest.h>

namespace pismovod {
namespace {

TEST(Language, RussianAndEnglishAreNoRubbish) {
  EXPECT_FALSE(is_rubbish("Просим зарегистрировать программный продукт на имя нашего клиента"));
  EXPECT_FALSE(is_rubbish("ПРОСИМ ЗАРЕГИСТРИРОВАТЬ ПРОГРАММНЫЙ ПРОДУКТ НА ИМЯ НАШЕГО КЛИЕНТА"));
  EXPECT_FALSE(is_rubbish("The license agreement is attached to this letter, please confirm"));
  EXPECT_FALSE(is_rubbish("ООО «Ромашка-Плюс», ИНН 7701234507, КПП 770101001, ОГРН 1027700132195, р/с 40702810"));
  EXPECT_FALSE(is_rubbish("1С:ERP Управление предприятием 2, Windows Server 2019 x64, PostgreSQL 14, HASP USB"));
}

TEST(Language, LettersOfAWrongCharsetAreRubbish) {
  EXPECT_TRUE(is_rubbish("Ïðîñèì çàðåãèñòðèðîâàòü ïðîãðàììíûé ïðîäóêò íà èìÿ êëèåíòà")) << "windows-1251 as western";
  EXPECT_TRUE(is_rubbish("оПНЯХЛ ГЮПЕЦХЯРПХПНБЮРЭ ОПНЦПЮЛЛМШИ ОПНДСЙР МЮ ХЛЪ ЙКХЕМРЮ")) << "windows-1251 as koi8-r";
  EXPECT_TRUE(
      is_rubbish("€•‚ƒ„…†• ‡‚ˆ‰‡‚Š‹ƒŠ‹ €ŒŠˆ•ƒ: ŽŽŽ ••„‘•’†•-“Œ”•– —˜˜: 7701234507 “‚„™‚•‘‘•š› ‡‚„‰œ†ƒ: 1•:žœŸ™•Œƒˆ‚Š‹ "
                 "8 “•Ž . ¡Œˆ†ƒ‚„•••‹ ‡„•ƒ•¢†• £‚ƒŠ†œŒ: 4601546116680 •ˆ™Š•ƒ‚•¤Š„••š› •„‘ˆ‚: 801234567"))
      << "no table of characters";
}

TEST(Language, WhatStandsInNoTextIsOdd) {
  EXPECT_EQ(language_score("код\tпартнера\r\n12345 — №1").odd, 0U);
  EXPECT_EQ(language_score("\x01\x0E\x1F").odd, 3U);
  EXPECT_EQ(language_score("ёлка и Ёж").letters, 7U);
}

TEST(Language, AFewLettersTellNothing) {
  EXPECT_FALSE(is_rubbish("Ïðîñèì"));
  EXPECT_FALSE(is_rubbish("7701234507 770101001 801234567 4601546116680 40702810900000012345"));
  EXPECT_FALSE(is_rubbish(""));
}

}  // namespace
}  // namespace pismovod
