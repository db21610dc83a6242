// Tokens: folded text cut into words, numbers, marks and breaks.
//
// A word is a run of folded letters, a number a run of digits ("WZ00581204" is a word and a number
// without a space between), everything else but spaces a mark of one octet. Breaks say how the
// text is laid out: `line` between lines and rows, `cell` between the cells of a row (a tab, or
// three spaces in plain text), `soft` between the lines within one cell.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/fold.h"

namespace pismovod {

enum class TokenKind : uint8_t { word, number, mark, line, cell, soft };

struct Token {
  uint32_t begin = 0;  // folded offsets
  uint32_t end = 0;
  uint16_t words = 0;  // which words of the vocabulary it is: Vocabulary::is_any_of
  TokenKind kind = TokenKind::mark;
  bool after_space = false;   // a space or a break stands before it
  bool capital = false;       // begins with a capital letter
  bool all_capitals = false;  // has no small letter

  uint32_t size() const { return end - begin; }
  bool is_break() const { return kind >= TokenKind::line; }
};

// The tokens of one folded text. `folded` is kept by reference and must outlive them.
class Tokens {
 public:
  Tokens() = default;
  Tokens(const Folded& folded, std::vector<Token> list);

  size_t size() const { return list_.size(); }
  bool empty() const { return list_.empty(); }
  const Token& operator[](size_t i) const { return list_[i]; }
  std::string_view text(size_t i) const { return folded_->text().substr(list_[i].begin, list_[i].size()); }
  bool is_mark(size_t i, char mark) const {
    return i < list_.size() && list_[i].kind == TokenKind::mark && folded_->text()[list_[i].begin] == mark;
  }
  bool is_kind(size_t i, TokenKind kind) const { return i < list_.size() && list_[i].kind == kind; }
  const Folded& folded() const { return *folded_; }

  // The first and one past the last token of the sentence that token i stands in. Looks at most
  // kSentenceReach tokens either way, so that a text without stops costs no more.
  struct Range {
    size_t begin = 0;
    size_t end = 0;
  };
  Range sentence(size_t i) const;
  // The clause: the same, but commas before a conjunction, colons and dashes end it as well.
  Range clause(size_t i) const;
  // The line (row) that token i stands in, without its breaks, and the cell, the whole line where it has
  // none. Both reach at most kLineReach tokens either way; they are looked up, whatever their length.
  Range line(size_t i) const;
  Range cell(size_t i) const;
  // The breaks between cells that stand in a range, in order.
  std::span<const uint32_t> cell_breaks(Range range) const;

  static constexpr size_t kSentenceReach = 80;
  // A megabyte without a line break is looked at by its thousands of tokens: every label in it asks
  // for its line.
  static constexpr size_t kLineReach = 1000;

 private:
  bool ends_sentence(size_t i) const;
  bool ends_clause(size_t i) const;
  bool line_break_ends_sentence(size_t i) const;
  bool is_long_stop(size_t i) const;

  const Folded* folded_ = nullptr;
  std::vector<Token> list_;
  std::vector<uint32_t> line_breaks_;  // tokens, in order
  std::vector<uint32_t> cell_breaks_;
  bool begins_small_ = false;  // whoever wrote this begins no sentence with a capital letter
};

}  // namespace pismovod
