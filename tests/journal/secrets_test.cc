// What of a letter's words is kept.
#include "journal/secrets.h"

#include <gtest/gtest.h>

#include "sample.h"

namespace pismovod::test {
namespace {

TEST(Secrets, NeitherPasswordsNorPinCodes) {
  EXPECT_EQ(without_secrets("Пароль: секрет, ИНН 7701234507"), "Пароль: ***, ИНН 7701234507");
  EXPECT_EQ(without_secrets("ПИН-код 1234 5678 9012 просим"), "ПИН-код *** просим");
  EXPECT_EQ(without_secrets("пинкод №123-456-789"), "пинкод №***");
  EXPECT_EQ(without_secrets("password=Qw!er\nдалее"), "password=***\nдалее");
  EXPECT_EQ(without_secrets("пароль qwerty"), "пароль ***");
  EXPECT_EQ(without_secrets("PIN: 0000-1111"), "PIN: ***");
}

TEST(Secrets, ActivationCodesAndPasswordsOfSomething) {
  EXPECT_EQ(without_secrets("код активации 333-111-222-444-555, ИНН 7701234507"), "код активации ***, ИНН 7701234507");
  EXPECT_EQ(without_secrets("Код активации: AB12-CD34"), "Код активации: ***");
  EXPECT_EQ(without_secrets("п/к 121-333-444-555-666"), "п/к ***");
  EXPECT_EQ(without_secrets("П/К: 12133"), "П/К: ***");
  EXPECT_EQ(without_secrets("пароль от базы qwerty"), "пароль от базы ***");
  EXPECT_EQ(without_secrets("пароль от базы клиента: секрет"), "пароль от базы клиента: ***");
  EXPECT_EQ(without_secrets("пароль для входа Qw!er7, прошу"), "пароль для входа ***, прошу");
}

TEST(Secrets, FiveGroupsOfThreeDigitsWhereverTheyStand) {
  EXPECT_EQ(without_secrets("123-456-789-012-345"), "***");
  EXPECT_EQ(without_secrets("сообщите, пожалуйста: 123 456 789 012 345."), "сообщите, пожалуйста: ***.");
  EXPECT_EQ(without_secrets("123\u2013456\u2013789\u2013012\u2013345 и 111.222.333.444.555"), "*** и ***");
  EXPECT_EQ(without_secrets("а 111-222-333-444-555-666 б"), "а *** б");
}

TEST(Secrets, WordsAboutThemStay) {
  for (const char* text :
       {"Активация пин-кода", "Пароль не подходит", "ИНН 7701234507", "Пинск", "", "пароль", "код активации не пришел",
        "пароль к базе не подходит", "ПИН-код для 1С Бухгалтерии", "тел. 123-456-789", "1123-456-789-012-345",
        "123-456-789-012", "ОГРНИП 304500116000157", "код партнера 14352"}) {
    EXPECT_EQ(without_secrets(text), text);
  }
}

TEST(Secrets, ShortenedOneStillKnowsWhatItWas) {
  EXPECT_EQ(shortened_words("ИНН 7701234507, ООО «Ромашка»"), "ИНН 77…07, ООО «Ро…»");
}

TEST(Secrets, OfAWholeCase) {
  CaseEntry entry = complete("AAAAAA1", 0, "Пароль: секрет " + std::string(1000000, 'x') + "\xFF");
  entry.mailboxes.front().requirements.front().facts.front().evidence = "пин 1234, ИНН 7701234507";
  CaseEntry shortened = entry;
  make_storable(entry, false);
  EXPECT_LT(entry.subject.size(), 3000U);
  EXPECT_EQ(entry.subject.find("секрет"), std::string::npos);
  const CaseFact& fact = entry.mailboxes.front().requirements.front().facts.front();
  EXPECT_EQ(fact.evidence, "пин ***, ИНН 7701234507");
  EXPECT_EQ(fact.value, "7701234507");
  make_storable(shortened, true);
  EXPECT_EQ(shortened.mailboxes.front().requirements.front().facts.front().value, "77…07");
  EXPECT_EQ(shortened.mailboxes.front().requirements.front().facts.front().place, "текст, строка 4");
}

}  // namespace
}  // namespace pismovod::test
