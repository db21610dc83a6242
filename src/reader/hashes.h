// Hashes and ciphers of office files, by OpenSSL; RC4 is ours, for OpenSSL counts it as given up.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace pismovod {

// "MD5", "SHA1", "SHA512"; of the pieces one after another. Empty where there is none of this name.
std::string hash_of(const std::string& name, std::initializer_list<std::string_view> pieces);

// AES without padding; an empty `iv` is ECB. Octets past the last whole block are left out. Empty for a key of a
// length that is none.
std::string aes_decrypted(std::string_view octets, std::string_view key, std::string_view iv);

std::string little_endian_32(uint32_t value);

class Rc4 {
 public:
  explicit Rc4(std::string_view key);
  char next();
  void skip(size_t octets);

 private:
  std::array<uint8_t, 256> state_{};
  uint8_t i_ = 0;
  uint8_t j_ = 0;
};

}  // namespace pismovod
