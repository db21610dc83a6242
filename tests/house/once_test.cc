// No type is defined twice (the one definition rule): two of one name, each right by itself, are one to the linker,
// which takes the functions of either for both. No compiler says so.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <string>

namespace {

namespace fs = std::filesystem;

// Types at the level of the namespace, where they begin a line; those of one source alone stand in a namespace without
// a name.
void add_types(const fs::path& file, std::map<std::string, fs::path>& known) {
  std::ifstream in(file);
  const std::regex type(R"((?:struct|class|union|enum|enum class) (\w+)(?: final)?(?: :[^:].*)? \{.*)");
  bool is_alone = false;
  for (std::string line; std::getline(in, line);) {
    if (line == "namespace {") is_alone = true;
    if (line == "}  // namespace") is_alone = false;
    std::smatch match;
    if (is_alone || !std::regex_match(line, match, type)) continue;
    const auto [at, is_new] = known.emplace(match[1], file);
    EXPECT_TRUE(is_new) << match[1] << " is defined in " << at->second << " and in " << file;
  }
}

TEST(House, NoTypeIsDefinedTwice) {
  std::map<std::string, fs::path> known;
  for (const char* folder : {"/src", "/filters"}) {
    for (const auto& entry : fs::recursive_directory_iterator(std::string(PISMOVOD_SOURCE_DIR) + folder)) {
      const fs::path ending = entry.path().extension();
      if (ending == ".h" || ending == ".cc") add_types(entry.path(), known);
    }
  }
  EXPECT_GT(known.size(), 300U) << "the types were not seen";
}

}  // namespace
