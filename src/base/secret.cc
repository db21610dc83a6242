#include "base/secret.h"

#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>

#include "base/file.h"
#include "base/private_file.h"

namespace pismovod {
namespace {

constexpr size_t kSignatureOctets = 16;

std::string base64url(const unsigned char* octets, size_t size) {
  std::string out(sodium_base64_ENCODED_LEN(size, sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(out.data(), out.size(), octets, size, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  out.pop_back();  // its NUL
  return out;
}

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

using SealKey = std::array<unsigned char, crypto_aead_xchacha20poly1305_ietf_KEYBYTES>;
constexpr size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;

SealKey seal_key(std::string_view purpose, const std::array<unsigned char, 32>& key) {
  static_assert(std::tuple_size_v<SealKey> == crypto_auth_BYTES);
  const std::string what = "seal:" + std::string(purpose);
  SealKey out{};
  crypto_auth(out.data(), bytes(what), what.size(), key.data());
  return out;
}

std::string random_octets(size_t count) {
  std::string out(count, '\0');
  if (sodium_init() < 0) std::abort();  // no randomness: nothing may be signed or drawn
  randombytes_buf(out.data(), out.size());
  return out;
}

// Writes a fresh key beside and links it to its name, which fails where another was faster.
Result<void> make_key_file(const std::string& path) {
  const std::string beside = path + "." + random_token();
  if (auto written = write_private_file(beside, random_octets(32)); !written) return written;
  const int linked = ::link(beside.c_str(), path.c_str());
  const int why = errno;
  ::unlink(beside.c_str());
  if (linked != 0 && why != EEXIST) return failure("cannot write " + path + ": " + system_message(why));
  return {};
}

}  // namespace

Secret::Secret(std::string_view key) { std::copy_n(key.begin(), key_.size(), key_.begin()); }

Secret Secret::drawn() { return Secret(random_octets(32)); }

Result<Secret> Secret::of_file(const std::string& path) {
  if (::access(path.c_str(), F_OK) != 0) {
    if (const auto made = make_key_file(path); !made) return tl::unexpected(made.error());
  }
  const auto key = read_private_file(path);
  if (!key) return tl::unexpected(key.error());
  if (key->size() != 32) return failure(path + " is no key: " + std::to_string(key->size()) + " octets, expected 32");
  return Secret(*key);
}

std::string Secret::sign(std::string_view purpose, std::string_view text) const {
  // The length of the purpose goes first, so that no two pairs make the same octets.
  const std::string whole = std::to_string(purpose.size()) + ":" + std::string(purpose) + std::string(text);
  std::array<unsigned char, crypto_auth_BYTES> mac{};
  crypto_auth(mac.data(), reinterpret_cast<const unsigned char*>(whole.data()), whole.size(), key_.data());
  return base64url(mac.data(), kSignatureOctets);
}

bool Secret::is_signed(std::string_view purpose, std::string_view text, std::string_view signature) const {
  return same_in_constant_time(sign(purpose, text), signature);
}

std::string Secret::seal(std::string_view purpose, std::string_view name, std::string_view octets) const {
  const SealKey key = seal_key(purpose, key_);
  std::string out = random_octets(kNonce);
  out.resize(kNonce + octets.size() + kTag);
  unsigned long long written = 0;
  crypto_aead_xchacha20poly1305_ietf_encrypt(reinterpret_cast<unsigned char*>(out.data()) + kNonce, &written,
                                             bytes(octets), octets.size(), bytes(name), name.size(), nullptr,
                                             bytes(out), key.data());
  return out;
}

std::optional<std::string> Secret::open(std::string_view purpose, std::string_view name,
                                        std::string_view sealed) const {
  if (sealed.size() < kNonce + kTag) return std::nullopt;
  const SealKey key = seal_key(purpose, key_);
  std::string out(sealed.size() - kNonce - kTag, '\0');
  const std::string_view content = sealed.substr(kNonce);
  const int opened = crypto_aead_xchacha20poly1305_ietf_decrypt(reinterpret_cast<unsigned char*>(out.data()), nullptr,
                                                                nullptr, bytes(content), content.size(), bytes(name),
                                                                name.size(), bytes(sealed), key.data());
  if (opened != 0) return std::nullopt;
  return out;
}

std::string random_token() {
  const std::string octets = random_octets(32);
  return base64url(reinterpret_cast<const unsigned char*>(octets.data()), octets.size());
}

bool same_in_constant_time(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace pismovod
