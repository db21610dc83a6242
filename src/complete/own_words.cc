#include "complete/own_words.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace pismovod {
namespace {

constexpr size_t kLongestLabel = 50;  // characters before the colon

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\v\r") == std::string_view::npos; }

bool is_quoted(const SortedLines::Line& line) {
  return line.role == LineRole::quoted || line.role == LineRole::attribution;
}

}  // namespace

std::optional<size_t> last_own_line(const std::vector<TextLine>& lines, const SortedLines& sorted) {
  const auto is_own = [&](size_t i) { return sorted.lines[i].role == LineRole::own && !is_blank(lines[i].text); };
  size_t first = 0;
  while (first < lines.size() && !is_own(first)) ++first;
  if (first == lines.size()) return std::nullopt;
  const auto begin = sorted.lines.begin();
  const bool answers_below = std::any_of(begin, begin + static_cast<ptrdiff_t>(first), is_quoted);
  size_t last = first;
  for (size_t i = first; i < lines.size(); ++i) {
    if (is_own(i)) last = i;
    const bool ends =
        answers_below ? sorted.lines[i].role == LineRole::signature : sorted.lines[i].role != LineRole::own;
    if (ends) break;
  }
  return last;
}

std::string_view list_mark_of(std::string_view line) {
  constexpr std::array<std::string_view, 5> kMarks = {"- ", "* ", "– ", "— ", "• "};
  const size_t blanks = std::min(line.find_first_not_of(" \t"), line.size());
  for (const std::string_view mark : kMarks) {
    if (line.substr(blanks).starts_with(mark)) return line.substr(0, blanks + mark.size());
  }
  return line.substr(0, blanks);
}

bool is_labelled_line(std::string_view line) {
  line.remove_prefix(list_mark_of(line).size());
  const size_t colon = line.find(": ");
  if (colon == std::string_view::npos || colon == 0) return false;
  return utf8_length(line.substr(0, colon)) <= kLongestLabel &&
         line.substr(0, colon).find_first_of("!?") == std::string_view::npos;
}

}  // namespace pismovod
