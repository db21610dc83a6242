// Words of the catalogue: each phrase of each list is parsed, and each value has its type and range.

#include <gtest/gtest.h>

#include "read.h"

namespace pismovod::test {
namespace {

// Every list that holds phrases, with a place for one.
const std::vector<std::string>& lists_of_phrases() {
  static const std::vector<std::string> lists = {
      "[label]\ninn = [%]",
      "[words]\nown = [%]",
      "[placed]\nclient_inn = [%]",
      "[articles]\ncodes = [%]",
      "[[product]]\nname = 'A'\nspelled = [%]",
      "[[product]]\nname = 'A'\ncommon = [%]",
      "[[product]]\nname = 'A'\nshort = [%]",
      "[[country]]\nname = 'A'\nphrases = [%]",
      "[[country]]\nname = 'A'\nclient_words = [%]",
      "[[document]]\nid = 'a'\ntitle = 'A'\ndecisive = [%]",
      "[[document]]\nid = 'a'\ntitle = 'A'\nenough = 1\nwords = [[%]]",
      "[[document]]\nid = 'a'\ntitle = 'A'\nexcluded_by = [%]",
      "[[document]]\nid = 'a'\ntitle = 'A'\nnames = [%]",
      "[[document]]\nid = 'a'\ntitle = 'A'\nmentions = [%]",
      "[[document]]\nid = 'a'\ntitle = 'A'\nmarks = [%]",
  };
  return lists;
}

std::string with(std::string text, const std::string& phrase) { return text.replace(text.find('%'), 1, phrase); }

std::string place_of(const std::string& text) {
  const auto lines = std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(text.find('%')), '\n');
  return std::to_string(lines + 1) + ":" + std::to_string(text.find('%') - text.rfind('\n')) + ": ";
}

TEST(Catalogue, ABadPhraseInAnyListIsAnErrorAtItsPlace) {
  for (const std::string& list : lists_of_phrases()) {
    EXPECT_TRUE(read_words(with(list, "'код*'")).errors.empty()) << list;
    for (const char* bad : {"'*слово'", "''", "'сл*во'", "'а|б-в'", "'код {heads}'", "'код {'"}) {
      const std::vector<std::string> errors = read_words(with(list, bad)).errors;
      ASSERT_EQ(errors.size(), 1U) << list << bad;
      EXPECT_TRUE(errors.front().starts_with(place_of(list) + "\"")) << list << bad << ": " << errors.front();
    }
    for (const char* bad : {"5", "true", "{ a = 1 }", "1979-05-27"}) {
      const std::vector<std::string> errors = read_words(with(list, bad)).errors;
      ASSERT_EQ(errors.size(), 1U) << list << bad;
      EXPECT_TRUE(errors.front().starts_with(place_of(list))) << errors.front();
    }
  }
}

TEST(Catalogue, WhatIsNoListIsAnError) {
  for (std::string list : lists_of_phrases()) {
    if (list.find("[[%]]") != std::string::npos) list.replace(list.find("[[%]]"), 5, "[%]");
    list.replace(list.find("[%]"), 3, "7");
    EXPECT_FALSE(read_words(list).errors.empty()) << list;
  }
}

TEST(Catalogue, AllErrorsAtOnceAndTheGoodOnesStay) {
  const ReadWords read = read_words("[words]\nown = ['код', '*', 'номер']\n[label]\nin = ['x']\ninn = ['{a}']\n");
  EXPECT_EQ(read.errors.size(), 3U);
  ASSERT_EQ(read.catalogue.list("own").size(), 2U);
  EXPECT_EQ(read.catalogue.list("own")[1].written(), "номер");
  EXPECT_TRUE(read.catalogue.list("no_such_list").empty());
}

TEST(Catalogue, ListsOfOneNameAddUp) {
  const std::string once = "[label]\ninn = ['инн']\n[words]\nown = ['код']\n[placed]\nquestion = ['описани*']\n";
  ConfigErrors errors;
  Catalogue catalogue;
  Sources sources;
  for (int i = 0; i < 2; ++i) read_catalogue_file(parse_toml(once, "a.toml", errors), catalogue, sources, errors);
  EXPECT_TRUE(errors.empty());
  EXPECT_EQ(catalogue.labels[Label::inn].size(), 2U);
  EXPECT_EQ(catalogue.list("own").size(), 2U);
  EXPECT_EQ(sources.placed["question"].phrases.size(), 2U);
}

const std::string kDocument = "[[document]]\nid = 'a'\ntitle = 'A'\nwords = [['а'], ['б'], ['в'], ['г']]\n";

TEST(Catalogue, HowManyGroupsAreEnoughIsAWholeNumberOfThem) {
  EXPECT_EQ(read_words(kDocument).catalogue.documents.at(0).enough, 3U);
  EXPECT_EQ(read_words(kDocument + "enough = 1").catalogue.documents.at(0).enough, 1U);
  EXPECT_EQ(read_words(kDocument + "enough = 4").catalogue.documents.at(0).enough, 4U);
  for (const char* bad : {"'3'", "-1", "0", "5", "3.0", "true", "[3]", "9223372036854775807"}) {
    const ReadWords read = read_words(kDocument + "enough = " + bad);
    EXPECT_TRUE(says(read.errors, "5:10: \"enough\": expected a whole number from 1 to 4, not ")) << bad;
  }
}

TEST(Catalogue, GroupsTooFewToBeEnoughAreAnError) {
  EXPECT_TRUE(says(read_words("[[document]]\nid = 'a'\ntitle = 'A'\nwords = [['а'], ['б']]").errors,
                   "1:1: \"enough\" is missing: "));
  EXPECT_TRUE(
      says(read_words(kDocument + "enough = 1\n[[document]]\nid = 'b'\ntitle = 'B'\nenough = 1\nwords = [[]]").errors,
           "10:10: "));
}

TEST(Catalogue, DigitsOfTaxNumbers) {
  EXPECT_EQ(read_words("[[country]]\nname = 'A'\ntax_digits = [9, 12]").catalogue.countries.at(0).tax_digits,
            (std::vector<size_t>{9, 12}));
  for (const char* bad : {"9", "[0]", "[-1]", "[31]", "['9']", "'9'"}) {
    EXPECT_EQ(read_words(std::string("[[country]]\nname = 'A'\ntax_digits = ") + bad).errors.size(), 1U) << bad;
  }
}

TEST(Catalogue, TrueOrFalseIsNothingElse) {
  const ReadWords read = read_words("[[product]]\nname = 'A'\nsign = true\nedition = false");
  EXPECT_TRUE(read.catalogue.products.at(0).needs_sign);
  EXPECT_FALSE(read.catalogue.products.at(0).needs_edition);
  EXPECT_FALSE(read_words("[[product]]\nname = 'A'").catalogue.products.at(0).needs_sign);
  EXPECT_TRUE(read_words("[[product]]\nname = 'A'").catalogue.products.at(0).needs_edition);
  for (const char* key : {"sign", "edition"}) {
    for (const char* bad : {"'yes'", "1", "[]"})
      EXPECT_EQ(read_words(std::string("[[product]]\nname = 'A'\n") + key + " = " + bad).errors.size(), 1U) << bad;
  }
}

TEST(Catalogue, UnknownKeysAndTablesThatAreNone) {
  EXPECT_TRUE(says(read_words("wrods = 1").errors, "1:1: unknown key \"wrods\"; did you mean \"words\"?"));
  EXPECT_TRUE(says(read_words("words = 1").errors, "1:9: expected a table, not a whole number"));
  EXPECT_TRUE(says(read_words("[[words]]\na = ['а']").errors, "1:1: expected a table, not a list"));
  EXPECT_TRUE(says(read_words("[product]\nname = 'A'").errors, "1:1: expected a list of tables, not a table"));
  EXPECT_TRUE(says(read_words("product = [5]").errors, "1:12: expected a table, not a whole number"));
  EXPECT_TRUE(says(read_words("[label]\nin = ['a']").errors, "2:1: unknown label \"in\"; did you mean \"inn\"?"));
  EXPECT_TRUE(says(read_words("[[product]]\nnmae = 'A'\nname = 'A'").errors, "2:1: unknown key \"nmae\""));
  EXPECT_TRUE(says(read_words("[[product]]\nshort = []").errors, "1:1: \"name\" is missing"));
  EXPECT_TRUE(says(read_words("[[product]]\nname = ''").errors, "2:8: \"name\" is empty"));
}

TEST(Catalogue, RequirementsThatItSpeaksOfAreRemembered) {
  const ReadWords read =
      read_words("scans_only = ['a']\n[[document]]\nid = 'a'\ntitle = 'A'\nserves = ['own']\nholds = ['b', 'c']");
  ASSERT_EQ(read.sources.named.size(), 3U);
  EXPECT_EQ(read.sources.named[0].id, "b");
  EXPECT_EQ(read.sources.named[0].place.line, 6U);
  EXPECT_EQ(read.sources.named[2].id, "a");
}

}  // namespace
}  // namespace pismovod::test
