// GMime as an oracle: over all letters and a thousand mutants of them, no part that GMime sees is
// lost by us; and of the letters themselves, every part has the same octets.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <set>

#include "base/file.h"
#include "mime/gmime_leaves.h"
#include "mime/structure.h"

namespace pismovod::test {
namespace {

struct NamedLetter {
  std::string name;
  std::string octets;
};

const std::vector<NamedLetter>& letters() {
  static const std::vector<NamedLetter> all = [] {
    std::vector<NamedLetter> out;
    for (const auto& file : std::filesystem::recursive_directory_iterator(PISMOVOD_SOURCE_DIR "/tests/letters")) {
      if (file.path().extension() == ".eml") out.push_back({file.path().stem(), *read_file(file.path())});
    }
    std::ranges::sort(out, {}, &NamedLetter::name);
    return out;
  }();
  return all;
}

struct OurLeaf {
  size_t begin = 0;  // offset in the file
  size_t end = 0;
  std::string decoded;
};

std::vector<OurLeaf> our_leaves(const std::string& letter) {
  BlockPool pool;
  const Message message = read_message(letter, pool, {});
  const Structure structure = cut_into_entities(message, Limits{}, pool, {});
  EXPECT_EQ(structure.over_limit, "");
  const size_t header = letter.size() - message.body.size();
  std::vector<OurLeaf> out;
  for (const Entity& entity : structure.entities) {
    // A forwarded letter that came encoded is one part to GMime.
    const bool opened = entity.is_message() && entity.encoding != TransferEncoding::identity;
    if ((!entity.is_leaf() && !opened) || entity.content.source != 0) continue;
    out.push_back({header + entity.content.begin, header + entity.content.end,
                   decoded_content(structure, message, entity, SIZE_MAX)});
  }
  return out;
}

bool is_blank(const std::string& text) { return text.find_first_not_of(" \t\r\n") == std::string::npos; }

// Here we read what GMime does not: labels of base64 that lie, a closing line gone astray, uuencode without its blanks.
const std::set<std::string> kReadOtherwise = {
    "message-labelled-base64-but-plain", "an-attached-text-labelled-base64-that-is-plain",
    "a-text-labelled-base64-that-is-plain", "a-closing-line-and-a-footer-behind-an-attachment-of-the-outer-multipar",
    "an-attachment-in-uuencode"};

TEST(Oracle, EveryPartOfEveryLetterHasTheSameOctets) {
  for (const auto& [name, octets] : letters()) {
    if (kReadOtherwise.contains(name)) continue;
    const std::vector<OurLeaf> ours = our_leaves(octets);
    for (const GmimeLeaf& leaf : gmime_leaves(octets)) {
      const auto same = std::ranges::find(ours, leaf.begin, &OurLeaf::begin);
      if (same == ours.end()) {
        if (!is_blank(leaf.decoded)) ADD_FAILURE() << name << ": " << leaf.type << " at " << leaf.begin << " is lost";
        continue;
      }
      EXPECT_TRUE(same->decoded == leaf.decoded) << name << ": " << leaf.type << " at " << leaf.begin << ": "
                                                 << same->decoded.size() << " octets, not " << leaf.decoded.size();
    }
  }
}

// One small damage, of the kinds that letters suffer on their way.
class Mutator {
 public:
  explicit Mutator(unsigned seed) : random_(seed) {}

  std::string mutant_of(std::string letter) {
    switch (below(6)) {
      case 0:
        for (size_t flips = 1 + below(8); flips-- > 0;)
          letter[below(letter.size())] ^= static_cast<char>(1U << below(8));
        break;
      case 1:
        edit_line(letter, below(letter.size()), "");
        break;
      case 2:
        letter.insert(line_at(letter, below(letter.size())).first, "\n");
        break;
      case 3:
        letter.resize(1 + below(letter.size()));
        break;
      case 4:
        edit_line(letter, delimiter(letter), "");
        break;
      default:
        edit_line(letter, delimiter(letter), "--damaged\n");
        break;
    }
    return letter;
  }

 private:
  size_t below(size_t most) { return random_() % most; }

  static std::pair<size_t, size_t> line_at(const std::string& letter, size_t at) {
    const size_t begin = at == 0 ? 0 : letter.rfind('\n', at - 1) + 1;
    return {begin, std::min(letter.find('\n', at), letter.size() - 1) + 1};
  }

  static void edit_line(std::string& letter, size_t at, const std::string& line) {
    const auto [begin, end] = line_at(letter, at);
    letter.replace(begin, end - begin, line);
  }

  size_t delimiter(const std::string& letter) {
    std::vector<size_t> all = {below(letter.size())};
    for (size_t at = letter.find("\n--"); at != std::string::npos; at = letter.find("\n--", at + 1))
      all.push_back(at + 1);
    return all[below(all.size())];
  }

  std::mt19937 random_;
};

// The same part; a header whose first line is damaged may have become the beginning of its content.
bool holds(const OurLeaf& ours, const GmimeLeaf& leaf, const std::string& letter) {
  if (ours.begin == leaf.begin) return true;
  if (ours.begin > leaf.begin || ours.end < leaf.end) return false;
  return letter.substr(ours.begin, leaf.begin - ours.begin).find("\n--") == std::string::npos;
}

TEST(Oracle, NoPartOfAThousandMutantsIsLost) {
  constexpr unsigned kMutants = 1000;
  for (unsigned seed = 0; seed < kMutants; ++seed) {
    const NamedLetter& letter = letters()[seed % letters().size()];
    if (kReadOtherwise.contains(letter.name)) continue;
    const std::string mutant = Mutator(seed).mutant_of(letter.octets);
    const std::vector<OurLeaf> ours = our_leaves(mutant);
    for (const GmimeLeaf& leaf : gmime_leaves(mutant)) {
      const bool kept = std::ranges::any_of(ours, [&](const OurLeaf& our) { return holds(our, leaf, mutant); });
      if (!kept && !is_blank(leaf.decoded)) {
        ADD_FAILURE() << letter.name << ", mutant " << seed << ": " << leaf.type << " at " << leaf.begin << " is lost";
      }
    }
  }
}

}  // namespace
}  // namespace pismovod::test
