// Tables whose columns are made by runs of blanks or tabs: The Bat!, mutt, 1C's reports, consoles.
//
// A line of three and more short cells without numbers is a head where a row stands below it. A row with as many
// cells has them in order; one with fewer has each under the head that it stands below, whether the column is
// flush left or right. A line that fills no first column, or the first alone between two rows, goes on with the
// cells above it.

#include <algorithm>
#include <optional>

#include "base/fold.h"
#include "base/utf8.h"
#include "letter/lines.h"
#include "letter/pasted_table.h"

namespace pismovod {
namespace {

constexpr size_t kLeastColumns = 3;
constexpr size_t kLongestHead = 5;  // words of a cell
constexpr size_t kMostHeadLines = 3;
constexpr size_t kMostWrapped = 3;  // lines of the first column alone
constexpr size_t kTab = 8;

// Columns [begin, end) of a line in a font of fixed width.
struct Cell {
  size_t begin = 0;
  size_t end = 0;
  std::string text;
};

bool is_blank(char32_t c) { return c == U' ' || c == U'\t' || c == U'\u00A0'; }

// May the line have more than one cell? Nearly every line of a letter ends here.
bool has_columns(std::string_view line) {
  return line.find("  ") != std::string_view::npos || line.find('\t') != std::string_view::npos ||
         line.find("\u00A0") != std::string_view::npos;
}

std::vector<Cell> cells_of(std::string_view line) {
  std::vector<Cell> out;
  size_t column = 0;
  size_t gap = 2;  // blanks since the last character
  std::string_view blank;
  for (size_t at = 0; at < line.size();) {
    const size_t from = at;
    const char32_t c = next_code_point(line, at);
    if (is_blank(c)) {
      blank = line.substr(from, at - from);
      gap += c == U'\t' ? 2 : 1;
      column = c == U'\t' ? (column / kTab + 1) * kTab : column + 1;
      continue;
    }
    if (gap >= 2) {
      out.push_back({column, column, {}});
    } else if (gap == 1) {
      out.back().text += blank;
    }
    out.back().text += line.substr(from, at - from);
    out.back().end = ++column;
    gap = 0;
  }
  return out;
}

// "a\tb\t\td": a row that a program wrote with one tab between its cells; empty where the line has none.
std::vector<std::string> cells_by_tabs(std::string_view line) {
  std::vector<std::string> out;
  if (line.find('\t') == std::string_view::npos) return out;
  for (;;) {
    const size_t end = std::min(line.find('\t'), line.size());
    out.emplace_back(trimmed(line.substr(0, end)));
    if (end == line.size()) return out;
    line.remove_prefix(end + 1);
  }
}

size_t words_in(std::string_view text) { return static_cast<size_t>(std::ranges::count(text, ' ')) + 1; }

bool begins_small(std::string_view text) {
  size_t at = 0;
  const char32_t first = next_code_point(text, at);
  return (first >= U'а' && first <= U'я') || (first >= U'a' && first <= U'z') || first == U'(' || first == U'/';
}

bool has_long_number(const std::vector<Cell>& cells) {
  return std::ranges::any_of(cells, [](const Cell& cell) { return is_long_number(cell.text); });
}

size_t overlap(const Cell& a, const Cell& b) {
  const size_t begin = std::max(a.begin, b.begin);
  const size_t end = std::min(a.end, b.end);
  return end > begin ? end - begin : 0;
}

size_t distance(const Cell& a, const Cell& b) {
  if (a.begin >= b.end) return a.begin - b.end;
  return b.begin >= a.end ? b.begin - a.end : 0;
}

class AlignedTable {
 public:
  explicit AlignedTable(std::vector<Cell> head)
      : head_(std::move(head)), rows_(1, std::vector<std::string>(head_.size())) {
    for (size_t i = 0; i < head_.size(); ++i) rows_[0][i] = head_[i].text;
  }

  // False where the line is none of the table's. `index` is the line's.
  bool take(const std::string& line, size_t index) {
    const std::vector<Cell> cells = cells_of(line);
    if (cells.empty()) return false;
    const bool numbered = cells.size() == head_.size() + 1 && cells[0].text.size() <= 3;
    if (cells.size() == head_.size() || numbered) {
      if (rows_.size() == 1 && !has_long_number(cells) &&
          std::ranges::all_of(cells, [](const Cell& c) { return begins_small(c.text); })) {
        return goes_on_with_head(texts_of(cells), index);
      }
      return add_row(texts_of(cells), index);
    }
    const std::vector<std::string> tabbed = cells_by_tabs(line);
    const auto row = tabbed.size() == head_.size() ? std::optional(tabbed) : by_place(cells);
    if (!row) return false;
    const bool first_filled = !(*row)[0].empty();
    if (has_long_number(cells)) return add_row(*row, index);
    if (!first_filled) return rows_.size() == 1 ? goes_on_with_head(*row, index) : append(*row, index);
    const bool first_alone = cells.size() == 1;
    if (!first_alone) return add_row(*row, index);
    if (rows_.size() == 1 || wrapped_.size() >= kMostWrapped || cells[0].end > head_[1].begin) return false;
    wrapped_.push_back(cells[0].text);
    return true;
  }

