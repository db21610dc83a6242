// Numbers of spreadsheets as people see them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pismovod {

// How a cell's number is shown, as far as it matters.
struct NumberFormat {
  unsigned digits = 0;  // at least so many, with leading zeros: the format "00000"
  bool is_date = false;
};

// "7.713456712E9" → "7713456712", "4601546116680.0" → "4601546116680", "0.1" stays. What is no number
// stays as it is.
std::string plain_number(std::string_view number, NumberFormat format = {});

// Of a format code such as "00000", "dd.mm.yyyy" or "[$-419]d mmmm yyyy;@".
NumberFormat number_format(std::string_view code);
// Of the numbers that stand for built-in formats (ECMA-376 part 1 section 18.8.30).
NumberFormat builtin_number_format(unsigned id);

// The formats of a workbook's cell styles, from its styles.xml.
std::vector<NumberFormat> style_formats(std::string_view styles_xml);

}  // namespace pismovod
