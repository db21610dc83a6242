#include "facts/number.h"

#include <algorithm>

namespace pismovod {
namespace {

constexpr uint32_t kMostGroups = 8;
constexpr uint32_t kLeastBoxes = 5;  // digits written one by one
constexpr uint32_t kMostBoxes = 24;

// Does the number at `next` go on the one that ends at `last`?
bool continues(const Tokens& tokens, uint32_t last, uint32_t next, uint32_t end, uint32_t& at) {
  if (next >= end) return false;
  if (tokens[next].kind == TokenKind::number && tokens[next].after_space &&
      tokens[next].begin - tokens[last].end == 1) {
    at = next;
    return true;
  }
  const bool joint = tokens.is_mark(next, '-') || tokens.is_mark(next, '.');
  if (!joint || next + 1 >= end || tokens[next + 1].kind != TokenKind::number) return false;
  if (tokens[next].after_space || tokens[next + 1].after_space) return false;
  at = next + 1;
  return true;
}

bool ends_sentence_here(const Tokens& tokens, uint32_t i, uint32_t end) {
  if (tokens.is_mark(i, '!') || tokens.is_mark(i, '?') || tokens.is_mark(i, ';')) return true;
  return tokens.is_mark(i, '.') && i + 1 < end && tokens[i + 1].after_space && tokens[i + 1].kind == TokenKind::word &&
         tokens[i + 1].capital;
}

// "7 7 0 1 2 3 4 5 0 7", "7|7|0|...": a number written into the boxes of a form is one number, whole.
std::optional<DigitRun> in_boxes(const Tokens& tokens, uint32_t i, uint32_t end) {
  const auto is_box = [&](uint32_t at) {
    return at < end && tokens.is_kind(at, TokenKind::number) && tokens[at].size() == 1;
  };
  if (!is_box(i)) return std::nullopt;
  DigitRun run{std::string(tokens.text(i)), i, i};
  while (run.digits.size() < kMostBoxes) {
    uint32_t next = run.last + 1;
    if (tokens.is_mark(next, '|')) ++next;
    if (!is_box(next) || !(tokens[next].after_space || next > run.last + 1)) break;
    run.digits += tokens.text(next);
    run.last = next;
  }
  // "1 2 3 4 5 801234567": a list that goes on with another number is none.
  const bool ends = !tokens.is_kind(run.last + 1, TokenKind::number) || run.last + 1 >= end;
  if (run.digits.size() < kLeastBoxes || !ends) return std::nullopt;
  return run;
}

}  // namespace

bool is_within_word(const Tokens& tokens, uint32_t i) {
  const bool before = i > 0 && tokens[i - 1].kind == TokenKind::word && !tokens[i].after_space;
  const bool after = i + 1 < tokens.size() && tokens[i + 1].kind == TokenKind::word && !tokens[i + 1].after_space;
  return before || (after && tokens[i].size() <= 2);
}

std::vector<DigitRun> groupings(const Tokens& tokens, uint32_t i, uint32_t end) {
  std::vector<DigitRun> out;
  end = std::min(end, static_cast<uint32_t>(tokens.size()));
  if (auto boxes = in_boxes(tokens, i, end)) return {std::move(*boxes)};
  DigitRun run{std::string(tokens.text(i)), i, i};
  out.push_back(run);
  uint32_t next = 0;
  while (out.size() < kMostGroups && continues(tokens, run.last, run.last + 1, end, next)) {
    run.digits += tokens.text(next);
    run.last = next;
    out.push_back(run);
  }
  return out;
}

std::optional<DigitRun> first_number(const Tokens& tokens, TokenRange range, size_t filler,
                                     const std::function<bool(const std::string&)>& fits) {
  size_t words = 0;
  for (uint32_t i = range.begin; i < range.end && words <= filler; ++i) {
    if (ends_sentence_here(tokens, i, range.end)) break;
    if (tokens[i].kind == TokenKind::word) ++words;
    // "ИНН7713456712": right behind its label a number may be glued to it.
    if (tokens[i].kind != TokenKind::number || (i != range.begin && is_within_word(tokens, i))) continue;
    const std::vector<DigitRun> list = groupings(tokens, i, range.end);
    for (const DigitRun& run : list) {
      if (fits(run.digits)) return run;
    }
    i = list.back().last;
  }
  return std::nullopt;
}

std::vector<DigitRun> numbers(const Tokens& tokens, TokenRange range, size_t filler,
                              const std::function<bool(const std::string&)>& fits) {
  std::vector<DigitRun> out;
  while (auto run = first_number(tokens, range, filler, fits)) {
    range.begin = run->last + 1;
    out.push_back(std::move(*run));
  }
  return out;
}

std::optional<DigitRun> number_before(const Tokens& tokens, uint32_t label,
                                      const std::function<bool(const std::string&)>& fits) {
  uint32_t i = label;
  while (i > 0 && (tokens.is_mark(i - 1, '(') || tokens.is_mark(i - 1, '-'))) --i;
  if (i == label || i == 0 || tokens[i - 1].kind != TokenKind::number) return std::nullopt;
  uint32_t first = i - 1;
  // Back over the groups, then forward again.
  for (uint32_t k = 0; k < kMostGroups && first > 0; ++k) {
    const bool spaced = tokens[first - 1].kind == TokenKind::number && tokens[first].after_space;
    const bool joined = first > 1 && tokens[first - 2].kind == TokenKind::number && !tokens[first].after_space &&
                        (tokens.is_mark(first - 1, '-') || tokens.is_mark(first - 1, '.'));
    if (!spaced && !joined) break;
    first -= spaced ? 1 : 2;
  }
  for (; first < i; ++first) {
    if (tokens[first].kind != TokenKind::number || is_within_word(tokens, first)) continue;
    const std::vector<DigitRun> list = groupings(tokens, first, i);
    if (list.back().last == i - 1 && fits(list.back().digits)) return list.back();
  }
  return std::nullopt;
}

}  // namespace pismovod
