// What a package is made with: versions, man pages, completions. They are made of what is declared, and tell all of it.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "cli/program.h"

namespace pismovod::test {
namespace {

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> out;
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

std::string without_backslashes(std::string text) {
  std::erase(text, '\\');
  return text;
}

int shell(const std::string& command) { return std::system(("bash -c '" + command + "'").c_str()); }

TEST(Version, IsThatOfTheProject) {
  std::ifstream in(PISMOVOD_SOURCE_DIR "/CMakeLists.txt");
  const std::string all{std::istreambuf_iterator<char>(in), {}};
  const Ran ran = run({"--version"});
  EXPECT_EQ(ran.status, 0);
  ASSERT_TRUE(ran.out.starts_with("pismovod ")) << ran.out;
  const std::string version = ran.out.substr(9, ran.out.find('\n') - 9);
  EXPECT_NE(all.find("project(pismovod VERSION " + version + " "), std::string::npos) << version;
  const std::string folder = std::string(PISMOVOD_PROGRAM).substr(0, std::string(PISMOVOD_PROGRAM).rfind('/'));
  for (const std::string program : {"pismovod-reader", "pismovod-train", "pismovod-queue"})
    EXPECT_EQ(shell("[ \"$(" + folder + "/" + program + " --version)\" = \"" + program + " " + version + "\" ]"), 0)
        << program;
}

TEST(Manual, TellsEveryKey) {
  const std::string page = without_backslashes(run({"manual", "pismovod.toml.5"}).out);
  size_t keys = 0;
  for (const std::string& line : lines_of(run({"config", "reference"}).out)) {
    const size_t equals = line.find(" = ");
    // A key is a word; headings have several.
    if (equals == std::string::npos || line.find(' ') != equals) continue;
    EXPECT_NE(page.find(".B \"" + line.substr(0, equals) + " = "), std::string::npos) << line;
    ++keys;
  }
  EXPECT_GT(keys, 50U);
}

// The part of the page about one command.
std::string section_of(const std::string& page, const std::string& command) {
  const size_t at = page.find(".SS \"" + command + "\"\n");
  return at == std::string::npos ? "" : page.substr(at, page.find("\n.S", at + 1) - at);
}

// Compares the page with the help of a command and of those below it; how many there were.
size_t compare_with_help(const std::string& page, const std::vector<std::string>& command) {
  std::vector<std::string> arguments = command;
  arguments.emplace_back("--help");
  std::string name = "pismovod";
  for (const std::string& word : command) name += " " + word;
  std::string heading;
  std::vector<std::string> commands;
  std::vector<std::string> options;
  for (const std::string& line : lines_of(run(arguments).out)) {
    if (!line.starts_with(" ")) heading = line;
    if (!line.starts_with("  ") || line.starts_with("   ")) continue;
    const std::string word = line.substr(2, line.find(' ', 2) - 2);
    if (heading == "Subcommands:") commands.push_back(word);
    if (heading == "Options:" && word.starts_with("--") && word != "--help-all" && word != "--version")
      options.push_back(word);
  }
  const std::string section = section_of(page, name);
  EXPECT_TRUE(!section.empty() || !commands.empty()) << name;
  for (const std::string& option : options)
    EXPECT_NE(section.find(".B \"" + option), std::string::npos) << name << option;
  size_t count = options.size();
  for (const std::string& inner : commands) {
    std::vector<std::string> below = command;
    below.push_back(inner);
    count += 1 + compare_with_help(page, below);
  }
  return count;
}

TEST(Manual, TellsEveryCommandAndOption) {
  EXPECT_GT(compare_with_help(without_backslashes(run({"manual", "pismovod.1"}).out), {}), 60U);
}

TEST(Manual, IsWellFormed) {
  const Folder folder;
  for (const std::string page : {"pismovod.1", "pismovod.toml.5", "pismovod-milter.8"}) {
    const Ran ran = run({"manual", page});
    EXPECT_EQ(ran.status, 0);
    const std::string path = folder.file(page, ran.out);
    EXPECT_EQ(shell("[ -z \"$(groff -Kutf8 -man -Tutf8 -ww -z " + path + " 2>&1)\" ]"), 0) << page;
  }
  EXPECT_EQ(run({"manual", "pismovod.2"}).status, 64);
}

TEST(Completion, OffersCommandsAndOptions) {
  const Folder folder;
  const std::string script = folder.file("bash", run({"completion", "bash"}).out);
  const auto offered = [&](const std::string& words, int at, const std::string& expected) {
    return shell(". " + script + "; COMP_WORDS=(" + words + "); COMP_CWORD=" + std::to_string(at) +
                 "; _pismovod; [ \"${COMPREPLY[*]}\" = \"" + expected + "\" ]");
  };
  EXPECT_EQ(offered("pismovod che", 1, "check"), 0);
  EXPECT_EQ(offered("pismovod journal rel", 2, "release"), 0);
  EXPECT_EQ(offered("pismovod --config x journal list --se", 5, "--sender"), 0);
  EXPECT_EQ(offered("pismovod journal drop --wh", 3, "--why"), 0);
  EXPECT_EQ(offered("pismovod check journal --fr", 3, "--from"), 0);
}

// Without a terminal zsh completes nothing: what would be offered is asked of the function.
TEST(Completion, OffersTheSameInZsh) {
  const Folder folder;
  folder.file("_pismovod", run({"completion", "zsh"}).out);
  const std::string asked =
      folder.file("asked", "fpath=(" + folder.path() +
                               ")\nautoload -U _pismovod\n_files() { : }\n"
                               "_describe() { print -l ${(P)2} }\nwords=(pismovod journal re); CURRENT=3; _pismovod\n");
  EXPECT_EQ(shell("zsh -f " + asked + " | grep -qx \"release:Let a held letter go.\""), 0);
  EXPECT_EQ(run({"completion", "fish"}).status, 64);
}

}  // namespace
}  // namespace pismovod::test
