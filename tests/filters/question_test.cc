#include <gtest/gtest.h>

#include "support/find.h"

namespace pismovod::test {
namespace {

bool asks(const std::string& text, const std::string& subject = "ООО «Лазурит»") {
  return !find("question", Given{text, subject}).right.empty();
}

TEST(Question, TheSendersOwnWordsAboutTheMatter) {
  EXPECT_TRUE(asks("Добрый день! Просим выдать запасной ПИН-код."));
  EXPECT_TRUE(asks("Прошу помочь с активацией"));
  EXPECT_TRUE(asks("Суть: не приходит письмо для сброса пароля"));
  EXPECT_TRUE(asks("ускорьте пожалуйста рассмотрение, склад встанет"));
  EXPECT_TRUE(asks("Could you please tell us whether a trial can be extended?"));
  EXPECT_TRUE(asks("", "Аннулировать договор ИТС, задвоили при оформлении"));
}

TEST(Question, PinCodesAndDatesAreNoSignature) {
  EXPECT_TRUE(asks("Просим выдать дополнительный пин-код взамен 123-456-789-012-345."));
  EXPECT_TRUE(asks("Бланк не открывается."));
  EXPECT_FALSE(asks("С праздником! Желаем здоровья и успехов."));
}

TEST(Question, AHyphenMakesNoLabel) {
  EXPECT_NE(value("question", "Сервер по-прежнему не видит лицензию и не запускается"), "");
  EXPECT_EQ(value("question", "ПО - не указано"), "");
}

TEST(Question, NotGreetingsLabelsFormulasOrPlaceholders) {
  EXPECT_FALSE(asks("Добрый день!\n\nПартнер: ООО «Вектор-Софт»\nКод партнера: 14352\nИНН: 5026087051"));
  EXPECT_FALSE(asks("Подробности в заявке. Спасибо."));
  EXPECT_FALSE(asks("Данные во вложении."));
  EXPECT_FALSE(asks("<Опишите возникшую проблему и приложите скриншоты ошибки.>"));
  EXPECT_FALSE(asks("Вопрос: ____"));
  EXPECT_FALSE(asks("С уважением,\nИван Петров\nООО «Вектор-Софт»"));
  EXPECT_FALSE(asks("", "Обращение в службу технической поддержки"));
  EXPECT_FALSE(asks("", "Вектор-Софт 14352"));
}

TEST(Question, NotAQuotedLetterNorAnInheritedSubject) {
  EXPECT_FALSE(asks("12.03.2025 10:15, Иванов пишет:\n> не работает обмен с розницей, что делать?"));
  EXPECT_FALSE(asks("", "Re: не приходит письмо для сброса пароля"));
}

TEST(Question, BlanksOfAnyFormAreNone) {
  EXPECT_EQ(value("question", "Товар (период сервиса): __________\nДистрибьютор: ____\n"), "");
}

}  // namespace
}  // namespace pismovod::test
