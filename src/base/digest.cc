#include "base/digest.h"

#include <sodium.h>

#include <array>

namespace pismovod {

std::string digest_of(std::string_view octets) {
  std::array<unsigned char, crypto_generichash_BYTES> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(octets.data()), octets.size(),
                     nullptr, 0);
  std::string out(hash.size() * 2 + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), hash.data(), hash.size());
  out.pop_back();
  return out;
}

}  // namespace pismovod
