// Bad input of `check`: each kind has its exit status and one clear line.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <sstream>

#include "cli/program.h"

namespace pismovod::test {
namespace {

const std::string kConfiguration = PISMOVOD_SOURCE_DIR "/config/pismovod.toml";
const std::string kOrganization = PISMOVOD_SOURCE_DIR "/tests/letters/acceptance/organization.toml";

const std::string kText =
    "Код партнера 14352, ООО «Вектор-Софт».\nПодскажите, пожалуйста, как оформить доверенность на получение "
    "поставок?\n";

std::string letter_to(const std::string& fields) {
  return "From: ivanov@vektor-soft.ru\nSubject: question\n" + fields + "Content-Type: text/plain; charset=utf-8\n\n" +
         kText;
}

Ran check(const std::vector<std::string>& arguments, const std::string& input = "") {
  std::vector<std::string> all = {"check", "--config", kConfiguration, "--config", kOrganization, "--json"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return run(all, input);
}

nlohmann::json verdict(const Ran& ran) {
  EXPECT_TRUE(ran.errors.empty()) << ran.errors.front();
  return nlohmann::json::parse(ran.out, nullptr, false);
}

// One line for people that names the letter, and one for programs.
void expect_trouble(const Ran& ran, int status, const std::string& name, const std::string& what) {
  EXPECT_EQ(ran.status, status);
  const auto line = nlohmann::json::parse(ran.out, nullptr, false);
  ASSERT_TRUE(line.is_object()) << ran.out;
  EXPECT_NE(line.value("letter", "").find(name), std::string::npos) << ran.out;
  EXPECT_NE(line.value("error", "").find(what), std::string::npos) << ran.out;
  ASSERT_EQ(ran.errors.size(), 1U);
  EXPECT_NE(ran.errors[0].find(name), std::string::npos) << ran.errors[0];
  EXPECT_NE(ran.errors[0].find(what), std::string::npos) << ran.errors[0];
}

TEST(BadLetters, NoSuchFile) { expect_trouble(check({"no-such-file.eml"}), 66, "no-such-file.eml", "No such file"); }

TEST(BadLetters, Empty) {
  const Folder folder;
  expect_trouble(check({folder.file("empty.eml", "")}), 65, "empty.eml", "empty");
  expect_trouble(check({folder.file("blank.eml", "\r\n\r\n")}), 65, "blank.eml", "empty");
  expect_trouble(check({"-"}), 65, "-", "empty");
}

TEST(BadLetters, FolderThatIsNoMaildir) {
  const Folder folder;
  expect_trouble(check({folder.path()}), 66, folder.path(), "Maildir");
}

TEST(BadLetters, WhatIsNoLetterIsSaidToBeNone) {
  const Folder folder;
  expect_trouble(check({folder.file("picture.eml", "\x89PNG\r\n\x1a\n\0\0\0")}), 65, "picture.eml", "is no letter");
  expect_trouble(check({folder.file("text.eml", "Добрый день: вот текст.\n\nИ ещё.\n")}), 65, "text.eml",
                 "is no letter");
  // Beside letters it changes nothing.
  const std::string passing = folder.file("good.eml", "From: a@b.test\nTo: c@d.test\n\nHello\n");
  const Ran both = check({folder.path() + "/text.eml", passing});
  EXPECT_EQ(both.status, 0);
  EXPECT_EQ(std::ranges::count(both.out, '\n'), 2) << both.out;
  EXPECT_LT(both.out.find("text.eml"), both.out.find("good.eml"));
}

TEST(Letters, PackedOnesAreReadLikeOthers) {
  const Folder folder;
  const std::string failing = "From: a@b.test\nTo: lic@1c.ru\nSubject: s\n\nHello\n";
  for (const char* name : {"mail/cur/1:2,S", "mail/cur/2:2,S", "letters/a.eml", "one.eml", "box"})
    folder.file(name, std::string(name) == "box" ? "From a@b\n" + failing + "\nFrom a@b\n" + failing : failing);
  const auto shell = [&](const std::string& command) {
    return std::system(("cd '" + folder.path() + "' && " + command).c_str());
  };
  ASSERT_EQ(shell("gzip -S '' mail/cur/1:2,S 2>/dev/null || gzip -c mail/cur/1:2,S > x && mv x mail/cur/1:2,S"), 0);
  ASSERT_EQ(shell("zstd -q -c mail/cur/2:2,S > x && mv x mail/cur/2:2,S && xz -c letters/a.eml > letters/a.eml.xz && "
                  "rm letters/a.eml && bzip2 -k box && tar czf all.tgz one.eml box"),
            0);
  const auto letters = [&](const std::string& name) {
    const Ran ran = check({folder.path() + "/" + name});
    EXPECT_EQ(ran.status, 1) << name << ran.out;
    return std::ranges::count(ran.out, '\n');
  };
  EXPECT_EQ(letters("mail"), 2);
  EXPECT_EQ(letters("letters"), 1);
  EXPECT_EQ(letters("box"), 2);
  EXPECT_EQ(letters("box.bz2"), 2);
  EXPECT_EQ(letters("all.tgz"), 3);
  // Cut short, it is said to be broken.
  ASSERT_EQ(shell("head -c 60 box.bz2 > cut.bz2"), 0);
  EXPECT_EQ(check({folder.path() + "/cut.bz2"}).status, 66);
}

TEST(Letters, InTheOrderGivenByAnyNumberOfThreads) {
  const Folder folder;
  std::vector<std::string> names = {"--jobs", "7"};
  for (int i = 0; i < 60; ++i)
    names.push_back(
        folder.file(std::to_string(i) + ".eml", letter_to("To: lic@1c.ru\n") + std::string(i % 7 * 4000, 'x')));
  const Ran ran = check(names);
  std::istringstream lines(ran.out);
  std::string line;
  for (int i = 0; i < 60; ++i) {
    ASSERT_TRUE(std::getline(lines, line));
    EXPECT_NE(line.find("/" + std::to_string(i) + ".eml"), std::string::npos) << line.substr(0, 80);
  }
}

TEST(Letters, OnlyThoseSince) {
  const Folder folder;
  folder.file("old.eml", "From: a@b.test\nDate: Tue, 1 Sep 2026 10:00:00 +0300\n\nHello\n");
  folder.file("new.eml", "From: a@b.test\nDate: 17 Sep 2026 10:00 +0300\n\nHello\n");
  folder.file("undated.eml", "From: a@b.test\n\nHello\n");
  const Ran ran = check({"--since", "2026-09-16", folder.path()});
  EXPECT_EQ(ran.status, 0);
  EXPECT_EQ(ran.out.find("old.eml"), std::string::npos);
  EXPECT_NE(ran.out.find("new.eml"), std::string::npos);
  EXPECT_NE(ran.out.find("undated.eml"), std::string::npos) << "what cannot be told is not passed over";
  EXPECT_EQ(check({"--since", "yesterday", folder.path()}).status, 64);
}

TEST(Letters, FoldersMaildirsAndTotals) {
  const Folder folder;
  const std::string failing = "From: a@b.test\nTo: lic@1c.ru\nSubject: s\n\nHello\n";
  folder.file("letters/b.EML", failing);
  folder.file("letters/a.eml", "From: a@b.test\nTo: c@d.test\nSubject: s\n\nHello\n");
  folder.file("letters/c.txt", "no letter");
  folder.file("mail/cur/1", failing);
  folder.file("mail/.Sent/cur/2:2,S", failing);
  const Ran json = check({"--json", folder.path() + "/letters", folder.path() + "/mail"});
  EXPECT_EQ(json.status, 1);
  EXPECT_EQ(std::ranges::count(json.out, '\n'), 4) << json.out;
  const Ran text = run({"check", "--config", kConfiguration, "--only-failed", folder.path() + "/letters"});
  EXPECT_EQ(text.out.find("a.eml"), std::string::npos);
  EXPECT_NE(text.out.find("b.EML"), std::string::npos);
  EXPECT_NE(text.out.find("Писем 2, в ящики из правил 1, не ушло бы 1."), std::string::npos) << text.out;
  EXPECT_EQ(text.out.find("неверно 0"), std::string::npos);
}

// An ordinary user has no spool: what does not fit into memory goes where temporary files go.
TEST(Letters, LargeAttachmentsAreReadWithoutASpool) {
  const Folder folder;
  const std::string main = folder.file(
      "main.toml", "spool = \"/nowhere/at/all\"\n[limits]\nmemory_octets = 1000\n[readers]\nprocesses = 0\n");
  std::string text;
  for (int i = 0; i < 200; ++i) text += "a line of no interest\n";
  const std::string letter =
      "From: a@b.test\nTo: lic@1c.ru\nSubject: s\nMIME-Version: 1.0\nContent-Type: multipart/mixed; "
      "boundary=b\n\n--b\n\nHello\n--b\nContent-Type: text/plain; charset=utf-8\n"
      "Content-Disposition: attachment; filename=card.txt\n\n" +
      text + "Рег. номер: 801234567\n--b--\n";
  const Ran ran = run({"check", "--json", "--config", main, "-"}, letter);
  EXPECT_NE(ran.out.find("\"value\":\"801234567\""), std::string::npos) << ran.out;
}

TEST(BadLetters, DeviceWithoutEnd) { expect_trouble(check({"/dev/zero"}), 66, "/dev/zero", "file"); }

TEST(BadLetters, OneBadLetterDoesNotStopTheOthers) {
  const Folder folder;
  const Ran ran = check({"no-such-file.eml", folder.file("good.eml", letter_to("To: fran@1c.ru\n"))});
  EXPECT_EQ(ran.status, 66);
  EXPECT_EQ(ran.errors.size(), 1U);
  EXPECT_NE(ran.out.find("\"decision\":"), std::string::npos);
}

// As the milter would get them: with an envelope.
TEST(BadLetters, OctetsThatAreNoLetter) {
  std::string octets;
  for (int i = 0; i < 5000; ++i) octets += static_cast<char>(i * 7919 >> 3);
  const Ran ran = check({"--to", "fran@1c.ru", "-"}, octets);
  EXPECT_TRUE(ran.status == 0 || ran.status == 1) << ran.status;
  EXPECT_EQ(verdict(ran)["recipients"].size(), 1U);
}

// Over a limit: the letter leaves, everything is unverified, the limit is named.
void expect_cannot_inspect(const Ran& ran) {
  EXPECT_EQ(ran.status, 0);
  const auto json = verdict(ran);
  EXPECT_EQ(json["decision"], "annotate");
  ASSERT_EQ(json["recipients"].size(), 1U);
  EXPECT_EQ(json["recipients"][0]["verdict"], "pass");
  ASSERT_FALSE(json["recipients"][0]["requirements"].empty());
  for (const auto& requirement : json["recipients"][0]["requirements"]) {
    EXPECT_EQ(requirement["status"], "unverified");
    EXPECT_FALSE(requirement["reason"].get<std::string>().empty());
  }
}

TEST(BadLetters, HundredMegabytes) {
  const Folder folder;
  std::string octets = letter_to("To: fran@1c.ru\n");
  octets.append(100 << 20, 'a');
  expect_cannot_inspect(check({folder.file("large.eml", octets)}));
}

TEST(BadLetters, HundredThousandNestedParts) {
  std::string octets = "From: ivanov@vektor-soft.ru\nTo: fran@1c.ru\n";
  for (int i = 0; i < 100000; ++i) {
    const std::string boundary = "b" + std::to_string(i);
    octets.append("Content-Type: multipart/mixed; boundary=")
        .append(boundary)
        .append("\n\n--")
        .append(boundary)
        .append("\n");
  }
  expect_cannot_inspect(check({"-"}, octets + "\ntext\n"));
}

TEST(BadLetters, HeaderOf10Megabytes) {
  expect_cannot_inspect(check({"-"}, letter_to("To: fran@1c.ru\nX-Long: " + std::string(10 << 20, 'a') + "\n")));
}

TEST(BadLetters, ToFieldOf10Megabytes) {
  std::string to = "To: fran@1c.ru";
  for (int i = 0; i < 500000; ++i) to += ",\n a@example.org";
  const Ran ran = check({"-"}, letter_to(to + "\n"));
  expect_cannot_inspect(ran);
}

TEST(BadLetters, SenderOfNoConfiguredOrganisation) {
  const Ran ran = check({"--from", "nobody@example.org", "-"}, letter_to("To: fran@1c.ru\n"));
  EXPECT_EQ(ran.status, 0) << ran.out;
  EXPECT_EQ(verdict(ran)["decision"], "accept");
}

TEST(BadLetters, WithoutTo) {
  const Ran ran = check({"-"}, letter_to(""));
  EXPECT_EQ(ran.status, 0);
  EXPECT_EQ(verdict(ran)["decision"], "accept");
  EXPECT_TRUE(verdict(ran)["recipients"].empty());
}

TEST(BadLetters, MailboxOnlyInBcc) {
  const Ran ran = check({"-"}, letter_to("To: friend@example.org\nBcc: fran@1c.ru\n"));
  EXPECT_EQ(ran.status, 0);
  ASSERT_EQ(verdict(ran)["recipients"].size(), 1U);
  EXPECT_EQ(verdict(ran)["recipients"][0]["mailbox"], "fran@1c.ru");
}

TEST(BadLetters, MailboxTwice) {
  const Ran ran = check({"-"}, letter_to("To: fran@1c.ru, FRAN@1C.RU\nCc: Fran <fran@1c.ru>\n"));
  EXPECT_EQ(ran.status, 0);
  EXPECT_EQ(verdict(ran)["recipients"].size(), 1U);
}

TEST(BadLetters, NothingIsJudgedOfWrongArguments) {
  EXPECT_EQ(run({}).status, 64);
  EXPECT_EQ(run({"check"}).status, 64);
  EXPECT_EQ(run({"check", "--no-such-option", "a.eml"}).status, 64);
  EXPECT_EQ(run({"no-such-command"}).status, 64);
}

}  // namespace
}  // namespace pismovod::test
