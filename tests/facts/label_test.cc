#include "facts/label.h"

#include <gtest/gtest.h>

#include "tokenized.h"

namespace pismovod::test {
namespace {

// Fields of a text as "label=value", with the few labels that stand here.
std::vector<std::string> fields(const std::string& text) {
  Vocabulary::Builder words;
  LabelTerms terms;
  terms.terms[static_cast<size_t>(Label::inn)] = words.known({"инн"});
  terms.terms[static_cast<size_t>(Label::kpp)] = words.known({"кпп"});
  terms.terms[static_cast<size_t>(Label::partner_code)] = words.known({"код партнера"});
  terms.terms[static_cast<size_t>(Label::decoy)] = words.known({"р/с"});
  const Tokenized made(std::move(words), text);
  std::vector<std::string> out;
  for (const Field& field : read_fields(made.tokens(), made.hits(), terms)) {
    std::string value;
    for (uint32_t i = field.value.begin; i < field.value.end; ++i) value += made.tokens().text(i);
    out.push_back(std::string(name_of(field.label)) + "=" + value);
  }
  return out;
}

using List = std::vector<std::string>;

TEST(Label, ValuesStandBehindInTheLine) {
  EXPECT_EQ(fields("ИНН: 7713456712"), List{"inn=7713456712"});
  EXPECT_EQ(fields("ИНН 7713456712 КПП 771301001"), (List{"inn=7713456712", "kpp=771301001"}));
  EXPECT_EQ(fields("Код партнера - 14352"), List{"partner_code=14352"});
}

TEST(Label, ValuesStandInTheNextCellAndTheLineBelow) {
  EXPECT_EQ(fields("ИНН\t7713456712"), List{"inn=7713456712"});
  EXPECT_EQ(fields("ИНН\n7713456712"), List{"inn=7713456712"});
  EXPECT_EQ(fields("ИНН\tКПП\n7713456712\t771301001"), (List{"inn=7713456712", "kpp=771301001"}));
}

TEST(Label, WhatBelongsToADecoyBelongsToNothingElse) {
  EXPECT_EQ(fields("ИНН: р/с 40702810900000000001").back(), "decoy=40702810900000000001");
}

TEST(Label, NamesLeadThereAndBack) {
  for (size_t i = 1; i < kLabels; ++i) {
    const auto label = static_cast<Label>(i);
    EXPECT_EQ(label_named(name_of(label)), label);
  }
  EXPECT_FALSE(label_named("no_such_label"));
}

TEST(Label, TermsLeadToTheirLabel) {
  LabelTerms terms;
  terms.terms[static_cast<size_t>(Label::inn)] = 7;
  EXPECT_EQ(terms.of(7), Label::inn);
  EXPECT_EQ(terms.of(8), Label::none);
}

}  // namespace
}  // namespace pismovod::test
