// The words of a text that a taught question looks at, each once, and where they stand.
//
// A word is a run of folded letters. Numbers teach nothing: a request number would tell the mailbox
// and not the matter, so numbers are left out, and the "WZ" before one with them.
//
// A word is told by its pieces: three to six letters in a row, the space before and behind it being
// letters too. So "отмените" and "отмена" are half the same, and nobody lists endings. Two words in a row, each
// without its ending, are looked at too: "не снимайте" is another thing than "снимайте".
//
// Values; belong to one letter and one thread. Nothing throws.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace pismovod {

// A word where it stands: folded offsets within its text.
struct WordPlace {
  uint32_t text = 0;  // which of the texts, from 0
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t word = 0;  // its number among the different ones
};

class WordBag {
 public:
  // `folded` is kept by reference and must outlive the bag. At most kMost different words are taken.
  void add(std::string_view folded);

  const std::vector<std::string_view>& words() const { return words_; }
  const std::vector<WordPlace>& places() const { return places_; }
  uint64_t stem(size_t word) const { return stems_[word]; }  // its beginning, as a number
  bool empty() const { return words_.empty(); }

  static constexpr size_t kMost = 4096;

 private:
  void take(std::string_view word, WordPlace place);
  void grow();

  std::vector<std::string_view> words_;
  std::vector<WordPlace> places_;
  std::vector<uint64_t> stems_;
  std::vector<uint32_t> slots_;  // open addressing: number of the word + 1
  uint32_t texts_ = 0;
};

inline constexpr size_t kShortestPiece = 3;
inline constexpr size_t kLongestPiece = 6;

// A piece of a word, as a number: FNV-1a over its octets (Fowler, Noll, Vo).
class PieceHash {
 public:
  void add(char c) { value_ = (value_ ^ static_cast<unsigned char>(c)) * 0x100000001b3U; }
  uint64_t value() const { return value_ ^ (value_ >> 29); }

 private:
  uint64_t value_ = 0xcbf29ce484222325U;
};

inline constexpr int kPairCounts = 4;  // of how many pieces; 2 and 6 told less

// Calls `take(hash, first, second)` for every two words in a row, which are given by their numbers.
template <class Take>
void each_pair(const WordBag& bag, Take take) {
  const std::vector<WordPlace>& places = bag.places();
  for (size_t i = 1; i < places.size(); ++i) {
    const WordPlace& before = places[i - 1];
    if (before.text != places[i].text) continue;
    const uint64_t hash = bag.stem(before.word) * 0x9e3779b97f4a7c15U ^ bag.stem(places[i].word);
    take(hash ^ (hash >> 31), before.word, places[i].word);
  }
}

// Calls `take(hash)` for every piece of a word. Where it returns false, the longer pieces that begin
// with this one are passed over: what no example held, none held with another letter behind it.
template <class Take>
void each_piece(std::string_view word, Take take) {
  const size_t size = word.size() + 2;
  const auto letter = [&](size_t i) { return i == 0 || i + 1 == size ? ' ' : word[i - 1]; };
  for (size_t begin = 0; begin + kShortestPiece <= size; ++begin) {
    PieceHash hash;
    for (size_t length = 1; length <= kLongestPiece && begin + length <= size; ++length) {
      hash.add(letter(begin + length - 1));
      if (length >= kShortestPiece && !take(hash.value())) break;
    }
  }
}

}  // namespace pismovod
