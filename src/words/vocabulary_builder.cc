// What the search must not work out letter by letter is worked out here. Words grow into a trie; slips of the finger
// are added when it is whole, so that none stands in for a known word. Then each node gets its place beside its
// siblings and, from the root down, the numbers of two sets: what a word is known as that ends there, and what a longer
// one is. Strict phrases are listed under the sets that their first word is in, with what their second may be.
//
// Phrases, groups of words and sets are numbered in 16 bits; that there are too many is remembered and said by build().

#include <algorithm>
#include <cstdlib>

#include "base/log.h"
#include "words/slips.h"
#include "words/vocabulary.h"

namespace pismovod {
namespace {

constexpr size_t kLeastForgiven = 6;  // letters: shorter words have too many neighbours that are words

}  // namespace

Vocabulary::Builder::Builder() {
  growing_.emplace_back();
  set_of({});  // set 0: no known word
}

uint16_t Vocabulary::Builder::next_number(size_t count) {
  is_too_large_ = is_too_large_ || count >= UINT16_MAX;
  return static_cast<uint16_t>(count + 1);
}

TermId Vocabulary::Builder::term(std::span<const Phrase> phrases, bool loose) {
  last_term_ = next_number(last_term_);
  for (const Phrase& phrase : phrases) add(last_term_, phrase, loose);
  return last_term_;
}

TermId Vocabulary::Builder::known(std::initializer_list<const char*> phrases) {
  Phrases parsed;
  for (const char* phrase : phrases) {
    auto made = Phrase::parse(phrase);
    if (!made) {
      log_error("a fault of the program's own: a phrase in its text is none: " + made.error().text);
      std::abort();
    }
    parsed.push_back(std::move(*made));
  }
  return term(parsed);
}

void Vocabulary::Builder::add(TermId term, const Phrase& phrase, bool loose) {
  std::vector<Element> elements;
  for (const Phrase::Part& part : phrase.parts())
    elements.push_back({part.words.empty() ? Group{0} : group_of(part.words), part.marks, part.number});
  is_too_large_ = is_too_large_ || made_.phrases_.size() >= UINT16_MAX;
  made_.phrases_.push_back({term, loose, std::move(elements)});
}

Vocabulary::Group Vocabulary::Builder::group_of(const std::string& alternatives) {
  const Group group = next_number(groups_.size());
  if (const auto [known, added] = groups_.try_emplace(alternatives, group); !added) return known->second;
  for (const std::string& word : split(alternatives, '|')) {
    const bool prefix = word.back() == '*';
    insert(std::string_view(word).substr(0, word.size() - (prefix ? 1 : 0)), prefix, group);
  }
  return group;
}

uint32_t Vocabulary::Builder::make_node(std::string_view word) {
  uint32_t node = 0;
  for (const char c : word) {
    const auto next = static_cast<uint32_t>(growing_.size());
    const auto [child, added] = growing_[node].next.try_emplace(letter_number(c), next);
    node = child->second;
    if (added) growing_.emplace_back();
  }
  return node;
}

uint32_t Vocabulary::Builder::find_node(std::string_view word) const {
  uint32_t node = 0;
  for (const char c : word) {
    const auto child = growing_[node].next.find(letter_number(c));
    if (child == growing_[node].next.end()) return 0;
    node = child->second;
  }
  return node;
}

void Vocabulary::Builder::insert(std::string_view word, bool prefix, Group group) {
  Growing& node = growing_[make_node(word)];
  (prefix ? node.prefix : node.whole).push_back(group);
}

void Vocabulary::Builder::forgive_slips(std::span<const Phrase> phrases) {
  for (const Phrase& phrase : phrases) {
    for (const Phrase::Part& part : phrase.parts()) {
      for (const std::string& word : split(part.words, '|')) {
        const size_t letters = word.size() - (word.back() == '*' ? 1 : 0);
        if (letters >= kLeastForgiven) forgiven_.insert(word);
      }
    }
  }
}

// All slips are looked for in the vocabulary as it was: one word's slip must not keep out another's.
void Vocabulary::Builder::insert_slips() {
  struct Slip {
    std::string written;
    bool is_stem = false;
    std::vector<Group> groups;  // of the word that is meant
  };
  std::vector<Slip> slips;
  for (const std::string& word : forgiven_) {
    const bool is_stem = word.back() == '*';
    const std::string meant = word.substr(0, word.size() - (is_stem ? 1 : 0));
    const Growing& node = growing_[find_node(meant)];
    for (std::string& written : slips_of(meant, is_stem)) {
      const uint32_t known = find_node(written);
      const bool is_taken =
          known != 0 && (is_stem || !growing_[known].whole.empty() || !growing_[known].prefix.empty());
      if (!is_taken) slips.push_back({std::move(written), is_stem, is_stem ? node.prefix : node.whole});
    }
  }
  for (const Slip& slip : slips) {
    Growing& node = growing_[make_node(slip.written)];
    std::vector<Group>& to = slip.is_stem ? node.prefix : node.whole;
    to.insert(to.end(), slip.groups.begin(), slip.groups.end());
  }
}

uint16_t Vocabulary::Builder::set_of(const std::vector<Group>& groups) {
  std::vector<Group> sorted = groups;
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  const auto id = static_cast<uint16_t>(made_.sets_.size());
  is_too_large_ = is_too_large_ || made_.sets_.size() > UINT16_MAX;
  if (const auto [known, added] = set_ids_.try_emplace(sorted, id); !added) return known->second;
  made_.sets_.push_back(std::move(sorted));
  return id;
}

// Gives a node its place, and works out, from the root down, which groups a word belongs to that ends
// at or behind it.
void Vocabulary::Builder::settle(uint32_t from, uint32_t to, const std::vector<Group>& inherited) {
  const Growing& node = growing_[from];
  std::vector<Group> prefix = inherited;
  prefix.insert(prefix.end(), node.prefix.begin(), node.prefix.end());
  std::vector<Group> whole = prefix;
  whole.insert(whole.end(), node.whole.begin(), node.whole.end());
  auto child = static_cast<uint32_t>(made_.nodes_.size());
  Node settled{0, child, set_of(whole), set_of(prefix)};
  for (const auto& [letter, next] : node.next) settled.letters |= uint64_t{1} << letter;
  made_.nodes_[to] = settled;
  made_.nodes_.resize(child + node.next.size());
  for (const auto& [letter, next] : node.next) settle(next, child++, prefix);
}

void Vocabulary::Builder::fill_starts() {
  const Node& root = made_.nodes_.front();
  for (size_t first = 1; first < kLetters; ++first) {
    const uint32_t one = child(root, first);
    if (one == 0) continue;
    const Node& at = made_.nodes_[one];
    made_.starts_[first * kLetters] = {one, at.whole, at.prefix};
    for (size_t second = 1; second < kLetters; ++second) {
      const uint32_t two = child(at, second);
      made_.starts_[first * kLetters + second] =
          two == 0 ? Start{0, at.prefix, at.prefix} : Start{two, made_.nodes_[two].whole, made_.nodes_[two].prefix};
    }
  }
}

Result<Vocabulary> Vocabulary::Builder::build() {
  insert_slips();
  made_.nodes_.resize(1);
  settle(0, 0, {});
  if (is_too_large_) return failure("more than 65535 phrases, or different words in them: some must go");
  fill_starts();
  made_.terms_ = last_term_ + 1U;
  std::vector<std::vector<uint16_t>> by_group(groups_.size() + 1);
  for (size_t p = 0; p < made_.phrases_.size(); ++p) {
    const Element& first = made_.phrases_[p].elements.front();
    const auto id = static_cast<uint16_t>(p);
    if (made_.phrases_[p].loose) {
      const TermId term = made_.phrases_[p].term;  // they come in order
      if (made_.loose_.empty() || made_.loose_.back().first != term) made_.loose_.push_back({term, {}});
      made_.loose_.back().second.push_back(id);
      continue;
    }
    if (first.group != 0) by_group[first.group].push_back(id);
    for (const char c : first.marks + first.number.substr(0, 1)) {
      made_.by_character_[static_cast<unsigned char>(c) & 0x7F].push_back(id);
    }
  }
  for (const std::vector<Group>& set : made_.sets_) {
    Beginning& begins = made_.by_set_.emplace_back();
    uint64_t& bits = made_.set_groups_.emplace_back(0);
    for (const Group g : set) bits |= bit_of(g);
    for (const Group g : set) {
      for (const uint16_t p : by_group[g]) {
        const KnownPhrase& phrase = made_.phrases_[p];
        if (phrase.elements.size() == 1) {
          begins.alone.push_back(phrase.term);
        } else {
          const Element& second = phrase.elements[1];
          begins.longer.push_back({p, !second.marks.empty() || !second.number.empty(), bit_of(second.group)});
        }
      }
    }
  }
  return std::move(made_);
}

}  // namespace pismovod
