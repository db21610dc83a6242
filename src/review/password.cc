#include "review/password.h"

#include <sodium.h>

#include <array>
#include <mutex>

#include "base/utf8.h"

namespace pismovod {

std::string password_trouble(std::string_view password) {
  if (utf8_length(password) < kShortestPassword) {
    return "a password has " + std::to_string(kShortestPassword) + " characters at least";
  }
  if (password.size() > kLongestPassword) {
    return "a password has " + std::to_string(kLongestPassword) + " octets at most";
  }
  return {};
}

Result<std::string> hash_password(std::string_view password) {
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (sodium_init() < 0 ||
      crypto_pwhash_str(hash.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
    return failure("not enough memory to hash a password");
  }
  return std::string(hash.data());
}

bool is_password(std::string_view password, const std::string& hash) {
  static std::mutex one_at_a_time;  // bounds the memory that strangers can make us use
  const std::lock_guard lock(one_at_a_time);
  return password.size() <= kLongestPassword &&
         crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

}  // namespace pismovod
