// Settings: each has its type and range, declared once.

#include "config/options.h"

#include <gtest/gtest.h>

namespace pismovod::test {
namespace {

std::string set(const std::string& key, const std::string& value, Settings* settings = nullptr) {
  ConfigErrors errors;
  const TomlValue root = parse_toml("value = " + value, "a.toml", errors);
  if (!errors.empty()) return errors.front().text;
  Settings other;
  return find_option(key)->set(settings == nullptr ? other : *settings, root.entries.at(0).value);
}

// What stands behind the shown default has its range; a step over either end is refused.
TEST(Options, EveryNumberHasARangeAndAReason) {
  for (const Option& option : options()) {
    if (option.type != "number") {
      EXPECT_EQ(option.range, "") << option.key;
      continue;
    }
    long long least = 0;
    long long most = 0;
    ASSERT_EQ(std::sscanf(option.range.c_str(), "%lld to %lld: ", &least, &most), 2) << option.key;
    EXPECT_GT(option.range.size(), option.range.find(": ") + 8) << option.key;
    EXPECT_EQ(set(option.key, std::to_string(least)), "") << option.key;
    EXPECT_EQ(set(option.key, std::to_string(most)), "") << option.key;
    EXPECT_EQ(set(option.key, option.show(Settings())), "") << option.key;
    for (const long long bad : {least - 1, most + 1}) {
      const std::string error = set(option.key, std::to_string(bad));
      EXPECT_EQ(error, std::to_string(bad) + " is out of range; allowed is " + option.range) << option.key;
    }
    for (const char* bad : {"'5'", "5.0", "true", "[5]", "{ a = 5 }"}) EXPECT_NE(set(option.key, bad), "") << bad;
  }
}

TEST(Options, EveryOptionTakesWhatItShowsAndNothingElse) {
  for (const Option& option : options()) {
    EXPECT_EQ(set(option.key, option.show(Settings())), "") << option.key;
    EXPECT_NE(set(option.key, "1979-05-27"), "") << option.key;
    EXPECT_NE(set(option.key, "{ a = 5 }"), "") << option.key;
    if (option.type == "list of texts") {
      EXPECT_NE(set(option.key, "'a'"), "") << option.key;
      EXPECT_NE(set(option.key, "['a', 5]"), "") << option.key;
      EXPECT_EQ(set(option.key, "['a', '']"), "an empty text in the list") << option.key;
    } else if (option.type == "true or false") {
      EXPECT_NE(set(option.key, "'true'"), "") << option.key;
      EXPECT_NE(set(option.key, "1"), "") << option.key;
    } else {
      EXPECT_NE(set(option.key, "['a']"), "") << option.key;
    }
  }
}

TEST(Options, AValueComesWhereItBelongs) {
  Settings settings;
  EXPECT_EQ(set("milter.deadline_seconds", "7", &settings), "");
  EXPECT_EQ(settings.milter.deadline_seconds, 7);
  EXPECT_EQ(set("milter.action", "'hold'", &settings), "");
  EXPECT_EQ(settings.milter.action, Action::hold);
  EXPECT_EQ(set("exempt.clients", "['10.0.0.0/8']", &settings), "");
  EXPECT_EQ(settings.exempt.clients, std::vector<std::string>{"10.0.0.0/8"});
  EXPECT_EQ(set("readers.ocr", "false", &settings), "");
  EXPECT_FALSE(settings.readers.ocr);
  EXPECT_EQ(set("limits.parts", "12", &settings), "");
  EXPECT_EQ(settings.limits.parts, 12U);
}

TEST(Options, WhatIsRefusedChangesNothing) {
  Settings settings;
  EXPECT_NE(set("limits.parts", "-1", &settings), "");
  EXPECT_NE(set("exempt.clients", "['10.0.0.0/8', 5]", &settings), "");
  EXPECT_EQ(settings.limits.parts, Settings().limits.parts);
  EXPECT_TRUE(settings.exempt.clients.empty());
}

TEST(Options, WordsAreNamedWithTheirNeighbour) {
  EXPECT_EQ(set("milter.mode", "'enforced'"),
            "\"enforced\" is none of: annotate, enforce, observe; did you mean \"enforce\"?");
  EXPECT_EQ(set("notify.tls", "'x'"), "\"x\" is none of: always, never, opportunistic");
}

}  // namespace
}  // namespace pismovod::test
