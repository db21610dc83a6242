#include <gtest/gtest.h>

#include "support/find.h"

namespace pismovod::test {
namespace {

TEST(Topic, ALabelledOneAlwaysCounts) {
  EXPECT_EQ(value("topic", "Тема обращения: партнерская программа."), "партнерская программа");
  EXPECT_EQ(value("topic", "Topic: other"), "other");
  EXPECT_EQ(value("topic", "Topic: ____"), "");
}

TEST(Topic, UnlabelledInTheSubjectAsAHeadingOrWhatTheLetterIsAbout) {
  EXPECT_NE(value("topic", "This is a technical support matter."), "");
  EXPECT_NE(value("topic", "Technical support\n\nthe server is down since Friday and nobody knows why"), "");
  EXPECT_FALSE(find("topic", Given{"it does not open", "Technical support: web client"}).right.empty());
  EXPECT_EQ(value("topic", "The customer pays for technical support by another firm since last year."), "");
}

}  // namespace
}  // namespace pismovod::test
