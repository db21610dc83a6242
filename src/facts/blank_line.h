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

}  // namespace pismovod
