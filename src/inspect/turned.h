// Numbers that are shown otherwise than they are stored (Unicode Standard Annex 9, Trojan Source).
#pragma once

#include <string_view>

namespace pismovod {

// Does a mark of the writing direction stand among the digits of `value` wherever this text (UTF-8) has them? Then
// a mail program may show them in another order. Marks around a number, as programs put them there, show it as it is;
// a value without digits is never turned.
bool is_turned(std::string_view text, std::string_view value);

}  // namespace pismovod
