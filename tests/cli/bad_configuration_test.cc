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
      {"LabelsThatNobodyTaught",
       kGood + "[scenario.s]\ntitle = \"S\"\nwhen = [{ says = \"zakas:cancel\" }]\nunless = [{ says = "
               "\"zakaz:cansel\" }, { says = \"zakaz\" }]\n",
       "",
       {"a.box.toml:6:9: no examples teach a question \"zakas\"; did you mean \"zakaz\"?",
        "a.box.toml:7:11: no example of \"zakaz\" has the label \"cansel\"; did you mean \"cancel\"?",
        "a.box.toml:7:38: \"says\": expected"}},
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
      {"NumbersOutOfRange",
       kGood,
       "[milter]\ndeadline_seconds = 0\nletters_at_a_time = 1000000\n[readers]\npages = 2000000000\n",
       {"main.toml:5:20: \"milter.deadline_seconds\": 0 is out of range; allowed is 1 to ",
        "main.toml:6:21: ", "main.toml:8:9: "}},
      {"WhatServeWouldRefuse",
       kGood,
       "[log]\nto = \"paper\"\n[exempt]\nclients = [\"host\"]\n",
       {"main.toml:5:1: \"log.to\": ", "main.toml:7:1: \"exempt.clients\": "}},
      {"RangesAndWhatServeWouldRefuseInOneList",
       kGood,
       "[milter]\ndeadline_seconds = 0\nlisten = \"tcp:1\"\nuser = \"no-such-user\"\nsocket_group = "
       "\"no-such-group\"\nsocket_mode = \"rw\"\n[override]\nsenders = [\"nobody\"]\n[notify]\nrelay = "
       "\"smtp://host:99999\"\nlogin = \"me\"\npassword_file = \"/nowhere/password\"\n[readers]\nexecutable = "
       "\"/nowhere/reader\"\n[journal]\npath = \"/nowhere/at/all/journal.sqlite\"\n",
       {"main.toml:5:20: \"milter.deadline_seconds\": 0 is out of range",
        "main.toml:6:1: \"milter.listen\": ", "main.toml:7:1: \"milter.user\": no such user: no-such-user",
        "main.toml:8:1: \"milter.socket_group\": no such group: no-such-group",
        "main.toml:9:1: \"milter.socket_mode\": ", "main.toml:11:1: \"override.senders\": ",
        "main.toml:13:1: \"notify.relay\": ",
        "main.toml:15:1: \"notify.password_file\": /nowhere/password: No such file or directory",
        "main.toml:17:1: \"readers.executable\": /nowhere/reader: No such file or directory",
        "main.toml:19:1: \"journal.path\": there is no folder /nowhere/at/all: mkdir -p /nowhere/at/all"}},
      {"AddressesThatThisMachineDoesNotHave",
       kGood,
       "[milter]\nlisten = \"unix:/nowhere/at/all/socket\"\n",
       {"main.toml:5:1: \"milter.listen\": socket unix:/nowhere/at/all/socket: /nowhere/at/all/: No such file"}},
      {"AnOrganizationOfNobody",
       kGood,
       "[[organization]]\nname = \"ООО «А»\"\ninn = \"123\"\npartner_code = \"код 14352\"\nkpp = \"1\"\n"
       "nfr_reg_numbers = [\"nfr\"]\n[[organization]]\nname = \"ООО «Б»\"\ninn = \"7713456711\"\n",
       {"main.toml:6:7: \"inn\": \"123\" is no ИНН: it has 10 digits, or 12",
        "main.toml:7:16: \"partner_code\": ", "main.toml:8:7: \"kpp\": ", "main.toml:9:19: \"nfr_reg_numbers\": ",
        "main.toml:12:7: \"inn\": \"7713456711\" is no ИНН: a digit is wrong"}},
      {"TheSampleOrganization",
       kGood,
       "[[organization]]\nname = \"ООО «Ваша Фирма»\"\nsender_domains = [\"vasha-firma.ru\"]\npartner_code = "
       "\"00000\"\ninn = \"0000000000\"\n",
       {"main.toml:5:8: \"name\": this stands as in the sample",
        "main.toml:6:18: ", "main.toml:7:16: ", "main.toml:8:7: "}},
      {"AnExampleThatItsOwnPatternDoesNotFind",
       kGood + "[[pattern]]\nid = \"own\"\ntitle = \"T\"\nexample = \"Заявка: СА-77\"\nlabel = [\"заявка\"]\nvalue "
               "= \"SD-[0-9]{4}\"\n",
       "",
       {"a.box.toml:7:11: \"example\": \"value\" is not found in it"}},
      {"OverlaysOfMailboxes",
       kGood,
       "[mailbox.\"b@1c.ru\"]\nmode = \"observe\"\n[mailbox.\"a@1c.ru\"]\nmode = \"observed\"\nnot_required = "
       "[\"questoin\"]\nshould = [\"client_in\"]\naliases = [\"nobody\"]\nshuold = []\n",
       {"main.toml:4:10: no mailbox \"b@1c.ru\"; did you mean \"a@1c.ru\"?", "main.toml:7:8: \"observed\" is none of: ",
        "main.toml:8:16: a@1c.ru does not ask for \"questoin\" anyway; did you mean \"question\"?",
        "main.toml:9:10: unknown requirement \"client_in\"", "main.toml:10:11: \"nobody\" is no address",
        "main.toml:11:1: unknown key \"shuold\"; did you mean \"should\"?"}},
      {"PhrasesOfConditions",
       "address = \"a@1c.ru\"\ntitle = \"A\"\nmust = [{ id = \"question\", if = [\"код\", \"*слово\", "
       "\"{no_such_list}\"] }]\n",
       "",
       {"a.box.toml:3:41: \"*слово\": ", "a.box.toml:3:51: {no_such_list} names no list"}},
      {"PhraseOfAPatternsLabel",
       kGood + "[[pattern]]\nid = \"own\"\ntitle = \"T\"\nexample = \"E 1\"\nlabel = [\"а|б-в\"]\nvalue = \"[0-9]\"\n",
       "",
       {"a.box.toml:8:10: \"а|б-в\": "}},
      {"RequirementOfAnotherName",
       kGood + "form = [\"question\", \"questoin\"]\n[[pattern]]\nid = \"question\"\ntitle = \"T\"\nexample = "
               "\"E 1\"\nvalue = "
               "\"[0-9]\"\n",
       "",
       {"a.box.toml:4:21: unknown requirement \"questoin\"; did you mean \"question\"?",
        "a.box.toml:6:6: the requirement \"question\" is defined twice"}},
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
      {"QuoteThatIsMissing", "address = \"a@1c.ru\n", "", {"a.box.toml:"}},
      {"NotUtf8",
       "address = \"\xCE\"\n",
       "",
       {"a.box.toml:1:12: no UTF-8, perhaps Windows-1251: save the file as UTF-8"}},
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

