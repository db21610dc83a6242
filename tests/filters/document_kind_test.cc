#include <gtest/gtest.h>

#include "support/attachments.h"
#include "support/tools.h"

namespace pismovod::test {
namespace {

const std::string kLetter = "Заявка на договор ИТС во вложении, просим оформить с января.";

Judged its(const std::vector<Attached>& files, const std::string& text = kLetter) {
  return judged(judge(letter_with("its@1c.ru", "Договор", text, files)), "its_application");
}

TEST(DocumentKind, ByItsOwnWords) {
  const std::string filled = "Заявка на договор 1С:ИТС\nКод партнера: 14352\nИНН: 5026087051\nВид 1С:ИТС: ПРОФ\n";
  EXPECT_EQ(its({{"file1.txt", "text/plain", filled}}).status, Status::found);
}

TEST(DocumentKind, AnEmptyFormWillNotDo) {
  const std::string form =
      "Заявка на договор 1С:ИТС\nКод партнера: ____\nИНН: ____\nНаименование организации: ____\nДоговор: ____\n";
  const Judged judged = its({{"Заявка.txt", "text/plain", form}});
  EXPECT_EQ(judged.status, Status::invalid);
  EXPECT_EQ(judged.reason.key, "unfilled_form");
}

TEST(DocumentKind, AnotherDocumentWillNotDo) {
  const std::string invoice =
      "Счет на оплату № 12\nПоставщик: ООО «Вектор-Софт»\nПокупатель: ООО «Ромашка»\nИтого: 100\nВсего к оплате: 100 "
      "руб.\n";
  const Judged judged = its({{"Заявка ИТС.txt", "text/plain", invoice}});
  EXPECT_EQ(judged.status, Status::missing);
  EXPECT_EQ(judged.reason.key, "another_document");
}

TEST(DocumentKind, NothingAttachedIsMissing) { EXPECT_EQ(its({}).status, Status::missing); }

TEST(DocumentKind, ATypedTextIsNoScan) {
  const std::string text =
      "Заявление о регистрации\nООО «Софтехно»\nПросим зарегистрировать программный продукт, регистрационный номер "
      "801234567\n";
  const Judged found =
      judged(judge(letter_with("hline@1c.ru", "Регистрация продукта", "Просим зарегистрировать продукт.",
                               {{"заявление.txt", "text/plain", text}})),
             "registration_application");
  EXPECT_EQ(found.status, Status::missing);
  EXPECT_EQ(found.reason.key, "typed_not_scanned");
}

}  // namespace
}  // namespace pismovod::test
