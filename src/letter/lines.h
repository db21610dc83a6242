// The lines of a text part, whatever it was: plain text, format=flowed or HTML.
//
// A line is a paragraph, a row of a table (its cells parted by tabs; line breaks within a cell are
// vertical tabs) or a hard-wrapped line as the writer's program left it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pismovod {

// Quotes nested deeper count as this deep: each level is a letter of its own to those who sort them.
inline constexpr uint16_t kDeepestQuote = 100;

struct TextLine {
  std::string text;          // UTF-8, without its end
  uint16_t quote_depth = 0;  // '>' marks taken off, or blockquotes round it
  uint16_t table = 0;        // which table it is a row of, from 1; 0 for none
  bool signature = false;    // the HTML marks it as the signature
};

// text/plain; with format=flowed (RFC 3676) soft breaks are undone.
std::vector<TextLine> lines_of_plain(std::string_view utf8, bool flowed, bool delete_space);

// Tables pasted as text, "| a | b |" and "a;b;c", a head and rows of as many cells: afterwards their cells
// are parted by tabs, and the rules between rows are gone.
void make_rows_of_pasted_tables(std::vector<TextLine>& lines);
bool may_have_pasted_tables(std::string_view text);

// text/html. Never fails; nesting and attribute sizes are bounded.
std::vector<TextLine> lines_of_html(std::string_view utf8);

// The media type of a cid: picture's place in the HTML: the ids of pictures in their order, with
// the number of the line they stand before.
struct PictureReference {
  std::string content_id;
  size_t line = 0;
};
std::vector<TextLine> lines_of_html(std::string_view utf8, std::vector<PictureReference>& pictures);

}  // namespace pismovod
