#include "base/key_values.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/utf8.h"

namespace pismovod {
namespace {

bool needs_quotes(std::string_view value) {
  return value.empty() || std::any_of(value.begin(), value.end(), [](char c) {
           return static_cast<unsigned char>(c) <= ' ' || c == '"' || c == '\\' || c == 0x7F;
         });
}

std::string quoted(std::string_view value) {
  std::string out = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < ' ' || c == 0x7F ? ' ' : c;
  }
  return out + "\"";
}

}  // namespace

KeyValues& KeyValues::add(std::string_view key, std::string_view value) {
  if (!text_.empty()) text_ += ' ';
  text_.append(key).append("=");
  const std::string valid = to_valid_utf8(value);
  text_ += needs_quotes(valid) ? quoted(valid) : valid;
  return *this;
}

KeyValues& KeyValues::add(std::string_view key, uint64_t value) { return add(key, std::to_string(value)); }

KeyValues& KeyValues::add_milliseconds(std::string_view key, double milliseconds) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%.3f", milliseconds);
  return add(key, text.data());
}

}  // namespace pismovod
