#include "words/token.h"

#include <algorithm>

namespace pismovod {
namespace {

// A line this long was broken by the mail program, not by the writer.
constexpr uint32_t kWrappedLine = 50;

// The breaks nearest to token i on either side, as the range between them; one at i itself ends it.
Tokens::Range between(const std::vector<uint32_t>& breaks, size_t i, size_t size) {
  const auto next = std::ranges::lower_bound(breaks, i);
  const size_t end = next == breaks.end() ? std::max(i, size) : *next;
  const size_t begin = next == breaks.begin() ? 0 : *(next - 1) + size_t{1};
  return {begin, end};
}

Tokens::Range within_reach(Tokens::Range range, size_t i) {
  constexpr size_t kReach = Tokens::kLineReach;
  return {std::max(range.begin, i > kReach ? i - kReach : 0), std::min(range.end, i + kReach)};
}

}  // namespace

Tokens::Tokens(const Folded& folded, std::vector<Token> list) : folded_(&folded), list_(std::move(list)) {
  size_t small = 0;
  bool has_capital = false;
  for (size_t i = 0; i < list_.size(); ++i) {
    if (list_[i].kind == TokenKind::line) line_breaks_.push_back(static_cast<uint32_t>(i));
    if (list_[i].kind == TokenKind::cell) cell_breaks_.push_back(static_cast<uint32_t>(i));
    if (!is_long_stop(i)) continue;
    has_capital = has_capital || list_[i + 1].capital;
    ++small;
  }
  begins_small_ = small > 1 && !has_capital;
}

// A stop behind a word that is no abbreviation, and a word behind it.
bool Tokens::is_long_stop(size_t i) const {
  constexpr size_t kLongestAbbreviation = 4;  // "корп."
  return i > 0 && is_mark(i, '.') && list_[i - 1].kind == TokenKind::word &&
         list_[i - 1].size() > kLongestAbbreviation && is_kind(i + 1, TokenKind::word) && list_[i + 1].after_space;
}

bool Tokens::line_break_ends_sentence(size_t i) const {
  if (i + 1 >= list_.size() || i == 0) return true;
  const Token& next = list_[i + 1];
  if (next.is_break() || list_[i - 1].is_break()) return true;
  if (next.kind == TokenKind::word && !next.capital) return false;
  if (is_mark(i - 1, ',')) return false;
  if (next.kind == TokenKind::mark) return !is_mark(i + 1, '"') && !is_mark(i + 1, '(');
  const uint32_t begin = i >= 2 ? list_[line(i - 1).begin].begin : 0;
  const bool stopped = list_[i - 1].kind == TokenKind::mark;
  return stopped || list_[i].begin - begin < kWrappedLine;
}

bool Tokens::ends_sentence(size_t i) const {
  switch (list_[i].kind) {
    case TokenKind::cell:
      return true;
    case TokenKind::line:
    case TokenKind::soft:
      return line_break_ends_sentence(i);
    case TokenKind::mark:
      break;
    default:
      return false;
  }
  if (is_mark(i, '!') || is_mark(i, '?') || is_mark(i, ';')) return true;
  if (!is_mark(i, '.')) return false;
  if (i + 1 >= list_.size()) return true;
  const Token& next = list_[i + 1];
  if (next.is_break()) return line_break_ends_sentence(i + 1);
  if (begins_small_ && is_long_stop(i)) return true;
  // "рег. номер", "И. О. Фамилия", "г. Москва": a stop behind up to three letters ends nothing,
  // unless they are a whole word in a sentence that goes on with a capital.
  const bool abbreviation = i > 0 && list_[i - 1].kind == TokenKind::word && list_[i - 1].size() <= 2;
  return next.after_space && next.kind == TokenKind::word && next.capital && !abbreviation;
}

bool Tokens::ends_clause(size_t i) const {
  if (ends_sentence(i)) return true;
  if (list_[i].kind != TokenKind::mark) return false;
  return is_mark(i, ',') || is_mark(i, ':') || is_mark(i, '(') || is_mark(i, ')') ||
         (is_mark(i, '-') && list_[i].after_space);
}

Tokens::Range Tokens::sentence(size_t i) const {
  Range range{i, i};
  while (range.begin > 0 && i - range.begin < kSentenceReach && !ends_sentence(range.begin - 1)) {
    --range.begin;
  }
  while (range.end < list_.size() && range.end - i < kSentenceReach && !ends_sentence(range.end)) {
    ++range.end;
  }
  return range;
}

Tokens::Range Tokens::clause(size_t i) const {
  Range range{i, i};
  while (range.begin > 0 && i - range.begin < kSentenceReach && !ends_clause(range.begin - 1)) {
    --range.begin;
  }
  while (range.end < list_.size() && range.end - i < kSentenceReach && !ends_clause(range.end)) {
    ++range.end;
  }
  return range;
}

Tokens::Range Tokens::line(size_t i) const { return within_reach(between(line_breaks_, i, list_.size()), i); }

Tokens::Range Tokens::cell(size_t i) const {
  const Range line = between(line_breaks_, i, list_.size());
  const Range cell = between(cell_breaks_, i, list_.size());
  return within_reach({std::max(line.begin, cell.begin), std::min(line.end, cell.end)}, i);
}

std::span<const uint32_t> Tokens::cell_breaks(Range range) const {
  const auto first = std::ranges::lower_bound(cell_breaks_, range.begin);
  return {first, std::lower_bound(first, cell_breaks_.end(), range.end)};
}

}  // namespace pismovod
