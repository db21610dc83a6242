// A mailbox file: conditions, labels, {lists} of the catalogue, and what has a form of its own.

#include <gtest/gtest.h>

#include "read.h"

namespace pismovod::test {
namespace {

const std::string kBox = "address = 'a@1c.ru'\ntitle = 'A'\n";
const std::string kWords = "[words]\nheads = ['бп', 'ут*', 'а|б']\nlong = ['бп', 'бп проф']\n";

// Every list of a mailbox file that holds phrases.
const std::vector<std::string>& lists_of_phrases() {
  static const std::vector<std::string> lists = {
      "must = [{ id = 'a', if = % }]",
      "must = [{ id = 'a', if_asked = % }]",
      "should = [{ id = 'a', unless = % }]",
      "should = [{ id = 'a', unless_asked = % }]",
      "[scenario.s]\ntitle = 'S'\nwhen = %",
      "[scenario.s]\ntitle = 'S'\nwhen_said = %",
      "[scenario.s]\ntitle = 'S'\nwhen = ['а']\nunless = %",
      "[scenario.s]\ntitle = 'S'\nwhen = ['а']\nmust = [{ id = 'a', if = % }]",
      "[[pattern]]\nid = 'own'\ntitle = 'T'\nexample = 'E 1'\nvalue = '\\d'\nlabel = %",
  };
  return lists;
}

std::vector<std::string> errors_with(std::string list, const std::string& value) {
  return read_box(kBox + list.replace(list.find('%'), 1, value), kWords).errors;
}

TEST(MailboxFile, ABadPhraseInAnyListIsAnErrorAtItsPlace) {
  for (const std::string& list : lists_of_phrases()) {
    const std::string box = kBox + list;
    const auto line = 1 + std::count(box.begin(), box.begin() + static_cast<std::ptrdiff_t>(box.find('%')), '\n');
    const size_t column = box.find('%') - box.rfind('\n');
    EXPECT_TRUE(errors_with(list, "['код*', 'вместо {heads}']").empty()) << list;
    EXPECT_TRUE(errors_with(list, "'код*'").empty()) << list;
    for (const char* bad :
         {"*слово", "", "сл*во", "а|б-в", "код {", "код }", "{heads} }", "{}", "{no}", "код {long}"}) {
      const std::vector<std::string> errors = errors_with(list, "['код', '" + std::string(bad) + "']");
      ASSERT_EQ(errors.size(), 1U) << list << bad;
      const std::string place = std::to_string(line) + ":" + std::to_string(column + 8) + ": ";
      EXPECT_TRUE(errors.front().starts_with(place)) << list << bad << ": " << errors.front();
    }
    EXPECT_EQ(errors_with(list, "5").size(), 1U) << list;
    EXPECT_EQ(errors_with(list, "['код', 5]").size(), 1U) << list;
  }
}

std::vector<std::string> words_of(const std::string& phrase) {
  std::vector<std::string> out;
  const ReadBox read = read_box(kBox + "must = [{ id = 'a', if = '" + phrase + "' }]", kWords);
  if (!read.errors.empty()) return read.errors;
  for (const Phrase::Part& part : read.source.uses.at(0).only_if.said.at(0).parts()) out.push_back(part.words);
  return out;
}

// A list stands for all of its words, as often as it is named.
TEST(MailboxFile, ListsOfTheCatalogueStandInPhrases) {
  const std::string heads = fold("бп") + "|" + fold("ут") + "*|" + fold("а") + "|" + fold("б");
  EXPECT_EQ(words_of("вместо {heads}"), (std::vector<std::string>{fold("вместо"), heads}));
  EXPECT_EQ(words_of("{heads} на {heads}"), (std::vector<std::string>{heads, fold("на"), heads}));
  EXPECT_EQ(words_of("ка|{heads}"), (std::vector<std::string>{fold("ка") + "|" + heads}));
}

TEST(MailboxFile, AListThatIsNoneIsNamedWithItsNeighbour) {
  EXPECT_TRUE(says(words_of("{haeds}"),
                   "3:26: {haeds} names no list under [words] of the catalogue; did you mean "
                   "\"heads\"?"));
  EXPECT_TRUE(says(words_of("код {long}"), "3:26: {long} cannot stand within a phrase: \"бп проф\""));
}

TEST(MailboxFile, AListOfACatalogueThatWasNotReadIsNoError) {
  EXPECT_TRUE(read_box(kBox + "must = [{ id = 'a', if = '{no}' }]", "", false).errors.empty());
}

TEST(MailboxFile, ConditionsComeWhereTheyBelong) {
  const ReadBox read =
      read_box(kBox +
               "must = ['q', { id = 'a', if = ['а'], if_asked = ['б', 'в'], unless = ['г', 'д', 'е'], "
               "unless_asked = ['ж'], why = 'w', full = true }]\nshould = ['s']\n"
               "[scenario.s]\ntitle = 'S'\nwhen = ['а']\nwhen_said = ['а', 'б']\nunless = ['а', 'б', 'в']\n");
  EXPECT_TRUE(read.errors.empty());
  ASSERT_EQ(read.source.uses.size(), 3U);
  const UseSource& use = read.source.uses[1];
  EXPECT_EQ(use.only_if.said.size(), 1U);
  EXPECT_EQ(use.only_if.asked.size(), 2U);
  EXPECT_EQ(use.unless.said.size(), 3U);
  EXPECT_EQ(use.unless.asked.size(), 1U);
  EXPECT_EQ(use.use.why_not, "w");
  EXPECT_EQ(use.use.options.at("full"), "true");
  EXPECT_EQ(use.use.level, Level::must);
  EXPECT_EQ(use.use.asked_by, "box.toml:3");
  EXPECT_TRUE(read.source.uses[0].use.options.empty());
  EXPECT_EQ(read.source.uses[2].use.level, Level::should);
  const ScenarioSource& scenario = read.source.scenarios.at(0);
  EXPECT_EQ(scenario.scenario.name, "s");
  EXPECT_EQ(scenario.when.asked.size(), 1U);
  EXPECT_EQ(scenario.when.said.size(), 2U);
  EXPECT_EQ(scenario.unless.said.size(), 3U);
}

TEST(MailboxFile, AScenarioThatNeverAppliesIsAnError) {
  EXPECT_TRUE(says(read_box(kBox + "[scenario.s]\ntitle = 'S'").errors, "3:11: [scenario.s] never applies"));
  EXPECT_TRUE(says(read_box(kBox + "scenario = 5").errors, "3:12: expected tables [scenario.NAME]"));
  EXPECT_TRUE(says(read_box(kBox + "[scenario]\ns = 5").errors, "4:1: expected a table [scenario.s]"));
}

TEST(MailboxFile, AddressesAreSuch) {
  EXPECT_TRUE(says(read_box("address = 'nobody'\ntitle = 'A'").errors, "1:11: \"nobody\" is no address"));
  EXPECT_TRUE(says(read_box("address = ''\ntitle = 'A'").errors, "1:11: \"address\" is empty"));
  EXPECT_TRUE(says(read_box(kBox + "aliases = ['b@1c.ru', 'nobody']").errors, "3:11: \"nobody\" is no address"));
  EXPECT_TRUE(says(read_box(kBox + "aliases = ['']").errors, "3:12: \"aliases\": an empty text"));
}

TEST(MailboxFile, ModesAndActionsAreSuch) {
  const ReadBox read = read_box(kBox + "mode = 'annotate'\naction = 'withhold'");
  EXPECT_EQ(read.source.mailbox.mode, Mode::annotate);
  EXPECT_EQ(read.source.mailbox.action, Action::withhold);
  EXPECT_FALSE(read_box(kBox).source.mailbox.mode.has_value());
  EXPECT_FALSE(read_box(kBox).source.mailbox.action.has_value());
  EXPECT_TRUE(says(read_box(kBox + "mode = 'enforced'").errors, "3:8: \"enforced\" is none of: observe, annotate"));
  EXPECT_TRUE(says(read_box(kBox + "action = 'accept'").errors, "3:10: \"accept\" is none of: reject, hold"));
}

std::string pattern(const std::string& id, const std::string& value) {
  return "[[pattern]]\nid = '" + id + "'\ntitle = 'T'\nexample = 'E 1'\nvalue = '" + value + "'\n";
}

TEST(MailboxFile, PatternsAreSuch) {
  EXPECT_TRUE(read_box(kBox + pattern("Own_1", "\\d+")).errors.empty());
  EXPECT_EQ(read_box(kBox + pattern("own", "\\d+")).patterns.at(0).place.line, 4U);
  EXPECT_TRUE(says(read_box(kBox + pattern("мой", "\\d+")).errors, "4:6: \"мой\" is no id"));
  EXPECT_TRUE(says(read_box(kBox + pattern("a-b", "\\d+")).errors, "4:6: \"a-b\" is no id"));
  EXPECT_TRUE(
      says(read_box(kBox + pattern("own", "\\d*")).errors, "7:9: this expression matches where nothing stands"));
  EXPECT_TRUE(says(read_box(kBox + pattern("own", "(")).errors, "7:9: bad expression: "));
  EXPECT_TRUE(says(read_box(kBox + pattern("own", "\\d") + pattern("own", "\\d")).errors,
                   "9:6: the requirement \"own\" is defined twice"));
}

TEST(MailboxFile, FieldsOfItsFormKnowTheirPlaces) {
  const ReadBox read = read_box(kBox + "form = [\n  'question',\n  'Ваш город',\n]");
  ASSERT_EQ(read.source.form.size(), 2U);
  EXPECT_EQ(read.source.form[1].line, 5U);
  EXPECT_EQ(read_box(kBox + "form = ['']").errors.size(), 1U);
}

TEST(Organization, NamesAndDomainsAreSuch) {
  const auto errors = [](const std::string& text) {
    ConfigErrors made;
    const TomlValue root = parse_toml(text, "a.toml", made);
    read_organization(root, made);
    return said(made);
  };
  EXPECT_TRUE(errors("name = 'ООО «Ромашка»'\nsender_domains = ['@a.ru', 'b.ru', 'фирма.рф']").empty());
  EXPECT_TRUE(says(errors("name = '«»'"), "1:8: \"«»\" is no name"));
  EXPECT_TRUE(says(errors("name = 'A'\naliases = ['-']"), "2:11: \"-\" is no name"));
  EXPECT_TRUE(says(errors("name = 'A'\ninn = 7713456712"), "2:7: \"inn\": expected a string"));
  for (const char* domain : {"", "a b", "*.ru", "a@b.ru"})
    EXPECT_EQ(errors("name = 'A'\nsender_domains = ['" + std::string(domain) + "']").size(), 1U) << domain;
}

TEST(MailboxFile, AdviceIsATextOrNamesWhatItSpeaksOf) {
  const ReadBox read = read_box(kBox + "advice = ['x', { of = ['question', 'country'], says = 'y' }]\n", kWords);
  EXPECT_TRUE(read.errors.empty());
  ASSERT_EQ(read.source.mailbox.advice.size(), 2U);
  EXPECT_TRUE(read.source.mailbox.advice[0].of.empty());
  EXPECT_EQ(read.source.mailbox.advice[1].text, "y");
  EXPECT_EQ(read.source.mailbox.advice[1].of, (std::vector<std::string>{"question", "country"}));
  EXPECT_EQ(read_box(kBox + "advice = [1]\n", kWords).errors.size(), 1U);
  EXPECT_EQ(read_box(kBox + "advice = [{ off = ['question'], says = 'y' }]\n", kWords).errors.size(), 1U);
}

}  // namespace
}  // namespace pismovod::test
