// The sender's own words in sorted lines: where they end. Used within complete/ alone.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "letter/lines.h"
#include "letter/quoted_text.h"

namespace pismovod {

// The line that ours follow; nothing where the sender says nothing. Who writes above a quoted letter is followed
// there, who answers below or between its lines behind his last answer; both above the signature.
std::optional<size_t> last_own_line(const std::vector<TextLine>& lines, const SortedLines& sorted);

// "ИНН: 7701234507", "- Клиент: ООО «Ромашка»": ours stand right below such a line, else behind an empty one.
bool is_labelled_line(std::string_view line);

// What stands before the label: blanks and the mark of a list, "  - ".
std::string_view list_mark_of(std::string_view line);

}  // namespace pismovod
