#include "config/toml.h"

#include <gtest/gtest.h>

namespace pismovod::test {
namespace {

std::string error(std::string_view text) {
  ConfigErrors errors;
  parse_toml(text, "a.toml", errors);
  return errors.size() == 1 ? errors.front().message() : std::to_string(errors.size()) + " errors";
}

TEST(Toml, FilesInOtherEncodingsAreToldAtOnce) {
  const std::string other = "no UTF-8, perhaps Windows-1251: save the file as UTF-8";
  EXPECT_EQ(error("a = 1\ntitle = \"\xCE\xF2\xE4\xE5\xEB\""), "a.toml:2:10: " + other);
  EXPECT_EQ(error("title = \"О\xF2\""), "a.toml:1:11: " + other);
  const std::string wide = "the file is in UTF-16, it seems: save it as UTF-8";
  EXPECT_EQ(error(std::string_view("\xFF\xFE"
                                   "a\0=\0",
                                   6)),
            "a.toml:1:1: " + wide);
  EXPECT_EQ(error(std::string_view("\xFE\xFF\0a\0=", 6)).substr(0, 9), "a.toml:1:");
  EXPECT_EQ(error(std::string_view("a\0=\0", 4)), "a.toml:1:2: " + wide);
  EXPECT_EQ(error("title = \"\xEF\xBF\xBD\""), "0 errors");       // U+FFFD itself is UTF-8
  EXPECT_EQ(error("\xEF\xBB\xBFtitle = \"Отдел\""), "0 errors");  // a mark of UTF-8 before the text
}

TEST(Toml, AQuoteThatIsMissingIsNamed) {
  for (const char* text : {"a = \"b\n", "a = \"b", "a = 'b\nc = 1\n", "a = \"\"\"b\n"}) {
    EXPECT_NE(error(text).find(": one is missing"), std::string::npos) << text << error(text);
  }
  EXPECT_EQ(error("a = [1,,2]").find("one is missing"), std::string::npos);
}

TEST(Toml, ValuesKnowTheirPlaceAndKind) {
  ConfigErrors errors;
  const TomlValue root = parse_toml("a = \"б\"\n[t]\nb = [1, 2.5, true]\n", "a.toml", errors);
  ASSERT_TRUE(errors.empty());
  EXPECT_EQ(root.find("a")->kind_name(), "a string");
  EXPECT_EQ(root.find("none"), nullptr);
  const TomlValue& list = *root.find("t")->find("b");
  EXPECT_EQ(list.place.line, 3U);
  EXPECT_EQ(list.items[0].integer, 1);
  EXPECT_EQ(list.items[1].kind_name(), "a number");
  EXPECT_TRUE(list.items[2].boolean);
  EXPECT_EQ(list.items[2].place.column, 14U);
}

TEST(Toml, SuggestionsAreNear) {
  const std::vector<std::string> words = {"listen", "mode", "action"};
  EXPECT_EQ(suggestion("lissten", words), "listen");
  EXPECT_EQ(suggestion("mdoe", words), "mode");
  EXPECT_EQ(suggestion("quite_another", words), "");
  EXPECT_EQ(did_you_mean("acton", words), "; did you mean \"action\"?");
  EXPECT_EQ(did_you_mean("quite_another", words), "");
}

}  // namespace
}  // namespace pismovod::test
