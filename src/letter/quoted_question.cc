#include "letter/quoted_text.h"

namespace pismovod {
namespace {

constexpr size_t kLinesOfQuestion = 3;
constexpr size_t kLinesOfAnswer = 4;

// What stands in brackets explains, and would part a label from its value.
void append_without_brackets(std::string_view line, size_t& open, std::string& out) {
  for (const char c : line) {
    open += c == '(' ? 1 : 0;
    if (open == 0) out += c;
    if (c == ')' && open > 0) --open;
  }
}

// The last paragraph of the quote that ends before line `end`, on one line.
std::string question_above(const std::vector<TextLine>& lines, const SortedLines& sorted, size_t end) {
  const SortedLines::Line quote = sorted.lines[end - 1];
  const auto is_of_it = [&](size_t i) {
    return i > 0 && sorted.lines[i - 1].role == quote.role && sorted.lines[i - 1].letter == quote.letter;
  };
  while (is_of_it(end) && lines[end - 1].text.empty()) --end;
  size_t begin = end;
  while (is_of_it(begin) && end - begin < kLinesOfQuestion && !lines[begin - 1].text.empty()) --begin;
  std::string out;
  size_t open = 0;
  for (size_t i = begin; i < end; ++i) {
    append_without_brackets(lines[i].text, open, out);
    out += ' ';
  }
  out.erase(out.find_last_not_of(" ?.,:;!") + 1);
  return out;
}

}  // namespace

std::string answer_with_question(const std::vector<TextLine>& lines, const SortedLines& sorted, size_t begin,
                                 size_t end) {
  if (begin == 0 || sorted.lines[begin - 1].role != LineRole::quoted) return {};
  std::string out = question_above(lines, sorted, begin);
  if (out.empty()) return {};
  out += ':';
  size_t taken = 0;
  for (size_t i = begin; i < end && taken < kLinesOfAnswer; ++i) {
    if (lines[i].text.empty()) continue;
    out += (taken++ == 0 ? " " : "\n") + lines[i].text;
  }
  return taken == 0 ? std::string() : out;
}

}  // namespace pismovod
