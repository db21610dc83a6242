#include "taught/masking.h"

#include <gtest/gtest.h>

namespace pismovod {
namespace {

TEST(Masked, NumbersOfAnyKind) {
  EXPECT_EQ(masked("Заявка WZ00581204 от 12.03.2026, тел. 8-917-555-02-61"), "Заявка WZ0 от 0, тел. 0");
}

TEST(Masked, FirmsBehindTheirLegalForm) {
  EXPECT_EQ(masked("Лицензия ООО «Швейный цех», ИНН 7701234507"), "Лицензия ООО «Фирма», ИНН 0");
  EXPECT_EQ(masked("переписать с ИП Громов Илья на ООО \"Кедр\" сегодня"),
            "переписать с ИП «Фирма» на ООО «Фирма» сегодня");
  EXPECT_EQ(masked("на новое ООО, документы есть"), "на новое ООО, документы есть");
}

TEST(Masked, Persons) {
  EXPECT_EQ(masked("Пишет вам Лаврентьев С. К. из отдела"), "Пишет вам Имя из отдела");
  EXPECT_EQ(masked("Мещерякова Ольга Петровна просит отменить"), "Имя просит отменить");
  EXPECT_EQ(masked("заказывала Жанна Терехова, её нет"), "заказывала Имя, её нет");
}

TEST(Masked, AddressesAndLineBreaks) { EXPECT_EQ(masked("ответ на ivanov@vektor.example\nжду"), "ответ на адрес жду"); }

TEST(Masked, LeavesWordsAsTheyAre) {
  EXPECT_EQ(masked("Отмените, пожалуйста. Клиент передумал!"), "Отмените, пожалуйста. Клиент передумал!");
  EXPECT_EQ(masked(""), "");
}

TEST(Masked, TakesAnyOctets) {
  for (const char* text : {"\xff\xfe@", "ООО", "ООО «", "И.", "А. Б", "@", "1.", "«»"})
    EXPECT_LT(masked(text).size(), 64U);
}

}  // namespace
}  // namespace pismovod