// A bad phrase of the catalogue stops the program; it does not become "everything".
TEST(Configuration, WordsOfTheCatalogue) {
  const Folder folder;
  folder.file("a.box.toml", kGood);
  folder.file("a.words.toml",
              "[words]\nplaceholders = [\"нет*а\"]\n[placed]\nclient_in = [\"карточк*\"]\n"
              "[[document]]\nid = \"a\"\ntitle = \"A\"\nserves = [\"a\"]\nnames = [\"а||б\"]\nwords = [[\"а\"]]\n"
              "enough = \"3\"\nholds = [\"b\"]\n");
  const std::string main = folder.file("main.toml", "mailboxes = [\"*.box.toml\"]\ncatalogue = [\"" + kShipped +
                                                        "/catalogue/*.toml\", \"*.words.toml\"]\n");
  for (const std::vector<std::string>& command :
       std::vector<std::vector<std::string>>{{"config", "check", "--config", main}, {"serve", "--config", main}}) {
    const Ran ran = run(command);
    EXPECT_EQ(ran.status, 78);
    const std::vector<std::string> wanted = {
        "a.words.toml:2:17: \"нет*а\": ", "a.words.toml:9:10: \"а||б\": ", "a.words.toml:11:10: \"enough\": ",
        "a.words.toml:12:9: unknown requirement \"b\"", "a.words.toml:4:1: unknown requirement \"client_in\""};
    for (const std::string& error : wanted) {
      EXPECT_TRUE(std::ranges::any_of(ran.errors, [&](const std::string& line) {
        return line.find("/" + error) != std::string::npos;
      })) << error;
    }
    EXPECT_EQ(ran.errors.size(), wanted.size());
    if (HasFailure()) {
      for (const std::string& line : ran.errors) std::printf("  said: %s\n", line.c_str());
    }
  }
}

