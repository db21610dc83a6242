// HTML cut into tags and text, with places in the source. No tree, no mending: whoever uses it proves that it saw
// what the letter's reader saw. Used within complete/ alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pismovod {

struct HtmlToken {
  enum class Kind { text, open, close, other };  // other: comments, declarations
  Kind kind = Kind::text;
  std::string name;  // of a tag, lower case
  size_t begin = 0;
  size_t end = 0;
};

// The token at `at`, which is below the size of the source.
HtmlToken html_token(std::string_view html, size_t at);

// What stands between <body> and </body>, blanks left out: the characters in UTF-8, and for each octet of them where
// its source ends. A list's item begins with '-', as in letter/lines.h.
struct VisibleText {
  std::string text;
  std::vector<size_t> ends;
};
VisibleText visible_text(std::string_view html);

// The same of lines that were read: without blanks.
void append_visible(std::string& out, std::string_view line);

// Elements that are open at `end`, the outermost first.
struct OpenElement {
  std::string name;
  size_t begin = 0;  // of what is in it
};
std::vector<OpenElement> open_elements(std::string_view html, size_t end);

std::string escaped_for_html(std::string_view text);  // with its special characters as entities

}  // namespace pismovod
