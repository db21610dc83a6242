// A line of a form that nobody filled in.
#pragma once

#include "words/token.h"

namespace pismovod {

// "Оплата замены: ____": a label and a blank of at least four underscores, and nothing behind it.
inline bool is_unfilled_line(const Tokens& tokens, Tokens::Range line) {
  constexpr size_t kLeast = 4;
  size_t end = line.end;
  while (end > line.begin && tokens.is_mark(end - 1, '_')) --end;
  return line.end - end >= kLeast && end > line.begin && tokens.is_mark(end - 1, ':');
}

// "Причина отмены:", "Причина поломки: —": behind token `label`, the last of a label, nothing stands in its line, and
// the next line with words has a label of its own, or there is none. A sentence with its full stop is no label.
inline bool is_left_empty(const Tokens& tokens, size_t label) {
  constexpr size_t kLabelWords = 5;
  const auto is_filler = [&](size_t i) {
    return tokens.is_mark(i, ':') || tokens.is_mark(i, '-') || tokens.is_mark(i, '.') || tokens.is_mark(i, '_');
  };
  if (tokens.is_mark(label + 1, '.')) return false;
  size_t i = label + 1;
  const size_t end = tokens.line(label).end;
  size_t marks = 0;
  for (; i < end && is_filler(i); ++i) ++marks;
  if (marks == 0 || i < end) return false;
  while (i < tokens.size() && (tokens[i].is_break() || tokens[i].kind == TokenKind::mark)) ++i;
  if (i >= tokens.size()) return true;
  const Tokens::Range next = tokens.line(i);
  for (size_t words = 0; i < next.end && words <= kLabelWords; ++i) {
    if (tokens.is_mark(i, ':')) return true;
    words += tokens[i].kind == TokenKind::word ? 1 : 0;
  }
  return false;
}

}  // namespace pismovod
