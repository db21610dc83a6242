#include "base/ascii.h"

#include <array>

#include "base/utf8.h"

namespace pismovod {
namespace {

// а-я, U+0430 to U+044F, as config/texts writes them.
constexpr std::array<std::string_view, 32> kCyrillic = {"a", "b",  "v",  "g",    "d", "e", "zh", "z", "i",  "j", "k",
                                                        "l", "m",  "n",  "o",    "p", "r", "s",  "t", "u",  "f", "h",
                                                        "c", "ch", "sh", "shch", "",  "y", "'",  "e", "yu", "ya"};

void append_capital(std::string& out, std::string_view letters) {
  for (size_t i = 0; i < letters.size(); ++i) {
    const char c = letters[i];
    out += i == 0 && c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  }
}

std::string_view punctuation(char32_t c) {
  switch (c) {
    case U'«':
    case U'»':
    case U'„':
    case U'“':
    case U'”':
      return "\"";
    case U'‘':
    case U'’':
      return "'";
    case U'‐':
    case U'‑':
    case U'‒':
    case U'–':
    case U'—':
    case U'−':
      return "-";
    case U'…':
      return "...";
    case U'№':
      return "No.";
    case 0x00A0:
    case 0x202F:
    case 0x2009:
      return " ";
    default:
      return "?";
  }
}

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

}  // namespace

std::string ascii_of(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  for (size_t at = 0; at < utf8.size();) {
    const char32_t c = next_code_point(utf8, at);
    if (c < 0x20 || c == 0x7F) {
      out += ' ';
    } else if (c < 0x7F) {
      out += static_cast<char>(c);
    } else if (c >= U'а' && c <= U'я') {
      out += kCyrillic.at(c - U'а');
    } else if (c >= U'А' && c <= U'Я') {
      append_capital(out, kCyrillic.at(c - U'А'));
    } else if (c == U'ё' || c == U'Ё') {
      out += c == U'ё' ? 'e' : 'E';
    } else {
      out += punctuation(c);
    }
  }
  return out;
}

std::string percent_encoded(std::string_view octets, Percent stands) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : octets) {
    const auto u = static_cast<unsigned char>(c);
    if (stands == Percent::printable ? u > 0x20 && u < 0x7F && c != '%' : is_unreserved(c)) {
      out += c;
    } else {
      out += '%';
      out += kDigits[u >> 4U];
      out += kDigits[u & 15U];
    }
  }
  return out;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

}  // namespace pismovod
