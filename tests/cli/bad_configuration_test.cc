// A broken configuration: status 78, and every error at once as file:line:column: text.

#include <gtest/gtest.h>

#include <algorithm>
#include <regex>

#include "cli/program.h"

namespace pismovod::test {
namespace {

const std::string kShipped = PISMOVOD_SOURCE_DIR "/config";

// The shipped words and texts with mailbox files of the test's own.
std::string main_file(const std::string& more = "") {
  return "mailboxes = [\"*.box.toml\"]\ncatalogue = [\"" + kShipped + "/catalogue/*.toml\"]\ntexts = [\"" + kShipped +
         "/texts/*.toml\"]\n" + more;
}

struct Wrong {
  std::string name;
  std::string box;                  // text of the mailbox file
  std::string more;                 // at the end of the main file
  std::vector<std::string> errors;  // each: "FILE:LINE:COLUMN: " and a part of the text
};

const std::string kGood = "address = \"a@1c.ru\"\nmust = [\"question\"]\ntitle = \"A\"\n";

const std::vector<Wrong>& all_wrong() {
  static const std::vector<Wrong> all = {
      {"UnknownKey",
       "adress = \"a@1c.ru\"\naddress = \"a@1c.ru\"\nmust = [\"question\"]\ntitle = \"A\"\n",
       "",
       {"a.box.toml:1:1: unknown key \"adress\"; did you mean \"address\"?"}},
      {"UnknownKeyOfTheMainFile",
       kGood,
       "[milter]\nlissten = \"unix:/a\"\n",
       {"main.toml:5:1: unknown key \"milter.lissten\"; did you mean \"milter.listen\"?"}},
      {"UnknownTable",
       kGood,
       "[mlter]\nlisten = \"unix:/a\"\n",
       {"main.toml:4:2: unknown key \"mlter\"; did you mean \"milter\"?"}},
      {"TableThatIsNone", kGood, "milter = 5\n", {"main.toml:4:10: expected a table [milter], not a whole number"}},
      {"WrongType", "address = 5\nmust = \"question\"\ntitle = \"A\"\n", "", {"a.box.toml:1:11: ", "a.box.toml:2:8: "}},
      {"WrongTypeOfTheMainFile",
       kGood,
       "[milter]\nlisten = 5\nmode = \"enforced\"\n",
       {"main.toml:5:10: ", "main.toml:6:8: "}},
      {"NumberTooLarge", kGood, "[limits]\nparts = 99999999999999999999\n", {"main.toml:5:"}},
      {"NumberBelowZero", kGood, "[limits]\nparts = -1\n", {"main.toml:5:9: "}},
      {"UnknownRequirement",
       "address = \"a@1c.ru\"\nmust = [\"questoin\"]\ntitle = \"A\"\n",
       "",
       {"a.box.toml:2:9: unknown requirement \"questoin\"; did you mean \"question\"?"}},
      {"BadExpression",
       kGood + "[[pattern]]\nid = \"own\"\ntitle = \"T\"\nexample = \"E\"\nvalue = \"(\"\n",
       "",
       {"a.box.toml:8:9: bad expression"}},
      {"NoAddress", "must = [\"question\"]\ntitle = \"A\"\n", "", {"a.box.toml:1:1: \"address\" is missing"}},
      {"AddressThatIsNone", "address = \"nobody\"\ntitle = \"A\"\n", "", {"a.box.toml:1:11: \"nobody\" is no address"}},
      {"Syntax", "address = \"a@1c.ru\n", "", {"a.box.toml:1:"}},
      {"NotUtf8", "address = \"\xFF\"\n", "", {"a.box.toml:1:"}},
      {"SeveralAtOnce",
       "adress = \"a@1c.ru\"\nmust = [\"questoin\", 5, \"own\"]\nshould = 7\ntitle = \"A\"\n[[pattern]]\nid = "
       "\"own\"\ntitle = \"T\"\nexample = \"E\"\nvalue = \"[\"\n",
       "[milter]\nlissten = 5\n",
       {"main.toml:5:1: ", "a.box.toml:1:1: ", "a.box.toml:1:1: \"address\" is missing",
        "a.box.toml:2:9: ", "a.box.toml:2:21: ", "a.box.toml:3:10: ", "a.box.toml:9:9: "}},
  };
  return all;
}

class BadConfiguration : public ::testing::TestWithParam<Wrong> {};

TEST_P(BadConfiguration, IsNamedByFileLineAndColumn) {
  const Folder folder;
  const std::string main = folder.file("main.toml", main_file(GetParam().more));
  folder.file("a.box.toml", GetParam().box);
  const Ran ran = run({"config", "check", "--config", main});
  EXPECT_EQ(ran.status, 78);
  for (const std::string& wanted : GetParam().errors) {
    const bool said = std::ranges::any_of(
        ran.errors, [&](const std::string& line) { return line.find("/" + wanted) != std::string::npos; });
    EXPECT_TRUE(said) << wanted;
  }
  const std::regex form(".+:[1-9][0-9]*:[1-9][0-9]*: .+");
  for (const std::string& line : ran.errors) EXPECT_TRUE(std::regex_match(line, form)) << line;
  EXPECT_EQ(ran.errors.size(), GetParam().errors.size());
  if (HasFailure()) {
    for (const std::string& line : ran.errors) std::printf("  said: %s\n", line.c_str());
  }
}

INSTANTIATE_TEST_SUITE_P(All, BadConfiguration, ::testing::ValuesIn(all_wrong()),
                         [](const auto& test) { return test.param.name; });

TEST(Configuration, OneAddressInTwoMailboxes) {
  const Folder folder;
  const std::string main = folder.file("main.toml", main_file());
  folder.file("a.box.toml", kGood);
  folder.file("b.box.toml", "# the same\naddress = \"A@1C.ru\"\nmust = [\"question\"]\ntitle = \"A\"\n");
  const Ran ran = run({"config", "check", "--config", main});
  EXPECT_EQ(ran.status, 78);
  ASSERT_EQ(ran.errors.size(), 1U);
  EXPECT_NE(ran.errors[0].find("/b.box.toml:2:11: the address a@1c.ru is already in "), std::string::npos)
      << ran.errors[0];
}

TEST(Configuration, MissingCatalogue) {
  const Folder folder;
  const std::string main =
      folder.file("main.toml", "mailboxes = [\"shipped\"]\ncatalogue = [\"none/*.toml\"]\ntexts = [\"shipped\"]\n");
  const Ran ran = run({"config", "check", "--config", main});
  EXPECT_EQ(ran.status, 78);
  ASSERT_EQ(ran.errors.size(), 1U) << ran.errors.size();
  EXPECT_NE(ran.errors[0].find("/main.toml:2:1"), std::string::npos) << ran.errors[0];
  EXPECT_NE(ran.errors[0].find("none/*.toml"), std::string::npos) << ran.errors[0];
}

TEST(Configuration, MissingMainFile) {
  const Ran ran = run({"check", "--config", "no-such.toml", "-"}, "Subject: s\n\ntext\n");
  EXPECT_EQ(ran.status, 78);
  ASSERT_EQ(ran.errors.size(), 1U);
  EXPECT_NE(ran.errors[0].find("no-such.toml"), std::string::npos);
}

TEST(Configuration, EveryCommandRefusesIt) {
  const Folder folder;
  const std::string main = folder.file("main.toml", "no_such_key = 1\n");
  for (const std::vector<std::string>& command : std::vector<std::vector<std::string>>{{"check", "-"},
                                                                                       {"config", "check"},
                                                                                       {"config", "show"},
                                                                                       {"mailboxes"},
                                                                                       {"template", "lic@1c.ru"},
                                                                                       {"serve"}}) {
    std::vector<std::string> arguments = command;
    arguments.insert(arguments.end(), {"--config", main});
    EXPECT_EQ(run(arguments, "Subject: s\n\ntext\n").status, 78) << command[0];
  }
}

}  // namespace
}  // namespace pismovod::test
