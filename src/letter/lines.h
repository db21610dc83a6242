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
inline constexpr uint16_t kDeepestQuote = 30;

struct TextLine {
  std::string text;          // UTF-8, without its end
  uint16_t quote_depth = 0;  // '>' marks taken off, or blockquotes round it
  uint16_t table = 0;        // which table it is a row of, from 1; 0 for none
  bool signature = false;    // the HTML marks it as the signature
};

// text/plain; with format=flowed (RFC 3676) soft breaks are undone.
std::vector<TextLine> lines_of_plain(std::string_view utf8, bool flowed, bool delete_space);

// Tables pasted as text, "| a | b |", "a;b;c" and columns of blanks or tabs, a head and rows below it: afterwards
// their cells are parted by tabs, and the rules between rows are gone.
void make_rows_of_pasted_tables(std::vector<TextLine>& lines);
bool may_have_pasted_tables(std::string_view text);

// A cid: picture's place in HTML.
struct PictureReference {
  std::string content_id;
  size_t line = 0;  // that it stands before
};

struct HtmlText {
  std::vector<TextLine> lines;
  std::vector<PictureReference> pictures;  // in their order
};

// text/html. Never fails; nesting and attribute sizes are bounded.
HtmlText read_html(std::string_view utf8);
std::vector<TextLine> lines_of_html(std::string_view utf8);

}  // namespace pismovod
