// Tables as CSV (RFC 4180) that spreadsheets open as they are.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pismovod {

// Begins with U+FEFF, by which Excel knows UTF-8. Cells that a spreadsheet would take for a formula
// (they begin with = + - @, a tab or a line end) get an apostrophe in front; numbers stay numbers.
class CsvTable {
 public:
  // ',' or, where the decimal comma rules and Excel therefore expects it, ';'.
  explicit CsvTable(char separator) : separator_(separator), text_("\xEF\xBB\xBF") {}
  void add(std::span<const std::string> cells);
  void add(const std::vector<std::string>& cells) { add(std::span<const std::string>(cells)); }
  const std::string& text() const { return text_; }

 private:
  void add_cell(std::string_view cell);
  char separator_;
  std::string text_;
};

}  // namespace pismovod
