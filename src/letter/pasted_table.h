// What the readers of tables pasted as text share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "letter/lines.h"

namespace pismovod {

// "|---|:--:|", "+----+----+", "├──┼──┤", "-----  -----"
bool is_table_rule(std::string_view line);

// A number of four digits and more: a value, and no part of a head.
bool is_long_number(const std::string& cell);

// Nothing of another quotation, nor a row of a real table.
bool may_be_row_below(const TextLine& head, const TextLine& line);

// The rows of the table by columns whose head is line i, the head first; empty where there is none. `end` is behind
// its last line.
std::vector<std::vector<std::string>> rows_of_aligned_table(const std::vector<TextLine>& lines, size_t i, size_t& end);

}  // namespace pismovod
