#include "desk/override_tag.h"

#include <gtest/gtest.h>

#include "mail/compose.h"
#include "mime/encoded_word.h"

namespace pismovod {
namespace {

std::string reason(std::string_view subject, std::string_view tag = "без проверки") {
  const auto found = find_override_tag(subject, tag);
  return !found ? "no tag" : found->reason.empty() ? "no reason" : found->reason;
}

TEST(OverrideTag, ReasonAnywhereInTheSubject) {
  EXPECT_EQ(reason(" [без проверки: срочно, согласовано] Активация"), "срочно, согласовано");
  EXPECT_EQ(reason("Re: Активация [Без  Проверки:звонили]"), "звонили");
  EXPECT_EQ(reason("[1C #12] [без проверки: да]"), "да");
}

TEST(OverrideTag, EncodedAndFolded) {
  EXPECT_EQ(reason(" " + encode_header("[без проверки: срочно] Активация")), "срочно");
  EXPECT_EQ(reason("[skip:\n urgent] x", "skip"), "urgent");
}

TEST(OverrideTag, WithoutAReasonItDoesNotCount) {
  EXPECT_EQ(reason("[без проверки] Активация"), "no reason");
  EXPECT_EQ(reason("[без проверки:  ] Активация"), "no reason");
  EXPECT_EQ(reason("[без проверки] [без проверки: надо]"), "надо");
}

TEST(OverrideTag, WhatIsNone) {
  EXPECT_EQ(reason("без проверки: срочно"), "no tag");
  EXPECT_EQ(reason("[без проверки: срочно"), "no tag");
  EXPECT_EQ(reason("[проверки: срочно]"), "no tag");
  EXPECT_EQ(reason(""), "no tag");
  EXPECT_EQ(reason("[: x]", ""), "no tag");
}

std::string without(std::string_view subject) { return without_override_tag(subject, "без проверки"); }

TEST(OverrideTag, TakenOutAllElseStaysOctetForOctet) {
  EXPECT_EQ(without(" [без проверки: срочно] Активация  кода"), " Активация  кода");
  EXPECT_EQ(without(" Re: Активация\n  кода [без проверки: звонили]"), " Re: Активация\n  кода");
  EXPECT_EQ(without(" Акти [без проверки] вация"), " Акти вация");
  EXPECT_EQ(without(" [1C #12] [без проверки: да]"), " [1C #12]");
  EXPECT_EQ(without(" [без проверки: да] [Без проверки: два] x"), " x");
  EXPECT_EQ(without(" [без проверки: да]"), " ");
  EXPECT_EQ(without(" Активация [1C #12]"), " Активация [1C #12]");
}

TEST(OverrideTag, TakenOutOfEncodedWords) {
  const std::string client = "=?utf-8?Q?=D0=9A=D0=BB=D0=B8=D0=B5=D0=BD=D1=82?=";  // another's writing stays
  const std::string left = without(" " + encode_header("[без проверки: срочно] ") + "\n " + client);
  EXPECT_TRUE(left.ends_with(client)) << left;
  EXPECT_EQ(decode_header(left), "Клиент");
  for (const char* subject : {"[без проверки: срочно, согласовано с Петровым] Активация кода у клиента",
                              "Активация [без проверки: срочно] кода", "Re: Активация кода [без проверки: да]"}) {
    const std::string field = without(" " + encode_header(subject));
    EXPECT_FALSE(find_override_tag(field, "без проверки")) << field;
    EXPECT_EQ(decode_header(field).find("проверки"), std::string::npos) << field;
    EXPECT_NE(decode_header(field).find("Активация"), std::string::npos) << field;
    EXPECT_NE(decode_header(field).find("кода"), std::string::npos) << field;
  }
  // Words that are cut within a letter, as some programs do.
  const std::string cut =
      " =?utf-8?B?W9Cx0LXQtyDQv9GA0L7QstC10YDQutC4OiDR?= =?utf-8?B?gdGA0L7Rh9C90L5dINCQ0LrRgtC40LLQsNGG0LjRjw==?=";
  EXPECT_EQ(decode_header(cut), "[без проверки: срочно] Активация");
  EXPECT_EQ(decode_header(without(cut)), "Активация");
}

}  // namespace
}  // namespace pismovod
