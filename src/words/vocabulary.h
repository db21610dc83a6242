// The vocabulary: every word that any filter, rule or catalogue knows, looked up in one pass.
//
// Phrases are written as people read them:
//   код* партн*        words that begin so, one directly behind the other; a stop, a hyphen, a
//                      quote or one line break between them is overlooked
//   рег|регистр* #     one of several words; '#' is №
//   р/н                marks stand for themselves
// A *loose* phrase has its words in any order within one sentence.
//
// The cost of a text is its length plus what is found in it; how many phrases are known does not
// matter. A Vocabulary is immutable and may be used from several threads.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/result.h"
#include "words/phrase.h"
#include "words/token.h"

namespace pismovod {

// A term: phrases that mean the same. 0 is no term.
using TermId = uint16_t;

struct Hit {
  TermId term = 0;
  uint32_t first = 0;  // tokens, both inclusive
  uint32_t last = 0;
};

// What one pass found, by term and then by place.
class Hits {
 public:
  Hits() = default;
  Hits(const std::vector<Hit>& hits, size_t terms);
  std::span<const Hit> of(TermId term) const;
  std::span<const Hit> all() const { return hits_; }

 private:
  std::vector<Hit> hits_;  // by term, then by place
  // Where each term's hits begin, one more than there are terms; empty where the hits are few: a letter
  // may have thousands of short texts.
  std::vector<uint32_t> starts_;
};

class Vocabulary {
 public:
  class Builder;

  Tokens tokenize(const Folded& folded) const;
  // All strict phrases, in one pass.
  Hits find(const Tokens& tokens) const;
  // The loose phrases of one term; only rules ask for them, and for few.
  std::vector<Hit> find_loose(const Tokens& tokens, TermId term) const;

  // How many phrases and trie nodes there are, for figures.
  size_t phrase_count() const { return phrases_.size(); }
  size_t node_count() const { return nodes_.size(); }

 private:
  using Group = uint16_t;  // one element of a phrase, from 1: a word or its alternatives

  // Four to a cache line, which is what looking up a word costs: a node's children stand side by side.
  struct Node {
    uint64_t letters = 0;  // a bit for each letter that goes on
    uint32_t child = 0;    // of the lowest
    uint16_t whole = 0;    // word set of a word that ends here
    uint16_t prefix = 0;   // word set of a longer word
  };
  struct Element {
    Group group = 0;     // 0: no word
    std::string marks;   // any of these marks instead
    std::string number;  // or this number
  };
  struct KnownPhrase {
    TermId term = 0;
    bool loose = false;
    std::vector<Element> elements;
  };

  // A phrase of several words, and what its second may be: `groups` has a bit for its group.
  struct Longer {
    uint16_t phrase = 0;
    bool second_is_no_word = false;  // it may be a mark or a number
    uint64_t groups = 0;
  };
  // Phrases that begin with a word: the terms of those that are it alone, and the others.
  struct Beginning {
    std::vector<TermId> alone;
    std::vector<Longer> longer;
  };

  // Where a word's first two letters lead, so that most words are looked up in one step.
  struct Start {
    uint32_t node = 0;    // 0: no known word begins so
    uint16_t whole = 0;   // word set of a word that is no longer
    uint16_t prefix = 0;  // word set of a longer word, as far as these letters tell
  };

  // Folded letters numbered from 1: a-z, the Cyrillic ones, the rest.
  static constexpr size_t kLetters = 48;
  static size_t letter_number(char c);
  static uint32_t child(const Node& node, size_t letter);  // 0: none
  uint16_t word_set(std::string_view word) const;
  Token read_token(const Folded& folded, size_t& at) const;  // a word, a number or a mark
  bool has(uint16_t word_set, Group group) const;
  bool matches(const Tokens& tokens, size_t i, const Element& element) const;
  static uint64_t bit_of(Group group) { return group == 0 ? 0 : uint64_t{1} << (group % 64); }
  void find_longer(const Tokens& tokens, size_t i, std::vector<Hit>& out) const;
  static size_t next_word(const Tokens& tokens, size_t i);
  void try_strict(const Tokens& tokens, size_t i, const KnownPhrase& phrase, std::vector<Hit>& out) const;
  void try_loose(const Tokens& tokens, size_t i, const KnownPhrase& phrase, std::vector<Hit>& out) const;

  std::vector<Node> nodes_;
  std::array<Start, kLetters * kLetters> starts_{};  // by two letters; the second is 0 where there is none
  std::vector<std::vector<Group>> sets_;             // word set → sorted groups
  std::vector<uint64_t> set_groups_;                 // word set → the bits of its groups
  std::vector<Beginning> by_set_;                    // by word set
  // Phrases that begin with a mark or a number, by its first character.
  std::array<std::vector<uint16_t>, 128> by_character_;
  std::vector<KnownPhrase> phrases_;
  size_t terms_ = 1;
  std::vector<std::pair<TermId, std::vector<uint16_t>>> loose_;  // phrases of each loose term
};

// Collects phrases; build() makes the vocabulary. Not for several threads.
class Vocabulary::Builder {
 public:
  Builder();

  // A new term of these phrases. It cannot fail: what is no phrase never became one.
  [[nodiscard]] TermId term(std::span<const Phrase> phrases, bool loose = false);
  // The same for literals of the program's own text. One that is no phrase is a fault of ours: the
  // program ends, in a release too, at its start.
  [[nodiscard]] TermId known(std::initializer_list<const char*> phrases);
  // Words of six letters and more in these phrases are known with a slip of the finger too, wherever
  // the vocabulary has them; a slip that makes another known word is that word.
  void forgive_slips(std::span<const Phrase> phrases);

  // An Error says that there are more phrases than can be numbered (65,535).
  [[nodiscard]] Result<Vocabulary> build();

 private:
  void add(TermId term, const Phrase& phrase, bool loose);
  // The next number behind `count`; the vocabulary is too large where there is none.
  uint16_t next_number(size_t count);
  Group group_of(const std::string& alternatives);
  void insert(std::string_view word, bool prefix, Group group);
  void insert_slips();
  uint32_t find_node(std::string_view word) const;  // 0: no word begins so
  uint32_t make_node(std::string_view word);
  uint16_t set_of(const std::vector<Group>& groups);
  void settle(uint32_t from, uint32_t to, const std::vector<Group>& inherited);
  void fill_starts();

  struct Growing {                    // a node while words are added
    std::map<size_t, uint32_t> next;  // by letter
    std::vector<Group> whole;
    std::vector<Group> prefix;
  };
  Vocabulary made_;
  std::vector<Growing> growing_;
  std::set<std::string> forgiven_;  // folded words, stems with '*'
  std::map<std::string, Group> groups_;
  std::map<std::vector<Group>, uint16_t> set_ids_;
  TermId last_term_ = 0;
  bool is_too_large_ = false;
};

}  // namespace pismovod
