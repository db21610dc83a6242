#include "facts/check_digits.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

namespace pismovod {
namespace {

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int weighted(std::string_view digits, std::span<const int> weights) {
  int sum = 0;
  for (size_t i = 0; i < weights.size(); ++i) sum += weights[i] * (digits[i] - '0');
  return sum % 11 % 10;
}

constexpr std::array<int, 9> kInn10 = {2, 4, 10, 3, 5, 9, 4, 6, 8};
constexpr std::array<int, 10> kInn11 = {7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
constexpr std::array<int, 11> kInn12 = {3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8};

uint64_t number_of(std::string_view digits) {
  uint64_t value = 0;
  for (const char c : digits) value = value * 10 + static_cast<uint64_t>(c - '0');
  return value;
}

}  // namespace

bool is_inn(std::string_view digits) {
  if (!all_digits(digits) || digits.starts_with("00")) return false;
  if (digits.size() == 10) return weighted(digits, kInn10) == digits[9] - '0';
  if (digits.size() != 12) return false;
  return weighted(digits, kInn11) == digits[10] - '0' && weighted(digits, kInn12) == digits[11] - '0';
}

bool is_ogrn(std::string_view digits) {
  if (!all_digits(digits)) return false;
  const bool organisation = digits.size() == 13 && (digits[0] == '1' || digits[0] == '5');
  const bool trader = digits.size() == 15 && digits[0] == '3';
  if (!organisation && !trader) return false;
  const uint64_t rest = number_of(digits.substr(0, digits.size() - 1)) % (organisation ? 11 : 13);
  return static_cast<int>(rest % 10) == digits.back() - '0';
}

bool is_ean13(std::string_view digits) {
  if (digits.size() != 13 || !all_digits(digits)) return false;
  int sum = 0;
  for (size_t i = 0; i < 12; ++i) sum += (digits[i] - '0') * (i % 2 == 0 ? 1 : 3);
  return (10 - sum % 10) % 10 == digits[12] - '0';
}

bool is_kpp(std::string_view text) {
  if (text.size() != 9) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    const bool letter = (i == 4 || i == 5) && text[i] >= 'A' && text[i] <= 'Z';
    if (!digit && !letter) return false;
  }
  return true;
}

}  // namespace pismovod
