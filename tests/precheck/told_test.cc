// What a sender is told of a letter that is being written, by the shipped rules.

#include "check/told_before.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace pismovod {
namespace {

const Configuration& shipped() {
  static const LoadedConfiguration loaded = load_configuration({PISMOVOD_SOURCE_DIR "/config/pismovod.toml"});
  return *loaded.configuration;
}

Settings without_readers() {
  Settings settings = shipped().settings;
  settings.readers.processes = 0;
  return settings;
}

Told told(const std::string& to, const std::string& text, const std::string& language = "ru") {
  static Services services(without_readers());
  const std::string letter = "From: ivan@example.ru\nTo: " + to + "\nSubject: x\n\n" + text + "\n";
  return tell(check_letter(letter, {}, shipped(), services), shipped(), language);
}

bool has(const std::vector<std::string>& lines, const std::string& words) {
  return std::any_of(lines.begin(), lines.end(),
                     [&](const auto& line) { return line.find(words) != std::string::npos; });
}

TEST(Told, WhatIsMissingHasLinesToFillIn) {
  const Told out = told("lic@1c.ru", "Код партнера: 12345\nПодскажите, как заменить ключ?");
  EXPECT_NE(out.summary.find("lic@1c.ru"), std::string::npos) << out.summary;
  EXPECT_TRUE(has(out.lines, "__________"));
  EXPECT_FALSE(has(out.lines, "12345")) << "what the letter says is not said again";
  EXPECT_FALSE(out.says.empty());
}

TEST(Told, InTheLanguageThatIsAskedFor) {
  const std::string russian = told("lic@1c.ru", "Здравствуйте!").summary;
  const std::string english = told("lic@1c.ru", "Здравствуйте!", "en").summary;
  EXPECT_NE(russian, english);
  EXPECT_EQ(english, "The letter to lic@1c.ru still lacks something.");
  EXPECT_EQ(told("lic@1c.ru", "Здравствуйте!", "xx").summary, russian);
}

TEST(Told, ALetterToOthersOwesNothing) {
  const Told out = told("anna@example.ru", "Здравствуйте!");
  EXPECT_TRUE(out.says.empty() && out.lines.empty() && out.papers.empty());
}

TEST(Told, AnAddressThatOnlyLooksLikeAMailboxIsWarnedOf) {
  EXPECT_TRUE(has(told("v8@1с.ru", "Здравствуйте!").warnings, "v8@1c.ru"));
}

}  // namespace
}  // namespace pismovod
