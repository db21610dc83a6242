// Check digits of the numbers that people type. Arguments are digits alone.
#pragma once

#include <string_view>

namespace pismovod {

// ИНН of an organisation (10 digits) or a person (12): order of the Federal Tax Service
// ММВ-7-6/435@ of 29.06.2012. Other lengths and numbers that begin with 00 are none.
bool is_inn(std::string_view digits);

// ОГРН (13 digits, beginning 1 or 5) and ОГРНИП (15, beginning 3).
bool is_ogrn(std::string_view digits);

// EAN-13 (GS1 General Specifications, section 7.9).
bool is_ean13(std::string_view digits);

// КПП: four digits, two digits or Latin capitals, three digits. No check digit exists.
bool is_kpp(std::string_view text);

}  // namespace pismovod
