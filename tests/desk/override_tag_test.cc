#include "desk/override_tag.h"

#include <gtest/gtest.h>

#include "mail/compose.h"

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

}  // namespace
}  // namespace pismovod
