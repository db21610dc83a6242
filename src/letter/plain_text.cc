#include <algorithm>

#include "letter/lines.h"

namespace pismovod {
namespace {

// ">> text", "> > text", "ИИ> text": the depth, and the text behind the marks.
uint16_t take_quote_marks(std::string_view& line, bool flowed) {
  uint16_t depth = 0;
  std::string_view rest = line;
  if (!flowed) {
    // Initials before the mark, as The Bat! writes them: up to six octets of letters.
    size_t i = 0;
    while (i < rest.size() && rest[i] == ' ') ++i;
    const size_t from = i;
    while (i < rest.size() && i - from < 6 &&
           (static_cast<unsigned char>(rest[i]) >= 0x80 || (rest[i] >= 'A' && rest[i] <= 'Z'))) {
      ++i;
    }
    if (i > from && i < rest.size() && rest[i] == '>') rest.remove_prefix(i);
  }
  while (!rest.empty()) {
    const size_t mark = flowed ? 0 : std::min(rest.find_first_not_of(' '), rest.size());
    if (mark >= rest.size() || rest[mark] != '>') break;
    rest.remove_prefix(mark + 1);
    if (depth < kDeepestQuote) ++depth;
  }
  if (depth == 0) return 0;
  if (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
  line = rest;
  return depth;
}

std::string_view next_line(std::string_view text, size_t& at) {
  const size_t end = std::min(text.find('\n', at), text.size());
  std::string_view line = text.substr(at, end - at);
  at = end + 1;
  while (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

void blank(std::string& text, char control) {
  for (size_t at = text.find(control); at != std::string::npos; at = text.find(control, at + 1)) text[at] = ' ';
}

bool is_signature_mark(std::string_view line) { return line == "-- "; }

}  // namespace

std::vector<TextLine> lines_of_plain(std::string_view text, bool flowed, bool delete_space) {
  std::vector<TextLine> out;
  bool soft = false;
  for (size_t at = 0; at < text.size();) {
    std::string_view line = next_line(text, at);
    const uint16_t depth = take_quote_marks(line, flowed);
    if (flowed && !line.empty() && line.front() == ' ') line.remove_prefix(1);  // space-stuffed
    const bool goes_on = soft && out.back().quote_depth == depth && !is_signature_mark(line);
    soft = flowed && line.ends_with(' ') && !is_signature_mark(line);
    if (soft && delete_space) line.remove_suffix(1);
    if (goes_on) {
      out.back().text += line;
    } else {
      out.push_back({std::string(line), depth, 0, false});
    }
  }
  for (TextLine& line : out) {
    for (const char control : {'\r', '\v', '\0'}) blank(line.text, control);
  }
  if (may_have_pasted_tables(text)) make_rows_of_pasted_tables(out);
  return out;
}

}  // namespace pismovod
