// Passwords as they are kept: Argon2id in libsodium's own notation ("$argon2id$v=19$...").
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace pismovod {

inline constexpr size_t kShortestPassword = 10;  // characters, NIST SP 800-63B says 8 and more
inline constexpr size_t kLongestPassword = 200;  // octets

// What is wrong with it, in English for the terminal; empty: nothing.
std::string password_trouble(std::string_view password);

Result<std::string> hash_password(std::string_view password);

// Takes some 0.1 s and 64 MiB whatever the answer is; one at a time, others wait.
bool is_password(std::string_view password, const std::string& hash);

}  // namespace pismovod
