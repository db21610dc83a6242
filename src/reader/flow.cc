#include "reader/flow.h"

#include <algorithm>

namespace pismovod {
namespace {

// More lines than any field of a form has: the table lays a page out.
constexpr std::ptrdiff_t kMostLinesInCell = 12;
constexpr unsigned kMostSpan = 64;
// Tables within tables, as nobody writes them.
constexpr size_t kMostBlocks = 64;

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\v\n") == std::string_view::npos; }

// Lines of a row whose cells are no fields but parts of a page.
bool is_layout(const std::vector<std::string>& cells) {
  const auto filled =
      std::count_if(cells.begin(), cells.end(), [](const std::string& cell) { return !is_blank(cell); });
  return filled < 2 || std::any_of(cells.begin(), cells.end(), [](const std::string& cell) {
           return std::count(cell.begin(), cell.end(), '\n') > kMostLinesInCell;
         });
}

// A cell as a part of one line. Tabs in it would part cells that are none.
std::string as_cell(std::string cell) {
  std::replace(cell.begin(), cell.end(), '\n', '\v');
  for (size_t at = cell.find('\t'); at != std::string::npos; at = cell.find('\t', at)) cell.replace(at, 1, "   ");
  return cell;
}

}  // namespace

void Flow::put_line(std::string line) {
  if (blocks_.size() == 1) {
    if (tables_.empty()) collector_.stand_in(Place::Unit::none);
    collector_.line(line);
  } else {
    blocks_.back().lines.push_back(std::move(line));
  }
}

void Flow::end_paragraph() {
  Block& block = blocks_.back();
  std::string line = std::move(block.paragraph);
  block.paragraph.clear();
  std::vector<std::string> beside = std::move(block.beside);
  block.beside.clear();
  put_line(std::move(line));
  for (std::string& one : beside) put_line(std::move(one));
}

void Flow::begin_table() {
  if (!blocks_.back().paragraph.empty()) end_paragraph();
  tables_.push_back({{}, 1, blocks_.size()});
  if (tables_.size() == 1 && blocks_.size() == 1) collector_.stand_in(Place::Unit::table, ++last_table_);
}

void Flow::begin_row() {
  if (!tables_.empty()) tables_.back().cells.clear();
}

void Flow::begin_cell(unsigned span) {
  if (tables_.empty() || blocks_.size() >= kMostBlocks) return;
  tables_.back().span = std::clamp(span, 1U, kMostSpan);
  blocks_.emplace_back().is_cell = true;
}

std::string Flow::close_block() {
  if (!blocks_.back().paragraph.empty() || !blocks_.back().beside.empty()) end_paragraph();
  std::string joined;
  for (const std::string& line : blocks_.back().lines) {
    if (!joined.empty()) joined += '\n';
    joined += line;
  }
  blocks_.pop_back();
  while (!joined.empty() && joined.back() == '\n') joined.pop_back();
  return joined;
}

void Flow::end_cell() {
  if (tables_.empty() || !blocks_.back().is_cell) return;
  std::string cell = close_block();
  Table& table = tables_.back();
  table.cells.push_back(std::move(cell));
  table.cells.resize(table.cells.size() + table.span - 1);
}

void Flow::end_row() {
  if (tables_.empty()) return;
  const std::vector<std::string> cells = std::move(tables_.back().cells);
  tables_.back().cells.clear();
  put_row(cells);
}

void Flow::put_row(const std::vector<std::string>& cells) {
  if (!is_layout(cells)) {
    std::string row;
    for (size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) row += '\t';
      row += as_cell(cells[i]);
    }
    return put_line(std::move(row));
  }
  for (const std::string& cell : cells) {
    for (size_t at = 0; at < cell.size();) {
      const size_t end = std::min(cell.find('\n', at), cell.size());
      put_line(cell.substr(at, end - at));
      at = end + 1;
    }
  }
}

void Flow::end_table() {
  if (tables_.empty()) return;
  if (!tables_.back().cells.empty()) end_row();
  tables_.pop_back();
}

void Flow::begin_beside() {
  if (blocks_.size() < kMostBlocks) blocks_.emplace_back();
}

void Flow::end_beside() {
  if (blocks_.size() < 2 || blocks_.back().is_cell) return;
  const std::string joined = close_block();
  std::vector<std::string>& beside = blocks_.back().beside;
  for (size_t at = 0; at < joined.size();) {
    const size_t end = std::min(joined.find('\n', at), joined.size());
    beside.push_back(joined.substr(at, end - at));
    at = end + 1;
  }
}

void Flow::finish() {
  while (!tables_.empty() || blocks_.size() > 1) {
    if (blocks_.back().is_cell) {
      end_cell();
      end_table();
    } else if (blocks_.size() > 1) {
      end_beside();
    } else {
      end_table();
    }
  }
  if (!blocks_.back().paragraph.empty() || !blocks_.back().beside.empty()) end_paragraph();
}

}  // namespace pismovod