  bool has_rows() const { return rows_.size() > 1; }
  size_t end() const { return end_; }  // behind the last line that is the table's
  std::vector<std::vector<std::string>> finish() { return std::move(rows_); }

 private:
  using Row = std::vector<std::string>;

  static Row texts_of(const std::vector<Cell>& cells) {
    Row out;
    for (const Cell& cell : cells) out.push_back(cell.text);
    return out;
  }

  bool add_row(Row row, size_t index) {
    // What stood in the first column alone belongs to the row above, now that another follows.
    for (const std::string& text : wrapped_) rows_.back()[0] += " " + text;
    wrapped_.clear();
    rows_.push_back(std::move(row));
    end_ = index + 1;
    return true;
  }

  bool goes_on_with_head(const Row& row, size_t index) { return ++head_lines_ < kMostHeadLines && append(row, index); }

  bool append(const Row& row, size_t index) {
    const size_t shift = rows_.back().size() - std::min(rows_.back().size(), row.size());
    for (size_t i = 0; i < row.size(); ++i) {
      std::string& above = rows_.back()[i + shift];
      if (!row[i].empty()) above += (above.empty() ? "" : " ") + row[i];
    }
    end_ = index + 1;
    return true;
  }

  // Each cell under its head; nothing where they do not stand under heads in order.
  std::optional<Row> by_place(const std::vector<Cell>& cells) const {
    Row row(head_.size());
    size_t least = 0;
    for (const Cell& cell : cells) {
      const size_t column = column_of(cell);
      if (column < least) return std::nullopt;
      least = column;
      std::string rest = cell.text;
      if (const size_t cut = cut_before_next(cell, column); cut != 0) {
        row[column + 1] = rest.substr(cut + 1);
        rest.resize(cut);
        least = column + 1;
      }
      row[column] += (row[column].empty() ? "" : " ") + rest;
    }
    return row;
  }

  // One blank alone parts "7701234507 770101001" where the second stands right below its head.
  size_t cut_before_next(const Cell& cell, size_t column) const {
    if (column + 1 >= head_.size() || cell.end <= head_[column + 1].begin) return 0;
    size_t place = cell.begin;
    for (size_t at = 0; at < cell.text.size(); ++place) {
      const size_t from = at;
      const char32_t c = next_code_point(cell.text, at);
      if (place + 1 == head_[column + 1].begin) return is_blank(c) ? from : 0;
    }
    return 0;
  }

  size_t column_of(const Cell& cell) const {
    size_t best = 0;
    for (size_t i = 0; i < head_.size(); ++i) {
      if (head_[i].begin == cell.begin || head_[i].end == cell.end) return i;
      const size_t shared = overlap(cell, head_[i]);
      const size_t most = overlap(cell, head_[best]);
      if (shared > most || (shared == most && distance(cell, head_[i]) < distance(cell, head_[best]))) best = i;
    }
    // " 1 ООО" over the first two columns, one blank between them.
    const bool before = best > 0 && cell.begin < head_[best].begin && cut_before_next(cell, best - 1) != 0;
    return before ? best - 1 : best;
  }

  std::vector<Cell> head_;
  std::vector<Row> rows_;  // the head first
  std::vector<std::string> wrapped_;
  size_t head_lines_ = 1;
  size_t end_ = 0;
};

}  // namespace

std::vector<std::vector<std::string>> rows_of_aligned_table(const std::vector<TextLine>& lines, size_t i, size_t& end) {
  if (lines[i].table != 0 || !has_columns(lines[i].text)) return {};
  std::vector<Cell> head = cells_of(lines[i].text);
  const bool short_cells = std::ranges::all_of(head, [](const Cell& c) { return words_in(c.text) <= kLongestHead; });
  if (head.size() < kLeastColumns || !short_cells || has_long_number(head) || is_table_rule(lines[i].text)) return {};
  AlignedTable table(std::move(head));
  for (size_t k = i + 1; k < lines.size() && may_be_row_below(lines[i], lines[k]); ++k) {
    if (!is_table_rule(lines[k].text) && !table.take(lines[k].text, k)) break;
  }
  if (!table.has_rows()) return {};
  end = table.end();
  return table.finish();
}

}  // namespace pismovod
