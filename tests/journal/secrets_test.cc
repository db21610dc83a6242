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

TEST(Secrets, WordsAboutThemStay) {
  for (const char* text : {"Активация пин-кода", "Пароль не подходит", "ИНН 7701234507", "Пинск", "", "пароль"}) {
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
