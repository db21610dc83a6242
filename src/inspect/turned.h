// Numbers that are shown otherwise than they are stored (Unicode Standard Annex 9, Trojan Source).
#pragma once

#include <string_view>

namespace pismovod {

// Does a mark of the writing direction stand among the digits of this text (UTF-8)? Then a mail program
// may show its digits in another order. Marks around a number, as programs put them there, show it as it is.
bool is_turned(std::string_view text);

}  // namespace pismovod
