#include <algorithm>
#include <cassert>

#include "words/slips.h"
#include "words/vocabulary.h"

namespace pismovod {
namespace {

constexpr size_t kLeastForgiven = 6;  // letters: shorter words have too many neighbours that are words

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> parts;
  for (size_t from = 0; from <= text.size();) {
    const size_t to = std::min(text.find(at, from), text.size());
    if (to > from) parts.emplace_back(text.substr(from, to - from));
    from = to + 1;
  }
  return parts;
}

size_t run_of_letters(std::string_view text, size_t at) {
  size_t end = at;
  while (end < text.size() && is_folded_letter(text[end])) ++end;
  return end - at;
}

// "рег" or "регистр*".
bool is_word_or_stem(std::string_view text) {
  const size_t letters = run_of_letters(text, 0);
  return letters > 0 && (letters == text.size() || (letters + 1 == text.size() && text.back() == '*'));
}

}  // namespace

Vocabulary::Builder::Builder() {
  growing_.emplace_back();
  set_of({});  // set 0: no known word
}

Result<TermId> Vocabulary::Builder::term(std::span<const std::string> phrases, bool loose) {
  const auto id = static_cast<TermId>(last_term_ + 1);
  for (const std::string& phrase : phrases) {
    if (auto added = add(id, phrase, loose); !added) return tl::unexpected(added.error());
  }
  last_term_ = id;
  return id;
}

TermId Vocabulary::Builder::known(std::initializer_list<std::string_view> phrases, bool loose) {
  const std::vector<std::string> list(phrases.begin(), phrases.end());
  return known(list, loose);
}

TermId Vocabulary::Builder::known(std::span<const std::string> phrases, bool loose) {
  const Result<TermId> id = term(phrases, loose);
  assert(id.has_value());
  return id.value_or(0);
}

Result<void> Vocabulary::Builder::add(TermId term, std::string_view phrase, bool loose) {
  auto elements = parse(phrase);
  if (!elements) return tl::unexpected(elements.error());
  if (made_.phrases_.size() >= UINT16_MAX) return failure("too many phrases");
  made_.phrases_.push_back({term, loose, std::move(*elements)});
  return {};
}

Result<std::vector<Vocabulary::Element>> Vocabulary::Builder::parse(std::string_view phrase) {
  std::vector<Element> out;
  for (const std::string& chunk : split(fold(phrase), ' ')) {
    if (chunk.find('|') != std::string::npos) {
      auto element = parse_alternatives(chunk);
      if (!element) return tl::unexpected(element.error());
      out.push_back(std::move(*element));
      continue;
    }
    for (size_t at = 0; at < chunk.size();) {
      const auto used = parse_one(chunk, at, out);
      if (!used) return tl::unexpected(used.error());
      at += *used;
    }
  }
  if (out.empty()) return failure("an empty phrase");
  return out;
}

// One word (with its '*'), number or mark at `at`; how many octets it took.
Result<size_t> Vocabulary::Builder::parse_one(const std::string& chunk, size_t at, std::vector<Element>& out) {
  if (const size_t letters = run_of_letters(chunk, at); letters > 0) {
    const bool prefix = at + letters < chunk.size() && chunk[at + letters] == '*';
    const size_t used = letters + (prefix ? 1 : 0);
    out.push_back({group_of(chunk.substr(at, used)), {}, {}});
    return used;
  }
  if (is_digit(chunk[at])) {
    size_t end = at;
    while (end < chunk.size() && is_digit(chunk[end])) ++end;
    out.push_back({0, {}, chunk.substr(at, end - at)});
    return end - at;
  }
  if (chunk[at] == '*') return failure("'*' stands only at the end of a word");
  out.push_back({0, std::string(1, chunk[at]), {}});
  return size_t{1};
}

// "рег|регистр*|#": words and marks.
Result<Vocabulary::Element> Vocabulary::Builder::parse_alternatives(const std::string& chunk) {
  Element element;
  std::string words;
  for (const std::string& word : split(chunk, '|')) {
    const size_t letters = run_of_letters(word, 0);
    const bool mark = word.size() == 1 && letters == 0 && !is_digit(word[0]) && word[0] != '*';
    if (mark) {
      element.marks += word;
    } else if (is_word_or_stem(word)) {
      words += (words.empty() ? "" : "|") + word;
    } else {
      return failure("between '|' stand single words: \"" + word + "\" is none");
    }
  }
  if (!words.empty()) element.group = group_of(words);
  return element;
}

Vocabulary::Group Vocabulary::Builder::group_of(const std::string& alternatives) {
  const auto group = static_cast<Group>(groups_.size() + 1);
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

void Vocabulary::Builder::forgive_slips(std::span<const std::string> phrases) {
  for (const std::string& phrase : phrases) {
    for (const std::string& chunk : split(fold(phrase), ' ')) {
      for (const std::string& word : split(chunk, '|')) {
        if (is_word_or_stem(word) && run_of_letters(word, 0) >= kLeastForgiven) forgiven_.insert(word);
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

Vocabulary Vocabulary::Builder::build() {
  insert_slips();
  made_.nodes_.resize(1);
  settle(0, 0, {});
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
        const Phrase& phrase = made_.phrases_[p];
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
