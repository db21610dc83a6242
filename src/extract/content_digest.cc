#include "extract/content_digest.h"

#include <sodium.h>

namespace pismovod {

Digest digest_of(std::initializer_list<std::string_view> pieces) {
  // Picks the implementation for this processor; thread safe, and free after the first call.
  if (sodium_init() < 0) return {};
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, sizeof(Digest));
  for (const std::string_view piece : pieces) {
    const unsigned long long size = piece.size();
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(&size), sizeof size);
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(piece.data()), size);
  }
  Digest digest;
  crypto_generichash_final(&state, digest.data(), digest.size());
  return digest;
}

}  // namespace pismovod
