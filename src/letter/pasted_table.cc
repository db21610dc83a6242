#include <algorithm>
#include <array>

#include "base/fold.h"
#include "letter/lines.h"
#include "letter/pasted_table.h"

namespace pismovod {
namespace {

constexpr size_t kLeastCells = 3;
constexpr size_t kMostCells = 200;
constexpr size_t kLongestNumberInHead = 3;

// "| a | b |", "a | b", "a;b;c"; the bar of box drawing is one too.
struct Separator {
  std::string_view text;
  bool is_framed = false;  // it may stand before the first cell and behind the last
};
constexpr std::array<Separator, 3> kSeparators = {{{"|", true}, {"│", true}, {";", false}}};

// "ООО ""Вектор""" of a CSV file (RFC 4180).
std::string unquoted(std::string_view cell) {
  if (cell.size() < 2 || cell.front() != '"' || cell.back() != '"') return std::string(cell);
  std::string out;
  for (size_t i = 1; i + 1 < cell.size(); ++i) {
    out += cell[i];
    if (cell[i] == '"' && cell[i + 1] == '"') ++i;
  }
  return out;
}

std::vector<std::string> cells_of(std::string_view line, const Separator& separator) {
  line = trimmed(line);
  if (separator.is_framed) {
    if (line.starts_with(separator.text)) line.remove_prefix(separator.text.size());
    if (line.ends_with(separator.text)) line.remove_suffix(separator.text.size());
  }
  std::vector<std::string> out;
  for (;;) {
    const size_t end = std::min(line.find(separator.text), line.size());
    out.push_back(unquoted(trimmed(line.substr(0, end))));
    if (end == line.size()) return out;
    line.remove_prefix(end + separator.text.size());
  }
}

// More columns than anybody pastes.
bool has_too_many(std::string_view line, const Separator& separator) {
  size_t count = 0;
  for (size_t at = line.find(separator.text); at != std::string_view::npos && count <= kMostCells; ++count) {
    at = line.find(separator.text, at + separator.text.size());
  }
  return count > kMostCells;
}

// A head names its columns: no numbers in it.
bool is_head(const std::vector<std::string>& cells) {
  const auto named = std::ranges::count_if(cells, [](const std::string& cell) { return !cell.empty(); });
  return static_cast<size_t>(named) >= kLeastCells && std::ranges::none_of(cells, is_long_number);
}

std::string joined(const std::vector<std::string>& cells) {
  std::string out = cells.front();
  for (size_t i = 1; i < cells.size(); ++i) out += "\t" + cells[i];
  return out;
}

// The rows of the table whose head is line i, empty where there is none; `end` is behind its last line.
std::vector<std::string> rows_of_table(const std::vector<TextLine>& lines, size_t i, const Separator& separator,
                                       size_t& end) {
  const std::string& first = lines[i].text;
  if (lines[i].table != 0 || first.find(separator.text) == std::string::npos || has_too_many(first, separator) ||
      is_table_rule(first))
    return {};
  const std::vector<std::string> head = cells_of(first, separator);
  if (!is_head(head)) return {};
  std::vector<std::string> rows = {joined(head)};
  for (end = i + 1; end < lines.size() && may_be_row_below(lines[i], lines[end]); ++end) {
    if (is_table_rule(lines[end].text)) continue;
    if (has_too_many(lines[end].text, separator)) break;
    const std::vector<std::string> cells = cells_of(lines[end].text, separator);
    if (cells.size() != head.size()) break;
    rows.push_back(joined(cells));
  }
  if (rows.size() < 2) rows.clear();
  return rows;
}

}  // namespace

bool is_table_rule(std::string_view line) {
  return !trimmed(line).empty() &&
         line.find_first_not_of("-|+=: \t\xE2\x94\x80\x82\xAC\xBC\x8C\x90\x98\xA4\xB4\x9C") == std::string_view::npos;
}

bool is_long_number(const std::string& cell) {
  size_t digits = 0;
  for (const char c : cell) {
    digits = is_digit(c) ? digits + 1 : 0;
    if (digits > kLongestNumberInHead) return true;
  }
  return false;
}

bool may_be_row_below(const TextLine& head, const TextLine& line) {
  return line.quote_depth == head.quote_depth && line.table == 0;
}

bool may_have_pasted_tables(std::string_view text) {
  const bool has_columns = text.find("  ") != std::string_view::npos || text.find('\t') != std::string_view::npos ||
                           text.find("\u00A0\u00A0") != std::string_view::npos;
  return has_columns || std::ranges::any_of(kSeparators, [text](const Separator& separator) {
           return text.find(separator.text) != std::string_view::npos;
         });
}

// A new list, and each line looked at once as a head and once as a row: no table costs another's lines.
void make_rows_of_pasted_tables(std::vector<TextLine>& lines) {
  std::vector<TextLine> out;
  out.reserve(lines.size());
  for (size_t i = 0; i < lines.size();) {
    size_t end = i + 1;
    std::vector<std::string> rows;
    for (const Separator& separator : kSeparators) {
      if (rows.empty()) rows = rows_of_table(lines, i, separator, end);
    }
    if (rows.empty()) {
      for (const auto& cells : rows_of_aligned_table(lines, i, end)) rows.push_back(joined(cells));
    }
    if (rows.empty()) {
      out.push_back(std::move(lines[i++]));
      continue;
    }
    for (std::string& row : rows) out.push_back({std::move(row), lines[i].quote_depth, 0, lines[i].signature});
    i = end;
  }
  lines = std::move(out);
}

}  // namespace pismovod
