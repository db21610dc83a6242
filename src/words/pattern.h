// A regular expression that an admin or a filter writes, run safely on folded text.
//
// The expression is written in UTF-8 as one reads it ("[А-Я]{2}-\d{4}") and folded when it is
// compiled, so that it matches whatever the case, the look-alikes and the dashes were. \w, \b and
// [[:alpha:]] know the Cyrillic letters. It is only ever run on short windows (a line, a cell):
// matching a longer one, or one that makes the engine give up, answers could_not_tell.
//
// Immutable; matching from several threads is safe. Boost.Regex is used here and nowhere else.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace pismovod {

class Pattern {
 public:
  struct Group {
    size_t begin = 0;  // folded offsets within the window
    size_t end = 0;
  };
  enum class Answer { found, not_found, could_not_tell };
  struct Match {
    Answer answer = Answer::not_found;
    std::vector<Group> groups;  // [0] the whole, then the parenthesised ones; empty ones as {0, 0}
  };

  // An Error says what is wrong with the expression, in the engine's words.
  static Result<Pattern> compile(std::string_view expression);

  // The first match in `window`, which is folded text.
  Match search(std::string_view window) const;
  // The match that begins at the window's first character.
  Match match_prefix(std::string_view window) const;
  // Does it hold for the whole window?
  Match match_whole(std::string_view window) const;

  // Matches nothing within bounded work on texts made to be hard? For `config check`.
  bool survives_torture() const;

  static constexpr size_t kWindow = 4096;

 private:
  struct Compiled;
  explicit Pattern(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}
  std::shared_ptr<const Compiled> compiled_;
};

// The expression with every literal character folded; ranges of letters become sets.
Result<std::string> fold_expression(std::string_view expression);

}  // namespace pismovod
