// The admin's language: what help, man pages and the reference say, and errors, in Russian where the environment says
// so.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "base/file.h"
#include "cli/program.h"
#include "config/admin_words.h"
#include "config/key_tables.h"
#include "config/options.h"
#include "config/toml.h"

namespace pismovod::test {
namespace {

class Language {
 public:
  explicit Language(const char* name) { ::setenv("LC_ALL", name, 1); }
  ~Language() { ::unsetenv("LC_ALL"); }
  Language(const Language&) = delete;
  Language& operator=(const Language&) = delete;
};

// Blanks are one, and man's backslashes none: a text may be broken into lines.
std::string flat(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') continue;
    if (c != ' ' && c != '\n') {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

// All that help, man pages and reference say.
std::string all_help() {
  std::string out = run({"--help-all"}).out + run({"config", "reference"}).out + run({"learn", "--help"}).out;
  for (const char* page : {"pismovod.1", "pismovod.toml.5", "pismovod-milter.8"}) out += run({"manual", page}).out;
  return flat(out);
}

TEST(AdminWords, KnowEveryKeysMeaning) {
  const AdminWords words("ru");
  for (const Option& option : options()) {
    EXPECT_TRUE(words.has(option.meaning)) << option.meaning;
    EXPECT_NE(words.of(option.range), option.range.empty() ? " " : option.range) << option.range;
    EXPECT_EQ(words.of(option.range).find("of "), std::string::npos) << option.range;
  }
  for (const KeyTable& table : kKeyTables) {
    EXPECT_TRUE(words.has(table.heading)) << table.heading;
    for (const Key& key : table.keys) EXPECT_TRUE(words.has(key.meaning)) << key.meaning;
  }
}

bool is_russian(const std::string& line) {
  return line.find("\xD0") != std::string::npos || line.find("\xD1") != std::string::npos;
}

TEST(AdminWords, LeaveNoCommandOrOptionInEnglish) {
  const Language russian("ru_RU.UTF-8");
  const std::string help = run({"--help-all"}).out;
  size_t lines = 0;
  for (size_t at = 0, end = 0; (end = help.find('\n', at)) != std::string::npos; at = end + 1) {
    const std::string line = help.substr(at, end - at);
    const size_t word = line.find_first_not_of(' ');
    // A long name stands on a line of its own, what it means below.
    const size_t gap = word != std::string::npos && word > 20 ? 0 : line.find("   ", word);
    const size_t meaning = gap == std::string::npos ? gap : line.find_first_not_of(' ', gap);
    if (meaning == std::string::npos || line.find("[", meaning) == meaning) continue;
    EXPECT_TRUE(is_russian(line.substr(meaning))) << line;
    ++lines;
  }
  EXPECT_GT(lines, 80U);
}

TEST(AdminWords, HaveNoHelpThatNobodyDeclares) {
  const std::string said = all_help();
  ConfigErrors errors;
  const auto text = read_file(PISMOVOD_SOURCE_DIR "/config/help/ru.toml");
  ASSERT_TRUE(text.has_value());
  for (const TomlValue::Entry& entry : parse_toml(*text, "ru.toml", errors).entries) {
    const bool is_sentence = entry.key.ends_with('.');
    EXPECT_TRUE(!is_sentence || said.find(flat(entry.key)) != std::string::npos) << entry.key;
    EXPECT_FALSE(entry.value.string.empty()) << entry.key;
  }
  EXPECT_TRUE(errors.empty());
}

size_t gaps_in(const std::string& text) {
  size_t count = 0;
  for (size_t at = 0; (at = text.find("{}", at)) != std::string::npos; at += 2) ++count;
  return count;
}

TEST(AdminWords, FillTheSameGaps) {
  const AdminWords words("ru");
  for (const auto& [english, own] : words.whole()) EXPECT_EQ(gaps_in(english), gaps_in(own)) << english;
}

TEST(AdminWords, TranslateAnErrorAtItsPlace) {
  const Folder folder;
  const std::string path = folder.file("wrong.toml", "mod = 1\n[milter]\nmode = \"enforced\"\n");
  const Language russian("ru_RU.UTF-8");
  const Ran ran = run({"config", "check", "--config", path});
  EXPECT_EQ(ran.status, 78);
  ASSERT_EQ(ran.errors.size(), 2U);
  EXPECT_EQ(ran.errors[0], path + ":1:1: неизвестный ключ \"mod\"; может быть, \"log\"?");
  EXPECT_TRUE(ran.errors[1].starts_with(path + ":3:8: ")) << ran.errors[1];
  EXPECT_TRUE(is_russian(ran.errors[1].substr(path.size()))) << ran.errors[1];
}

TEST(AdminWords, ComeByTheEnvironment) {
  EXPECT_NE(run({"status", "--nonsense"}).errors.front().find("not expected"), std::string::npos);
  const Language russian("ru");
  EXPECT_TRUE(is_russian(run({"status", "--nonsense"}).errors.front()));
  EXPECT_NE(run({"manual", "--language", "en", "pismovod.1"}).out.find("\"SEE ALSO\""), std::string::npos);
  EXPECT_NE(run({"manual", "--language", "ru", "pismovod.1"}).out.find("СМОТРИТЕ ТАКЖЕ"), std::string::npos);
}

TEST(AdminWords, AreThoseOfTheTextWhereThereIsNoLanguage) {
  EXPECT_EQ(AdminWords("de").of("unknown key \"mod\""), "unknown key \"mod\"");
  EXPECT_EQ(AdminWords("ru").of("nobody has ever said this: 7"), "nobody has ever said this: 7");
}

}  // namespace
}  // namespace pismovod::test
