#include "words/token.h"

namespace pismovod {
namespace {

// A line this long was broken by the mail program, not by the writer.
constexpr uint32_t kWrappedLine = 50;
// A megabyte without a line break is looked at by its thousands of tokens: every label in it asks
// for its line.
constexpr size_t kLineReach = 1000;

}  // namespace

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

Tokens::Range Tokens::line(size_t i) const {
  Range range{i, i};
  const auto is_line = [&](size_t k) { return list_[k].kind == TokenKind::line; };
  while (range.begin > 0 && i - range.begin < kLineReach && !is_line(range.begin - 1)) --range.begin;
  while (range.end < list_.size() && range.end - i < kLineReach && !is_line(range.end)) ++range.end;
  return range;
}

}  // namespace pismovod
