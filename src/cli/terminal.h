// Output for people at a terminal: colours only there, columns by the width of characters.
#pragma once

#include <string>
#include <string_view>

namespace pismovod {

enum class Colour { none, green, red, yellow, bold, dim };

// Colours stand when standard output is a terminal and NO_COLOR is not set.
class Terminal {
 public:
  Terminal();
  std::string painted(std::string_view text, Colour colour) const;
  bool has_colours() const { return colours_; }

 private:
  bool colours_ = false;
};

// Filled with blanks to `width` columns; a longer text stays whole.
std::string padded(std::string_view text, size_t width);

// At most `width` columns, the end marked by "…".
std::string shortened(std::string_view text, size_t width);

void print_line(std::string_view text);  // to standard output
// To standard error, in the language of the environment (config/admin_words.h).
void print_error(std::string_view english);

}  // namespace pismovod
