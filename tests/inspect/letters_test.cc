// The letters of tests/letters, each a test named after the letter (its file's name without folders, each one
// once): the verdict is exactly the one that stands beside it.

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

#include "base/file.h"
#include "support/expectation.h"
#include "support/tools.h"

namespace pismovod::test {
namespace {

struct LetterFile {
  std::string folder;
  std::string name;
};

std::vector<LetterFile> all_letters() {
  std::vector<LetterFile> out;
  for (const char* folder : {"acceptance", "own"}) {
    const std::string path = source_folder() + "/tests/letters/" + folder;
    for (const std::string& name : letters_in(path)) out.push_back({path, name});
  }
  return out;
}

// Letters that hang on what is not built yet, one path below acceptance or own a line.
bool is_not_yet(const std::string& name) {
  std::ifstream in(source_folder() + "/tests/letters/not_yet.txt");
  for (std::string line; std::getline(in, line);) {
    if (line == name) return true;
  }
  return false;
}

class Letters : public ::testing::TestWithParam<LetterFile> {};

TEST_P(Letters, IsJudgedExactly) {
  const LetterFile& file = GetParam();
  if (is_not_yet(file.name)) GTEST_SKIP() << "not yet: tests/letters/not_yet.txt";
  const std::string path = file.folder + "/" + file.name;
  const Expectation expected = read_expectation(path + ".expect.json");
  const auto octets = read_file(path + ".eml");
  ASSERT_TRUE(octets.has_value());
  const Outcome outcome = judge({expected.from, expected.to, *octets});
  for (const std::string& difference : differences(expected, outcome)) ADD_FAILURE() << difference;
}

std::string name_of_letter(const ::testing::TestParamInfo<LetterFile>& info) {
  std::string name = info.param.name.substr(info.param.name.rfind('/') + 1);
  std::replace_if(
      name.begin(), name.end(), [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, Letters, ::testing::ValuesIn(all_letters()), name_of_letter);

}  // namespace
}  // namespace pismovod::test