// A misspelled name would teach nobody.
TEST(Configuration, ListsThatNothingAsksFor) {
  const Folder folder;
  folder.file("a.box.toml",
              "address = \"a@1c.ru\"\ntitle = \"A\"\nmust = [{ id = \"question\", if = \"{own_list}\" }]\n");
  folder.file("a.words.toml", "[words]\nplaceholder = [\"нету\"]\nown_list = [\"свое\"]\n");
  const std::string main = folder.file("main.toml",
                                       "mailboxes = [\"*.box.toml\"]\ncatalogue = [\"shipped\", "
                                       "\"*.words.toml\"]\n");
  const Ran ran = run({"config", "check", "--config", main});
  EXPECT_EQ(ran.status, 78);
  ASSERT_EQ(ran.errors.size(), 1U);
  EXPECT_NE(ran.errors[0].find("/a.words.toml:2:1: nothing asks for the list \"placeholder\""), std::string::npos)
      << ran.errors[0];
  EXPECT_NE(ran.errors[0].find("did you mean \"placeholders\"?"), std::string::npos) << ran.errors[0];
}

// A shipped mailbox, changed without a copy of its file.
TEST(Configuration, OverlaysChangeAShippedMailbox) {
  const Folder folder;
  const std::string main =
      folder.file("main.toml",
                  "[mailbox.\"lic@1c.ru\"]\naction = \"hold\"\naliases = [\"licenses@firm.test\"]\nshould = "
                  "[\"product_article\", \"country\"]\nnot_required = [\"client_inn\"]\n");
  const std::string letter = "From: a@firm.test\nTo: licenses@firm.test\nSubject: s\n\nHello\n";
  const Ran ran = run({"check", "--json", "--config", main, "-"}, letter);
  EXPECT_EQ(ran.status, 1);
  EXPECT_NE(ran.out.find("\"decision\":\"hold\""), std::string::npos) << ran.out;
  EXPECT_EQ(ran.out.find("client_inn"), std::string::npos);
  for (const char* wished : {"product_article", "country"}) {
    EXPECT_NE(ran.out.find("{\"id\":\"" + std::string(wished) + "\",\"level\":\"should\""), std::string::npos)
        << ran.out;
  }
  EXPECT_NE(ran.out.find("{\"id\":\"partner_code\",\"level\":\"must\""), std::string::npos);
}

TEST(Configuration, AnOverlayHasItsOwnTitleAndAdvice) {
  const Folder folder;
  const std::string main =
      folder.file("main.toml",
                  "[mailbox.\"zakaz@1c.ru\"]\ntitle = \"Снабжение\"\nadvice = [\"Спросите Анну.\", { says "
                  "= \"Без неё никак.\", of = [\"request_number\"] }]\n");
  const std::string told = run({"mailboxes", "--config", main, "zakaz@1c.ru"}).out;
  for (const char* own : {"Снабжение", "Спросите Анну.", "Без неё никак."})
    EXPECT_NE(told.find(own), std::string::npos) << told;
  const std::string before = run({"mailboxes", "zakaz@1c.ru"}).out;
  EXPECT_LT(std::count(told.begin(), told.end(), '\n'), std::count(before.begin(), before.end(), '\n'));
  const std::string wrong =
      folder.file("wrong.toml", "[mailbox.\"zakaz@1c.ru\"]\nadvice = [{ says = \"x\", of = [\"nothing\"] }]\n");
  const Ran ran = run({"config", "check", "--config", wrong});
  ASSERT_EQ(ran.status, 78);
  EXPECT_NE(ran.errors[0].find("wrong.toml:2:"), std::string::npos) << ran.errors[0];
}

// A partner of another country has that country's numbers.
TEST(Configuration, ForeignOrganizationsHaveNumbersOfTheirOwn) {
  const Folder folder;
  folder.file("a.box.toml", kGood);
  const std::string main = folder.file(
      "main.toml", main_file("[[organization]]\nname = \"ТОО «А»\"\npartner_code = \"48123-KAZ\"\ninn = "
                             "\"150340012341\"\nkpp = \"none\"\n[[organization]]\nname = \"ООО «Б»\"\npartner_code = "
                             "\"14352\"\ninn = \"7713456712\"\nkpp = \"771301001\"\n"));
  EXPECT_EQ(run({"config", "check", "--config", main}).status, 0);
}

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
