#include <unicode/uidna.h>

#include <algorithm>
#include <array>
#include <memory>

#include "mail/compose.h"

namespace pismovod {
namespace {

std::string to_ascii(const std::string& domain) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UIDNA, decltype(&uidna_close)> idna(uidna_openUTS46(UIDNA_DEFAULT, &status), &uidna_close);
  if (U_FAILURE(status)) return {};
  std::array<char, 1024> buffer{};
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  const int32_t length = uidna_nameToASCII_UTF8(idna.get(), domain.data(), static_cast<int32_t>(domain.size()),
                                                buffer.data(), static_cast<int32_t>(buffer.size()), &info, &status);
  const bool good =
      U_SUCCESS(status) && info.errors == 0 && length > 0 && length <= static_cast<int32_t>(buffer.size());
  return good ? std::string(buffer.data(), static_cast<size_t>(length)) : std::string();
}

// RFC 5322 section 3.4.1, without quoted strings: what may stand in a field unquoted.
bool is_dot_atom(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return c > ' ' && c < 0x7F && std::string_view("()<>@,;:\\\"[]").find(c) == std::string_view::npos;
  });
}

}  // namespace

std::string ascii_address(const Address& address) {
  if (!is_dot_atom(address.local) || address.domain.empty()) return {};
  const std::string domain = is_dot_atom(address.domain) ? address.domain : to_ascii(address.domain);
  return is_dot_atom(domain) ? address.local + "@" + domain : std::string();
}

}  // namespace pismovod
