#include "reader/cell_value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <map>

#include "extract/xml_reader.h"

namespace pismovod {
namespace {

constexpr double kMostWhole = 1e15;  // doubles hold whole numbers up to here exactly

// Day 1 is 1 January 1900; day 60 is a 29 February that never was, so later ones count from the 30
// December before.
std::string date_of(double days) {
  const std::chrono::sys_days epoch = std::chrono::year{1899} / 12 / 30;
  const std::chrono::year_month_day date{epoch + std::chrono::days(static_cast<int>(days))};
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%02u.%02u.%04d", static_cast<unsigned>(date.day()),
                static_cast<unsigned>(date.month()), static_cast<int>(date.year()));
  return buffer.data();
}

std::string whole_number(double value, unsigned digits) {
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%0*.0f", static_cast<int>(digits), value);
  return buffer.data();
}

unsigned number_of(const std::string& text) {
  unsigned value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

std::string plain_number(std::string_view number, NumberFormat format) {
  double value = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  if (error != std::errc() || end != number.data() + number.size() || !std::isfinite(value)) return std::string(number);
  constexpr double kLastDate = 2958466;  // 1 January 10000
  if (format.is_date && value >= 61 && value < kLastDate) return date_of(value);
  if (value == std::floor(value) && std::fabs(value) < kMostWhole) return whole_number(value, format.digits);
  if (number.find_first_of("eE") == std::string_view::npos && number.size() <= 16) return std::string(number);
  std::array<char, 64> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.15g", value);
  return buffer.data();
}

NumberFormat number_format(std::string_view code) {
  code = code.substr(0, code.find(';'));
  if (!code.empty() && code.size() <= 20 && code.find_first_not_of('0') == std::string_view::npos) {
    return {static_cast<unsigned>(code.size()), false};
  }
  // Quoted words, locales in brackets and escaped signs are no part of the pattern.
  std::string pattern;
  for (size_t at = 0; at < code.size(); ++at) {
    if (code[at] == '"') {
      at = std::min(code.find('"', at + 1), code.size());
    } else if (code[at] == '[') {
      at = std::min(code.find(']', at), code.size());
    } else if (code[at] == '\\') {
      ++at;
    } else {
      pattern += code[at];
    }
  }
  const bool has_year_or_day = pattern.find_first_of("yYdDгГдД") != std::string::npos;
  return {0, has_year_or_day && pattern.find_first_of("0#") == std::string::npos};
}

NumberFormat builtin_number_format(unsigned id) {
  return {0, (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36};
}

std::vector<NumberFormat> style_formats(std::string_view styles_xml) {
  constexpr size_t kMostStyles = 65536;
  std::map<unsigned, NumberFormat> custom;
  std::vector<NumberFormat> formats;
  bool in_cell_styles = false;
  XmlReader xml(styles_xml);
  while (xml.next() && formats.size() < kMostStyles) {
    const bool at_start = xml.node() == XmlReader::Node::start;
    if (xml.node() == XmlReader::Node::text) continue;
    if (xml.name() == "cellXfs") in_cell_styles = at_start;
    if (!at_start) continue;
    if (xml.name() == "numFmt")
      custom[number_of(xml.attribute("numFmtId"))] = number_format(xml.attribute("formatCode"));
    if (xml.name() == "xf" && in_cell_styles) {
      const unsigned id = number_of(xml.attribute("numFmtId"));
      const auto found = custom.find(id);
      formats.push_back(found == custom.end() ? builtin_number_format(id) : found->second);
    }
  }
  return formats;
}

}  // namespace pismovod
