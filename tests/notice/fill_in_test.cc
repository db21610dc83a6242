#include "notice/fill_in.h"

#include <gtest/gtest.h>

namespace pismovod {
namespace {

Texts texts() {
  return Texts({{"requirement.partner_code.title", "код партнера"},
                {"requirement.partner_code.label", "Код партнера"},
                {"requirement.client_inn.title", "ИНН клиента"},
                {"requirement.client_inn.label", "ИНН клиента"},
                {"requirement.question.title", "вопрос"},
                {"requirement.question.label", "Вопрос"},
                {"requirement.error_files.title", "файл с логами"},
                {"requirement.usb_subject.subject", "Заказ продуктов с USB"}});
}

TEST(FillIn, PartnersOwnDataAndFoundValuesAreWrittenIn) {
  Organization organization;
  organization.partner_code = "14352";
  const FillIn form = make_fill_in({"partner_code", "client_inn", "Дистрибьютор"}, {{"client_inn", "7701234507"}},
                                   &organization, texts());
  const std::vector<std::string> expected = {"Код партнера: 14352", "ИНН клиента: 7701234507",
                                             "Дистрибьютор: __________"};
  EXPECT_EQ(form.written(), expected);
  EXPECT_TRUE(form.has_blanks());
}

TEST(FillIn, WhatTheLetterSaysOrCarriesIsNotAskedAgain) {
  const FillIn form =
      make_fill_in({"question", "error_files"}, {{"question", "x"}, {"error_files", ""}}, nullptr, texts());
  EXPECT_TRUE(form.lines.empty());
  EXPECT_TRUE(form.attach.empty());
  const FillIn empty = make_fill_in({"question", "error_files", "usb_subject"}, {}, nullptr, texts());
  EXPECT_EQ(empty.written(), std::vector<std::string>{"Вопрос: __________"});
  EXPECT_EQ(empty.attach, std::vector<std::string>{"файл с логами"});
  EXPECT_EQ(empty.subject, "Заказ продуктов с USB");
}

TEST(FillIn, DataOfTheOrganisationThatTheLetterLacksAreNews) {
  Organization organization;
  organization.partner_code = "14352";
  EXPECT_TRUE(make_fill_in({"partner_code"}, {}, &organization, texts()).has_news());
  EXPECT_FALSE(make_fill_in({"partner_code"}, {}, &organization, texts()).has_blanks());
  EXPECT_FALSE(make_fill_in({"partner_code"}, {{"partner_code", "14352"}}, &organization, texts()).has_news());
}

}  // namespace
}  // namespace pismovod
