// Every letter of tests/letters with a line written into it: GMime, which knows nothing of ours, sees the same parts
// before and behind, and in the text the old octets with one run between them.

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iostream>

#include "base/digest.h"
#include "base/file.h"
#include "complete/complete_letter.h"
#include "support/expectation.h"
#include "support/tools.h"

#include "../mime/gmime_leaves.h"

namespace pismovod::test {
namespace {

const std::vector<std::string> kLines = {"Код партнера: 14352"};

std::vector<std::string> all_letters() {
  std::vector<std::string> out;
  for (const char* folder : {"acceptance", "own"}) {
    const std::string path = source_folder() + "/tests/letters/" + folder;
    for (const std::string& name : letters_in(path)) out.push_back(path + "/" + name + ".eml");
  }
  return out;
}

std::string octets_of(const Message& message) {
  std::string out;
  for (const HeaderField& field : message.header) out += field.name + ":" + field.value + "\r\n";
  return out + "\r\n" + message.body.read(0, message.body.size());
}

size_t common_beginning(const std::string& a, const std::string& b) {
  const size_t most = std::min(a.size(), b.size());
  return static_cast<size_t>(std::mismatch(a.begin(), a.begin() + static_cast<ptrdiff_t>(most), b.begin()).first -
                             a.begin());
}

// Is `made` the old text with octets put in at one place?
bool is_grown(const std::string& old, const std::string& made) {
  if (made.size() <= old.size()) return false;
  const size_t begin = common_beginning(old, made);
  const size_t rest = old.size() - begin;
  return made.compare(made.size() - rest, rest, old, begin, rest) == 0;
}

struct Count {
  size_t letters = 0;
  size_t done = 0;
};

class CompletedOctets : public ::testing::Test {
 protected:
  void SetUp() override { limits_ = test_configuration().settings.limits; }

  void look(const std::string& path, Count& count) {
    const auto file = read_file(path);
    ASSERT_TRUE(file.has_value());
    const Message message = read_message(*file, blocks_, {});
    const Structure structure = cut_into_entities(message, limits_, blocks_, {});
    ++count.letters;
    const auto made = complete_letter(message, structure, kLines, {limits_, blocks_, {}});
    if (!made) return;
    ++count.done;
    const std::string before = octets_of(message);
    const std::string after = octets_of(made->message);
    compare(gmime_leaves(before), gmime_leaves(after), made->change.splices.size(), path);
    // Base64 gives up one group of four for the run; nothing else is taken away.
    size_t removed = 0;
    for (const Splice& splice : made->change.splices) removed = std::max(removed, splice.end - splice.begin);
    EXPECT_LE(removed, 6U) << path;
  }

  static void compare(const std::vector<GmimeLeaf>& old, const std::vector<GmimeLeaf>& made, size_t runs,
                      const std::string& path) {
    ASSERT_EQ(old.size(), made.size()) << path;
    size_t changed = 0;
    for (size_t i = 0; i < old.size(); ++i) {
      EXPECT_EQ(old[i].type, made[i].type) << path;
      if (digest_of(old[i].decoded) == digest_of(made[i].decoded)) continue;
      ++changed;
      EXPECT_TRUE(old[i].type == "text/plain" || old[i].type == "text/html") << path << ": " << old[i].type;
      EXPECT_TRUE(is_grown(old[i].decoded, made[i].decoded)) << path;
    }
    EXPECT_EQ(changed, runs) << path;
  }

  Limits limits_;
  BlockPool blocks_;
};

TEST_F(CompletedOctets, OneRunChangesAndNothingElse) {
  Count count;
  for (const std::string& path : all_letters()) look(path, count);
  std::cout << count.done << " of " << count.letters << " letters can be completed\n";
  // Most of the others are signed, forwarded without a word, or of ASCII alone.
  EXPECT_GT(count.done * 100, count.letters * 85);
}

}  // namespace
}  // namespace pismovod::test
