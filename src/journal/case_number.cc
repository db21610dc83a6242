#include "journal/case_number.h"

#include <random>

namespace pismovod {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr size_t kLength = 7;

char as_meant(char c) {
  if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  if (c == 'O') return '0';
  return c == 'I' || c == 'L' ? '1' : c;
}

}  // namespace

std::string draw_case_number() {
  std::random_device chance;
  std::uniform_int_distribution<size_t> which(0, kAlphabet.size() - 1);
  std::string out;
  for (size_t i = 0; i < kLength; ++i) out += kAlphabet[which(chance)];
  return out;
}

std::optional<std::string> parse_case_number(std::string_view typed) {
  std::string out;
  for (const char c : typed) {
    if (c == '-' || c == ' ') continue;
    const char meant = as_meant(c);
    if (kAlphabet.find(meant) == std::string_view::npos) return std::nullopt;
    out += meant;
  }
  if (out.size() != kLength) return std::nullopt;
  return out;
}

}  // namespace pismovod
