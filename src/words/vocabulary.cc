#include "words/vocabulary.h"

#include <algorithm>

namespace pismovod {
namespace {

// How many spaces in a row part the cells of a plain text's table.
constexpr size_t kCellGap = 3;
// Fewer than these are searched for a term; more are counted by terms, of which there are hundreds.
constexpr size_t kFewHits = 64;

void close_word(const Folded& folded, Token& token) {
  token.capital = folded.is_capital(token.begin);
  token.all_capitals = token.capital;
  for (size_t i = token.begin; token.all_capitals && i < token.end; ++i) {
    token.all_capitals = folded.is_capital(i);
  }
}

// std::popcount() is a call where the processor is not known to have the instruction.
uint32_t ones(uint64_t bits) {
  bits -= bits >> 1 & 0x5555555555555555U;
  bits = (bits & 0x3333333333333333U) + (bits >> 2 & 0x3333333333333333U);
  bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0FU;
  return static_cast<uint32_t>(bits * 0x0101010101010101U >> 56);
}

TokenKind break_kind(std::string_view gap) {
  if (gap.find('\n') != std::string_view::npos) return TokenKind::line;
  return gap.find('\v') != std::string_view::npos ? TokenKind::soft : TokenKind::cell;
}

template <class Test>
size_t run_end(std::string_view text, size_t at, Test belongs) {
  while (at < text.size() && belongs(text[at])) ++at;
  return at;
}

// Spaces that part lines or cells; others are no token.
void push_breaks(std::string_view text, size_t from, size_t to, std::vector<Token>& list) {
  const std::string_view gap = text.substr(from, to - from);
  const auto count = [](std::string_view in, char c) { return static_cast<size_t>(std::ranges::count(in, c)); };
  Token token;
  token.kind = break_kind(gap);
  token.begin = static_cast<uint32_t>(from);
  token.end = static_cast<uint32_t>(to);
  const size_t tabs = count(gap, '\t');
  if (const size_t lines = count(gap, '\n'); lines > 0) {
    // Two line breaks, an empty line, stay two; more say nothing more.
    list.insert(list.end(), std::min<size_t>(lines, 2), token);
    token.kind = TokenKind::cell;  // empty first cells
    list.insert(list.end(), count(gap.substr(gap.rfind('\n')), '\t'), token);
  } else if (list.empty()) {
    token.kind = TokenKind::cell;
    list.insert(list.end(), tabs, token);
  } else if (token.kind == TokenKind::soft || tabs > 0 || gap.size() >= kCellGap) {
    list.insert(list.end(), std::max<size_t>(1, tabs), token);
  }
}

}  // namespace

// Counted into place: hits of a term stay in the order of the text, which is how they come.
Hits::Hits(const std::vector<Hit>& hits, size_t terms) {
  if (hits.size() < kFewHits) {
    hits_.assign(hits.begin(), hits.end());
    std::ranges::stable_sort(hits_, {}, &Hit::term);
    return;
  }
  hits_.resize(hits.size());
  starts_.assign(terms + 1, 0);
  for (const Hit& hit : hits) ++starts_[hit.term + 1U];
  for (size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
  std::vector<uint32_t> next(starts_.begin(), starts_.end() - 1);
  for (const Hit& hit : hits) hits_[next[hit.term]++] = hit;
}

std::span<const Hit> Hits::of(TermId term) const {
  if (starts_.empty()) {
    const auto first = std::ranges::lower_bound(hits_, term, {}, &Hit::term);
    return {first, std::ranges::upper_bound(first, hits_.end(), term, {}, &Hit::term)};
  }
  if (term + 1U >= starts_.size()) return {};
  return {hits_.data() + starts_[term], hits_.data() + starts_[term + 1U]};
}

size_t Vocabulary::letter_number(char c) {
  if (c >= 'a' && c <= 'z') return static_cast<size_t>(c - 'a') + 1;
  const auto u = static_cast<unsigned char>(c);
  return u < 0x93 ? static_cast<size_t>(u - 0x80) + 27 : 47;
}

uint32_t Vocabulary::child(const Node& node, size_t letter) {
  const uint64_t bit = uint64_t{1} << letter;
  return (node.letters & bit) == 0 ? 0 : node.child + ones(node.letters & (bit - 1));
}

uint16_t Vocabulary::word_set(std::string_view word) const {
  const size_t first = letter_number(word[0]);
  const size_t second = word.size() > 1 ? letter_number(word[1]) : 0;
  const Start& start = starts_[first * kLetters + second];
  if (word.size() <= 2 || start.node == 0) return word.size() <= 2 ? start.whole : start.prefix;
  uint32_t node = start.node;
  uint16_t prefix = start.prefix;
  for (const char c : word.substr(2)) {
    node = child(nodes_[node], letter_number(c));
    if (node == 0) return prefix;
    prefix = nodes_[node].prefix;
  }
  return nodes_[node].whole;
}

Tokens Vocabulary::tokenize(const Folded& folded) const {
  const std::string_view text = folded.text();
  std::vector<Token> list;
  list.reserve(text.size() / 4 + 2);
  for (size_t at = 0; at < text.size();) {
    const size_t from = at;
    const bool one_space = text[at] == ' ' && at + 1 < text.size() && !is_space(text[at + 1]);
    if (one_space) {
      ++at;
    } else if (is_space(text[at])) {
      at = run_end(text, at, is_space);
      push_breaks(text, from, at, list);
    } else {
      list.push_back(read_token(folded, at));
    }
  }
  return {folded, std::move(list)};
}

Token Vocabulary::read_token(const Folded& folded, size_t& at) const {
  const std::string_view text = folded.text();
  const size_t from = at;
  Token token;
  if (is_folded_letter(text[at])) {
    at = run_end(text, at, is_folded_letter);
    token.kind = TokenKind::word;
    token.words = word_set(text.substr(from, at - from));
  } else if (is_digit(text[at])) {
    at = run_end(text, at, is_digit);
    token.kind = TokenKind::number;
  } else {
    ++at;
  }
  token.begin = static_cast<uint32_t>(from);
  token.end = static_cast<uint32_t>(at);
  token.after_space = from == 0 || is_space(text[from - 1]);
  if (token.kind == TokenKind::word) close_word(folded, token);
  return token;
}

bool Vocabulary::has(uint16_t word_set, Group group) const {
  const std::vector<Group>& groups = sets_[word_set];
  return std::find(groups.begin(), groups.end(), group) != groups.end();
}

bool Vocabulary::matches(const Tokens& tokens, size_t i, const Element& element) const {
  if (i >= tokens.size()) return false;
  switch (tokens[i].kind) {
    case TokenKind::word:
      return element.group != 0 && has(tokens[i].words, element.group);
    case TokenKind::number:
      return !element.number.empty() && tokens.text(i) == element.number;
    case TokenKind::mark:
      return element.marks.find(tokens.text(i)[0]) != std::string::npos;
    default:
      return false;
  }
}

// The place behind i where a phrase may go on: stops, hyphens, quotes and one line break between
// the words are overlooked, unless the phrase asks for them.
size_t Vocabulary::next_word(const Tokens& tokens, size_t i) {
  ++i;
  bool broken = false;
  for (; i < tokens.size(); ++i) {
    if (tokens.is_mark(i, '.') || tokens.is_mark(i, '-') || tokens.is_mark(i, '"')) continue;
    const bool line = tokens[i].kind == TokenKind::line || tokens[i].kind == TokenKind::soft;
    if (!line || broken) break;
    broken = true;
  }
  return i;
}

void Vocabulary::try_strict(const Tokens& tokens, size_t i, const KnownPhrase& phrase, std::vector<Hit>& out) const {
  size_t at = i;
  for (size_t e = 1; e < phrase.elements.size(); ++e) {
    at = matches(tokens, at + 1, phrase.elements[e]) ? at + 1 : next_word(tokens, at);
    if (!matches(tokens, at, phrase.elements[e])) return;
  }
  out.push_back({phrase.term, static_cast<uint32_t>(i), static_cast<uint32_t>(at)});
}

void Vocabulary::try_loose(const Tokens& tokens, size_t i, const KnownPhrase& phrase, std::vector<Hit>& out) const {
  const Tokens::Range sentence = tokens.sentence(i);
  size_t first = i;
  size_t last = i;
  for (size_t e = 1; e < phrase.elements.size(); ++e) {
    size_t best = sentence.end;
    for (size_t k = sentence.begin; k < sentence.end; ++k) {
      const bool nearer = best == sentence.end || (k < i ? i - k : k - i) < (best < i ? i - best : best - i);
      if (k != i && nearer && matches(tokens, k, phrase.elements[e])) best = k;
    }
    if (best == sentence.end) return;
    first = std::min(first, best);
    last = std::max(last, best);
  }
  out.push_back({phrase.term, static_cast<uint32_t>(first), static_cast<uint32_t>(last)});
}

// Most words are followed by one that no phrase knows: what may follow is asked before any phrase is.
void Vocabulary::find_longer(const Tokens& tokens, size_t i, std::vector<Hit>& out) const {
  uint64_t groups = 0;
  bool other = false;
  const auto may_follow = [&](size_t next) {
    if (next >= tokens.size() || tokens[next].is_break()) return;
    groups |= set_groups_[tokens[next].words];
    other = other || tokens[next].kind != TokenKind::word;
  };
  may_follow(i + 1);
  if (!tokens.is_kind(i + 1, TokenKind::word)) may_follow(next_word(tokens, i));
  if (groups == 0 && !other) return;
  for (const Longer& longer : by_set_[tokens[i].words].longer) {
    const bool may = (longer.groups & groups) != 0 || (other && longer.second_is_no_word);
    if (may) try_strict(tokens, i, phrases_[longer.phrase], out);
  }
}

Hits Vocabulary::find(const Tokens& tokens) const {
  std::vector<Hit> out;
  out.reserve(tokens.size() / 2);
  for (size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    if (token.kind == TokenKind::word) {
      if (token.words == 0) continue;
      const Beginning& begins = by_set_[token.words];
      for (const TermId term : begins.alone) out.push_back({term, static_cast<uint32_t>(i), static_cast<uint32_t>(i)});
      if (!begins.longer.empty()) find_longer(tokens, i, out);
    } else if (!token.is_break()) {
      for (const uint16_t p : by_character_[static_cast<unsigned char>(tokens.text(i)[0]) & 0x7F]) {
        if (matches(tokens, i, phrases_[p].elements.front())) try_strict(tokens, i, phrases_[p], out);
      }
    }
  }
  return {out, terms_};
}

std::vector<Hit> Vocabulary::find_loose(const Tokens& tokens, TermId term) const {
  std::vector<Hit> out;
  const auto known =
      std::lower_bound(loose_.begin(), loose_.end(), term, [](const auto& l, TermId t) { return l.first < t; });
  if (known == loose_.end() || known->first != term) return out;
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].is_break()) continue;
    for (const uint16_t p : known->second) {
      if (matches(tokens, i, phrases_[p].elements.front())) try_loose(tokens, i, phrases_[p], out);
    }
  }
  return out;
}

}  // namespace pismovod
