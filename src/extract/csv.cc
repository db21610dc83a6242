#include "extract/csv.h"

#include <algorithm>
#include <string>

namespace pismovod {
namespace {

// Reads one cell; `at` stops at the separator, the line's end or the text's.
std::string read_cell(std::string_view text, size_t& at, char separator) {
  if (at >= text.size() || text[at] != '"') {
    const char ends[] = {separator, '\r', '\n', '\0'};
    const size_t end = std::min(text.find_first_of(ends, at, 3), text.size());
    std::string cell(text.substr(at, end - at));
    at = end;
    return cell;
  }
  std::string cell;
  for (++at; at < text.size(); ++at) {
    if (text[at] == '"') {
      if (at + 1 >= text.size() || text[at + 1] != '"') break;
      ++at;
    }
    cell += text[at];
  }
  // What stands between the closing quote and the separator belongs to no lawful file: passed over.
  while (at < text.size() && text[at] != separator && text[at] != '\n') ++at;
  return cell;
}

void as_cell(std::string& cell) {
  std::erase(cell, '\r');
  std::replace(cell.begin(), cell.end(), '\n', '\v');
  std::replace(cell.begin(), cell.end(), '\t', ' ');
}

}  // namespace

void collect_csv(std::string_view text, char separator, TextCollector& collector) {
  for (size_t at = 0; at < text.size() && !collector.is_full();) {
    std::string row;
    for (bool first = true;; first = false) {
      std::string cell = read_cell(text, at, separator);
      as_cell(cell);
      if (!first) row += '\t';
      row += cell;
      if (at >= text.size() || text[at] != separator) break;
      ++at;
    }
    while (at < text.size() && text[at] == '\r') ++at;
    if (at < text.size() && text[at] == '\n') ++at;
    collector.line(row);
  }
}

}  // namespace pismovod
