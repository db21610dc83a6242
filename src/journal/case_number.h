// The number of a case, as people say it over the telephone.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pismovod {

// Seven characters of Crockford's base32 (no I, L, O, U), drawn at random.
std::string draw_case_number();

// As a person typed it: case does not count, O is 0, I and L are 1, hyphens and blanks are passed
// over. Nothing where it can be no number.
std::optional<std::string> parse_case_number(std::string_view typed);

}  // namespace pismovod
