// The map in src/README.md is the law of the house: who may include whom (and does), and every filter has
// its test.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

namespace {

namespace fs = std::filesystem;
const fs::path kRoot = PISMOVOD_SOURCE_DIR;

using Rules = std::map<std::string, std::set<std::string>>;

std::set<std::string> words_of(const std::string& cell) {
  std::istringstream in(cell);
  std::set<std::string> out;
  for (std::string word; in >> word;) out.insert(word);
  return out;
}

Rules read_map() {
  std::ifstream in(kRoot / "src/README.md");
  const std::regex row(R"(\|\s*(\w+)\s*\|[^|]*\|([^|]*)\|\s*)");
  Rules rules;
  for (std::string line; std::getline(in, line);) {
    std::smatch match;
    if (!std::regex_match(line, match, row) || match[1] == "folder") continue;
    const std::set<std::string> known = words_of(match[2]);
    for (const std::string& other : known) EXPECT_TRUE(rules.contains(other)) << other << " stands below " << match[1];
    rules[match[1]] = known;
  }
  return rules;
}

// The folders of ours that a source file includes.
std::set<std::string> included_by(const fs::path& file, const Rules& rules) {
  std::ifstream in(file);
  const std::regex include(R"re(\s*#include "(\w+)/.*)re");
  std::set<std::string> out;
  for (std::string line; std::getline(in, line);) {
    std::smatch match;
    if (std::regex_match(line, match, include) && rules.contains(match[1])) out.insert(match[1]);
  }
  return out;
}

void check_folder(const std::string& name, const fs::path& folder, const Rules& rules) {
  std::set<std::string> unused = rules.at(name);
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string ending = entry.path().extension().string();
    if (ending != ".h" && ending != ".cc") continue;
    for (const std::string& other : included_by(entry.path(), rules)) {
      EXPECT_TRUE(other == name || rules.at(name).contains(other)) << entry.path() << " may not include " << other;
      unused.erase(other);
    }
  }
  for (const std::string& other : unused) ADD_FAILURE() << name << " may include " << other << " and does not";
}

TEST(House, EveryFolderKeepsToTheMap) {
  const Rules rules = read_map();
  ASSERT_GT(rules.size(), 10U);
  for (const auto& entry : fs::directory_iterator(kRoot / "src")) {
    if (!entry.is_directory()) continue;
    const std::string name = entry.path().filename().string();
    ASSERT_TRUE(rules.contains(name)) << name << " is not on the map";
    check_folder(name, entry.path(), rules);
  }
  check_folder("filters", kRoot / "filters", rules);
}

TEST(House, EveryFilterHasATest) {
  for (const auto& entry : fs::directory_iterator(kRoot / "filters")) {
    const fs::path test = kRoot / "tests/filters" / (entry.path().stem().string() + "_test.cc");
    EXPECT_TRUE(fs::exists(test)) << entry.path() << " has no test";
  }
}

TEST(House, AThirdPartyLibraryIsIncludedInOnePlace) {
  const std::map<std::string, size_t> most = {
      {"toml++/toml.h", 1}, {"mimetic/mimetic.h", 1}, {"boost/regex.hpp", 1},
      {"CLI/CLI.hpp", 1},   {"uchardet.h", 1},        {"libmilter/mfapi.h", 2},
      {"curl/curl.h", 2},   {"httplib.h", 1},         {"SQLiteCpp/SQLiteCpp.h", 2},
      {"libpq-fe.h", 1}};
  std::map<std::string, std::set<std::string>> users;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / "src")) {
    std::ifstream in(entry.path());
    for (std::string line; entry.is_regular_file() && std::getline(in, line);) {
      for (const auto& [header, count] : most) {
        if (line.find("#include <" + header + ">") != std::string::npos) users[header].insert(entry.path().string());
      }
    }
  }
  for (const auto& [header, files] : users) EXPECT_LE(files.size(), most.at(header)) << header;
}

}  // namespace
