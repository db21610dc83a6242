// Rows of a table whose columns are found by their heads.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "letter/passage.h"

namespace pismovod {

using TableRow = std::vector<std::string>;

// Lines whose cells are parted by tabs, as attachments are read.
std::vector<TableRow> rows_of(const std::vector<Passage>& passages);

// CSV in UTF-8 or a Cyrillic charset; the separator is the one of ';', ',' and tab that its first lines have most of.
// Blanks round a cell are gone.
std::vector<TableRow> rows_of_csv(std::string_view octets);

// Reads the table that a file holds; an error says why it could not.
using ReadTable = std::function<Result<std::vector<TableRow>>(const std::string& path)>;
Result<std::vector<TableRow>> read_csv(const std::string& path);

// A column: its name, and what its head begins with, in lower case.
struct TableColumn {
  std::string name;
  std::vector<std::string> heads;
};

// The row of heads among the first twenty, and where each column stands in it; nothing where none has `least` of them.
struct TableHead {
  size_t row = 0;
  std::map<std::string, size_t> columns;

  // The cell of a row; empty where it has none.
  const std::string& cell(const TableRow& row, const std::string& column) const;
};
std::optional<TableHead> find_head(const std::vector<TableRow>& rows, const std::vector<TableColumn>& columns,
                                   size_t least);

std::string digits_of(std::string_view text);

}  // namespace pismovod
