#include "review/csv_table.h"

#include <algorithm>

namespace pismovod {
namespace {

bool is_number(std::string_view cell) {
  if (cell.starts_with('-')) cell.remove_prefix(1);
  return !cell.empty() && cell.size() <= 15 &&
         std::all_of(cell.begin(), cell.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Spreadsheets pass over blanks in front.
bool looks_like_formula(std::string_view cell) {
  const size_t first = cell.find_first_not_of(" \xC2\xA0");
  if (first == std::string_view::npos) return false;
  constexpr std::string_view kFormula = "=+-@\t\r\n";
  if (kFormula.find(cell[first]) != std::string_view::npos) return true;
  // The same signs in full width (U+FF1D, U+FF0B, U+FF0D, U+FF20), which Excel takes for them.
  for (const std::string_view sign : {"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"}) {
    if (cell.substr(first).starts_with(sign)) return true;
  }
  return false;
}

}  // namespace

void CsvTable::add(std::span<const std::string> cells) {
  for (size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) text_ += separator_;
    add_cell(cells[i]);
  }
  text_ += "\r\n";
}

void CsvTable::add_cell(std::string_view cell) {
  const bool guarded = !is_number(cell) && looks_like_formula(cell);
  const bool quoted = guarded || cell.find_first_of("\",;\r\n\t") != std::string_view::npos;
  if (!quoted) {
    text_ += cell;
    return;
  }
  text_ += guarded ? "\"'" : "\"";
  for (const char c : cell) {
    if (c == '"') text_ += '"';
    // An octet 0 ends the cell for some readers.
    text_ += c == '\0' ? ' ' : c;
  }
  text_ += '"';
}

}  // namespace pismovod
