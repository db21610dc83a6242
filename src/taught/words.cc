#include "taught/words.h"

#include "base/fold.h"

namespace pismovod {
namespace {

constexpr size_t kLongestWord = 64;  // what is longer is no word

uint64_t hash_of(std::string_view word) {
  PieceHash hash;
  for (const char c : word) hash.add(c);
  return hash.value();
}

// Without the ending, as near as it can be told without a dictionary.
uint64_t stem_of(std::string_view word) {
  constexpr size_t kShort = 5;
  constexpr size_t kLong = 8;
  if (word.size() > kShort) word.remove_suffix(word.size() > kLong ? 3 : 2);
  return hash_of(word);
}

}  // namespace

void WordBag::add(std::string_view folded) {
  const size_t size = folded.size();
  for (size_t at = 0; at < size;) {
    if (!is_folded_letter(folded[at])) {
      ++at;
      continue;
    }
    const size_t begin = at;
    while (at < size && is_folded_letter(folded[at])) ++at;
    const std::string_view word = folded.substr(begin, at - begin);
    const bool names_number = word == "wz" && (at == size || is_digit(folded[at]) || folded[at] == ' ');
    if (names_number || word.size() > kLongestWord) continue;
    take(word, {texts_, static_cast<uint32_t>(begin), static_cast<uint32_t>(at), 0});
  }
  ++texts_;
}

void WordBag::grow() {
  const size_t size = slots_.empty() ? 256 : slots_.size() * 2;
  slots_.assign(size, 0);
  for (size_t i = 0; i < words_.size(); ++i) {
    size_t slot = hash_of(words_[i]) & (size - 1);
    while (slots_[slot] != 0) slot = (slot + 1) & (size - 1);
    slots_[slot] = static_cast<uint32_t>(i + 1);
  }
}

void WordBag::take(std::string_view word, WordPlace place) {
  if (words_.size() * 2 >= slots_.size()) grow();
  const size_t mask = slots_.size() - 1;
  size_t slot = hash_of(word) & mask;
  while (slots_[slot] != 0 && words_[slots_[slot] - 1] != word) slot = (slot + 1) & mask;
  if (slots_[slot] == 0) {
    if (words_.size() == kMost) return;
    words_.push_back(word);
    stems_.push_back(stem_of(word));
    slots_[slot] = static_cast<uint32_t>(words_.size());
  }
  place.word = slots_[slot] - 1;
  places_.push_back(place);
}

}  // namespace pismovod
