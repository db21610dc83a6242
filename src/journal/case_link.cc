#include "journal/case_link.h"

#include <array>
#include <charconv>

namespace pismovod {
namespace {

constexpr std::string_view kPurpose = "case link";

}  // namespace

std::string make_case_token(const Secret& secret, std::string_view case_number, std::chrono::sys_seconds expires) {
  std::array<char, 16> digits{};
  const auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(), expires.time_since_epoch().count(), 36).ptr;
  const std::string what = std::string(case_number) + "-" + std::string(digits.data(), end);
  return what + "-" + secret.sign(kPurpose, what);
}

std::string case_link(std::string_view public_url, std::string_view token) {
  while (public_url.ends_with('/')) public_url.remove_suffix(1);
  return std::string(public_url) + "/s/" + std::string(token);
}

CaseToken read_case_token(const Secret& secret, std::string_view token, std::chrono::sys_seconds now) {
  const size_t first = token.find('-');
  const size_t second = first == std::string_view::npos ? first : token.find('-', first + 1);
  if (second == std::string_view::npos) return {};
  if (!secret.is_signed(kPurpose, token.substr(0, second), token.substr(second + 1))) return {};
  const std::string_view digits = token.substr(first + 1, second - first - 1);
  int64_t expires = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), expires, 36);
  if (read.ec != std::errc{} || read.ptr != digits.data() + digits.size()) return {};
  const bool is_over = now.time_since_epoch().count() >= expires;
  return {is_over ? CaseToken::State::expired : CaseToken::State::good, std::string(token.substr(0, first))};
}

}  // namespace pismovod
