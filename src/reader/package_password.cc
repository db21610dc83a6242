#include "reader/package_password.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "extract/xml_reader.h"
#include "mime/transfer.h"
#include "reader/compound_file.h"
#include "reader/hashes.h"

namespace pismovod {
namespace {

using namespace std::string_view_literals;

uint32_t number_at(std::string_view octets, size_t at) {
  uint32_t value = 0;
  for (size_t i = 4; i-- > 0;)
    value = value << 8 | (at + i < octets.size() ? static_cast<uint8_t>(octets[at + i]) : 0U);
  return value;
}

std::string in_utf16(std::string_view ascii) {
  std::string out;
  for (const char c : ascii) out.append({c, '\0'});
  return out;
}

// The stream begins with the package's size; what is behind it fills the last block.
std::string package_of(std::string_view stream, std::string decrypted) {
  const uint64_t size = uint64_t{number_at(stream, 4)} << 32 | number_at(stream, 0);
  if (size > decrypted.size()) return {};
  decrypted.resize(static_cast<size_t>(size));
  return decrypted.starts_with("PK") ? decrypted : std::string();
}

std::string part(std::string_view octets, size_t at, size_t size) {
  return std::string(at < octets.size() ? octets.substr(at, size) : std::string_view());
}

// Section 2.3.4.7.
std::string standard_key(std::string_view password, std::string_view salt, size_t key_octets) {
  constexpr uint32_t kSpins = 50000;
  std::string hash = hash_of("SHA1", {salt, in_utf16(password)});
  for (uint32_t i = 0; i < kSpins; ++i) hash = hash_of("SHA1", {little_endian_32(i), hash});
  hash = hash_of("SHA1", {hash, little_endian_32(0)});
  std::string key;
  for (const char pad : {'\x36', '\x5C'}) {
    std::string block(64, pad);
    for (size_t i = 0; i < hash.size(); ++i) block[i] = static_cast<char>(block[i] ^ hash[i]);
    key += hash_of("SHA1", {block});
  }
  key.resize(std::min(key.size(), key_octets));
  return key;
}

std::string opened_standard(std::string_view info, std::string_view stream, std::string_view password) {
  const size_t header_size = number_at(info, 8);
  const size_t key_octets = number_at(info, 12 + 16) / 8;
  const size_t verifier = 12 + header_size;
  if (header_size > info.size()) return {};
  const std::string key = standard_key(password, part(info, verifier + 4, 16), key_octets);
  const std::string said = aes_decrypted(part(info, verifier + 20, 16), key, {});
  const std::string hash = aes_decrypted(part(info, verifier + 40, 32), key, {});
  if (said.empty() || hash.substr(0, 20) != hash_of("SHA1", {said})) return {};
  return package_of(stream, aes_decrypted(stream.substr(std::min<size_t>(8, stream.size())), key, {}));
}

struct Agile {
  std::string data_salt;
  std::string data_hash;
  std::string salt;
  std::string hash;
  uint32_t spins = 0;
  size_t key_octets = 0;
  std::string verifier;
  std::string verifier_hash;
  std::string key;
};

uint32_t number_of(const std::string& text) {
  uint32_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

Agile agile_of(std::string_view xml_text) {
  const auto octets = [](const std::string& text) { return decode_transfer(TransferEncoding::base64, text); };
  Agile agile;
  XmlReader xml(xml_text);
  while (xml.next()) {
    if (xml.node() != XmlReader::Node::start) continue;
    if (xml.name() == "keyData" && xml.attribute("cipherChaining") == "ChainingModeCBC") {
      agile.data_salt = octets(xml.attribute("saltValue"));
      agile.data_hash = xml.attribute("hashAlgorithm");
    } else if (xml.name() == "encryptedKey") {
      agile.salt = octets(xml.attribute("saltValue"));
      agile.hash = xml.attribute("hashAlgorithm");
      agile.spins = number_of(xml.attribute("spinCount"));
      agile.key_octets = number_of(xml.attribute("keyBits")) / 8;
      agile.verifier = octets(xml.attribute("encryptedVerifierHashInput"));
      agile.verifier_hash = octets(xml.attribute("encryptedVerifierHashValue"));
      agile.key = octets(xml.attribute("encryptedKeyValue"));
    }
  }
  return agile;
}

std::string sized(const std::string& text, size_t size) {
  std::string out = text.substr(0, size);
  out.append(size - out.size(), '\x36');
  return out;
}

// Section 2.3.4.11 to 2.3.4.15.
std::string opened_agile(std::string_view info, std::string_view stream, std::string_view password) {
  constexpr uint32_t kMostSpins = 1000000;
  constexpr size_t kSegment = 4096;
  const Agile agile = agile_of(info.substr(std::min<size_t>(8, info.size())));
  if (agile.spins > kMostSpins || agile.salt.size() != 16 || agile.data_salt.size() != 16) return {};
  std::string spun = hash_of(agile.hash, {agile.salt, in_utf16(password)});
  for (uint32_t i = 0; i < agile.spins && !spun.empty(); ++i) {
    spun = hash_of(agile.hash, {little_endian_32(i), spun});
  }
  const auto unlocked = [&](std::string_view block, std::string_view octets) {
    return aes_decrypted(octets, sized(hash_of(agile.hash, {spun, block}), agile.key_octets), agile.salt);
  };
  const std::string said = unlocked("\xFE\xA7\xD2\x76\x3B\x4B\x9E\x79"sv, agile.verifier);
  const std::string hash = unlocked("\xD7\xAA\x0F\x6D\x30\x61\x34\x4E"sv, agile.verifier_hash);
  const std::string right = hash_of(agile.hash, {said});
  if (right.empty() || !hash.starts_with(right)) return {};
  std::string key = unlocked("\x14\x6E\x0B\xE7\xAB\xAC\xD0\xD6"sv, agile.key);
  key.resize(std::min(key.size(), agile.key_octets));
  std::string out;
  for (size_t at = 8, segment = 0; at < stream.size(); at += kSegment, ++segment) {
    const std::string number = little_endian_32(static_cast<uint32_t>(segment));
    const std::string iv = sized(hash_of(agile.data_hash, {agile.data_salt, number}), 16);
    const std::string piece = aes_decrypted(stream.substr(at, kSegment), key, iv);
    if (piece.empty()) return {};
    out += piece;
  }
  return package_of(stream, std::move(out));
}

}  // namespace

std::string opened_package(std::string_view octets, std::string_view password) {
  const CompoundFile file(octets);
  const std::string info = file.stream("EncryptionInfo");
  const std::string stream = file.stream("EncryptedPackage");
  const uint32_t version = number_at(info, 0);
  if (version == 0x00040004) return opened_agile(info, stream, password);
  if (version == 0x00020003 || version == 0x00020004) return opened_standard(info, stream, password);
  return {};
}

}  // namespace pismovod
