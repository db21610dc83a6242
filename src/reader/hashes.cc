#include "reader/hashes.h"

#include <openssl/evp.h>

#include <memory>
#include <utility>

namespace pismovod {
namespace {

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

const EVP_CIPHER* cipher_of(size_t key_octets, bool chained) {
  switch (key_octets) {
    case 16:
      return chained ? EVP_aes_128_cbc() : EVP_aes_128_ecb();
    case 24:
      return chained ? EVP_aes_192_cbc() : EVP_aes_192_ecb();
    case 32:
      return chained ? EVP_aes_256_cbc() : EVP_aes_256_ecb();
    default:
      return nullptr;
  }
}

}  // namespace

std::string hash_of(const std::string& name, std::initializer_list<std::string_view> pieces) {
  const EVP_MD* kind = EVP_get_digestbyname(name.c_str());
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  if (kind == nullptr || !context || EVP_DigestInit_ex(context.get(), kind, nullptr) != 1) return {};
  for (const std::string_view piece : pieces) EVP_DigestUpdate(context.get(), piece.data(), piece.size());
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned size = 0;
  if (EVP_DigestFinal_ex(context.get(), out.data(), &size) != 1) return {};
  return {reinterpret_cast<const char*>(out.data()), size};
}

std::string aes_decrypted(std::string_view octets, std::string_view key, std::string_view iv) {
  constexpr size_t kBlock = 16;
  octets = octets.substr(0, octets.size() / kBlock * kBlock);
  const EVP_CIPHER* cipher = cipher_of(key.size(), !iv.empty());
  const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(),
                                                                                &EVP_CIPHER_CTX_free);
  if (cipher == nullptr || !context || octets.size() > size_t{1} << 30 || (!iv.empty() && iv.size() != kBlock))
    return {};
  if (EVP_DecryptInit_ex(context.get(), cipher, nullptr, bytes(key), iv.empty() ? nullptr : bytes(iv)) != 1) return {};
  EVP_CIPHER_CTX_set_padding(context.get(), 0);
  std::string out(octets.size() + kBlock, '\0');
  int size = 0;
  if (EVP_DecryptUpdate(context.get(), reinterpret_cast<unsigned char*>(out.data()), &size, bytes(octets),
                        static_cast<int>(octets.size())) != 1) {
    return {};
  }
  out.resize(static_cast<size_t>(size));
  return out;
}

std::string little_endian_32(uint32_t value) {
  std::string out;
  for (int i = 0; i < 4; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
  return out;
}

Rc4::Rc4(std::string_view key) {
  for (size_t i = 0; i < state_.size(); ++i) state_[i] = static_cast<uint8_t>(i);
  uint8_t j = 0;
  for (size_t i = 0; i < state_.size() && !key.empty(); ++i) {
    j = static_cast<uint8_t>(j + state_[i] + static_cast<unsigned char>(key[i % key.size()]));
    std::swap(state_[i], state_[j]);
  }
}

char Rc4::next() {
  j_ = static_cast<uint8_t>(j_ + state_[++i_]);
  std::swap(state_[i_], state_[j_]);
  return static_cast<char>(state_[static_cast<uint8_t>(state_[i_] + state_[j_])]);
}

void Rc4::skip(size_t octets) {
  while (octets-- > 0) next();
}

}  // namespace pismovod
