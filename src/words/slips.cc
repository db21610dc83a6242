#include "words/slips.h"

#include <algorithm>
#include <utility>

#include "base/fold.h"

namespace pismovod {
namespace {

// Letters that sound alike where no stress is, or at a word's end.
const std::vector<std::pair<char, char>>& alike() {
  static const std::vector<std::pair<char, char>> pairs = [] {
    std::vector<std::pair<char, char>> made;
    for (const char* two : {"оа", "еи", "иы", "зс", "тд", "пб", "гк", "вф", "шщ", "жш", "эе"}) {
      const std::string folded = fold(two);
      made.emplace_back(folded[0], folded[1]);
      made.emplace_back(folded[1], folded[0]);
    }
    return made;
  }();
  return pairs;
}

void add_alike(std::string_view word, size_t at, std::vector<std::string>& out) {
  for (const auto& [meant, written] : alike()) {
    if (word[at] != meant) continue;
    out.emplace_back(word);
    out.back()[at] = written;
  }
}

}  // namespace

std::vector<std::string> slips_of(std::string_view word, bool is_stem) {
  std::vector<std::string> out;
  for (size_t i = 1; i < word.size(); ++i) {
    const bool is_last = i + 1 == word.size();
    if (!(is_last && is_stem)) {
      out.emplace_back(word).erase(i, 1);
      add_alike(word, i, out);
    }
    if (!is_last) {
      std::string& swapped = out.emplace_back(word);
      std::swap(swapped[i], swapped[i + 1]);
    }
    out.emplace_back(word).insert(i, 1, word[i]);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  std::erase(out, word);
  return out;
}

}  // namespace pismovod
