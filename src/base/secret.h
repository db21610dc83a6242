// Secrets of the server: a key in a file, what is signed with it, tokens drawn at random.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace pismovod {

// A key of 256 bits. Immutable; any thread.
class Secret {
 public:
  // From a file of mode 0600; made with a fresh key where there is none. Two processes that come at
  // the same moment get the same key.
  static Result<Secret> of_file(const std::string& path);
  static Secret drawn();

  // HMAC-SHA512-256 (libsodium's crypto_auth) cut to 128 bits, as 22 characters of base64url. What is
  // signed for one purpose is worth nothing for another.
  std::string sign(std::string_view purpose, std::string_view text) const;
  bool is_signed(std::string_view purpose, std::string_view text, std::string_view signature) const;

  // Encrypted (XChaCha20-Poly1305 of libsodium) with a key of its own for the purpose, under a name: what was sealed
  // under one name does not open under another.
  std::string seal(std::string_view purpose, std::string_view name, std::string_view octets) const;
  // Nothing where the octets were not sealed so, or were changed since.
  std::optional<std::string> open(std::string_view purpose, std::string_view name, std::string_view sealed) const;

 private:
  explicit Secret(std::string_view key);
  std::array<unsigned char, 32> key_{};
};

// 256 random bits as 43 characters of base64url.
std::string random_token();

// Takes as long whatever the octets are; the lengths are no secret.
bool same_in_constant_time(std::string_view a, std::string_view b);

}  // namespace pismovod
