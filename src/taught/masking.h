// A text without what tells of whom it speaks, so that it may stand among examples: numbers, firms, persons
// and addresses are masked, the words stay.
//
// It knows no names: a firm is what stands behind a legal form or in quotes behind one, a person what looks
// like one (initials, a patronymic, two capitals within a sentence). Who takes examples over reads them.
#pragma once

#include <string>
#include <string_view>

namespace pismovod {

// `text` is UTF-8; what comes out is on one line.
std::string masked(std::string_view text);

}  // namespace pismovod
