// Signatures and disclaimers among the sender's own lines; a part of sort_lines().
#pragma once

#include <string>
#include <vector>

#include "letter/quoted_text.h"

namespace pismovod {

// Gives own lines of `sorted` the roles signature and disclaimer. `folded` are the lines folded
// and trimmed (their first 300 characters).
void mark_signatures(const std::vector<TextLine>& lines, const std::vector<std::string_view>& folded,
                     const std::string& sender_name, SortedLines& sorted);

}  // namespace pismovod
