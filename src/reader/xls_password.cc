#include "reader/xls_password.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <vector>

#include "reader/compound_file.h"
#include "reader/hashes.h"

namespace pismovod {
namespace {

constexpr size_t kBlock = 1024;  // of a stream, each with a key of its own

// Records.
constexpr uint32_t kFilePass = 0x2F;
constexpr uint32_t kBoundSheet = 0x85;
constexpr uint32_t kIgnored = 0x0FFF;  // no program knows it
// Those that stay plain: the beginnings of streams, what encryption itself is read from.
constexpr uint32_t kPlain[] = {0x0809, kFilePass, 0xE1, 0x194, 0x195, 0x193};

uint32_t number_at(std::string_view octets, size_t at, size_t size) {
  uint32_t value = 0;
  for (size_t i = size; i-- > 0;) {
    value = value << 8 | (at + i < octets.size() ? static_cast<uint8_t>(octets[at + i]) : 0U);
  }
  return value;
}

std::string part(std::string_view octets, size_t at, size_t size) {
  return std::string(at < octets.size() ? octets.substr(at, size) : std::string_view());
}

std::string in_utf16(std::string_view ascii) {
  std::string out;
  for (const char c : ascii) out.append({c, '\0'});
  return out;
}

// Deciphers `size` octets of the stream that stand at `at`, of the record data [data, data + length).
using Decipher = std::function<void(std::string& stream, size_t at, size_t size, size_t data, size_t length)>;
using KeyOfBlock = std::function<std::string(uint32_t block)>;

Decipher rc4_decipher(KeyOfBlock key_of) {
  return [key_of = std::move(key_of)](std::string& stream, size_t at, size_t size, size_t, size_t) {
    while (size > 0) {
      Rc4 cipher(key_of(static_cast<uint32_t>(at / kBlock)));
      cipher.skip(at % kBlock);
      const size_t piece = std::min(size, kBlock - at % kBlock);
      for (size_t i = 0; i < piece; ++i) stream[at + i] = static_cast<char>(stream[at + i] ^ cipher.next());
      at += piece;
      size -= piece;
    }
  };
}

bool is_right(const KeyOfBlock& key_of, const std::string& hash_name, std::string verifier, std::string hash) {
  Rc4 cipher(key_of(0));
  for (char& c : verifier) c = static_cast<char>(c ^ cipher.next());
  for (char& c : hash) c = static_cast<char>(c ^ cipher.next());
  return !verifier.empty() && hash_of(hash_name, {verifier}) == hash;
}

// [MS-OFFCRYPTO] section 2.3.6.2.
Decipher plain_rc4(std::string_view pass, std::string_view password) {
  const std::string salt = part(pass, 6, 16);
  const std::string first = hash_of("MD5", {in_utf16(password)}).substr(0, 5);
  std::string sixteen;
  for (int i = 0; i < 16; ++i) sixteen += first + salt;
  const std::string second = hash_of("MD5", {sixteen}).substr(0, 5);
  KeyOfBlock key_of = [second](uint32_t block) { return hash_of("MD5", {second, little_endian_32(block)}); };
  if (!is_right(key_of, "MD5", part(pass, 22, 16), part(pass, 38, 16))) return {};
  return rc4_decipher(std::move(key_of));
}

// [MS-OFFCRYPTO] section 2.3.5.2.
Decipher crypto_api_rc4(std::string_view pass, std::string_view password) {
  const std::string_view info = pass.substr(std::min<size_t>(2, pass.size()));
  const size_t header = number_at(info, 8, 4);
  const uint32_t algorithm = number_at(info, 12 + 8, 4);
  const uint32_t bits = number_at(info, 12 + 16, 4);
  constexpr uint32_t kRc4 = 0x6801;
  if (algorithm != kRc4 || header > info.size()) return {};
  const size_t verifier = 12 + header;
  const std::string hash = hash_of("SHA1", {part(info, verifier + 4, 16), in_utf16(password)});
  const size_t key_octets = bits == 0 ? 5 : std::min<size_t>(bits / 8, 16);
  KeyOfBlock key_of = [hash, key_octets](uint32_t block) {
    std::string key = hash_of("SHA1", {hash, little_endian_32(block)}).substr(0, key_octets);
    if (key.size() == 5) key.resize(16);  // 40 bits are filled up
    return key;
  };
  if (!is_right(key_of, "SHA1", part(info, verifier + 20, 16), part(info, verifier + 40, 20))) return {};
  return rc4_decipher(std::move(key_of));
}

char turned_left(char c, int bits) {
  const auto octet = static_cast<uint8_t>(c);
  return static_cast<char>(octet << bits | octet >> (8 - bits));
}

// [MS-OFFCRYPTO] section 2.3.7.1.
uint32_t xor_verifier(std::string_view password) {
  std::string octets = static_cast<char>(password.size()) + std::string(password);
  uint32_t verifier = 0;
  for (size_t i = octets.size(); i-- > 0;) {
    verifier = ((verifier & 0x4000) != 0 ? 1U : 0U) | (verifier * 2 & 0x7FFF);
    verifier ^= static_cast<uint8_t>(octets[i]);
  }
  return verifier ^ 0xCE4B;
}

// [MS-OFFCRYPTO] section 2.3.7.2: where a record's octets begin in the key depends on where the record ends.
Decipher xor_decipher(uint32_t key, uint32_t verifier, std::string_view password) {
  constexpr std::string_view kFilling("\xBB\xFF\xFF\xBA\xFF\xFF\xB9\x80\x00\xBE\x0F\x00\xBF\x0F\x00", 15);
  if (verifier != xor_verifier(password) || password.size() > 15) return {};
  std::string array(password);
  array += kFilling.substr(0, 16 - password.size());
  for (size_t i = 0; i < array.size(); ++i) {
    array[i] = turned_left(static_cast<char>(array[i] ^ static_cast<char>(i % 2 == 0 ? key & 0xFF : key >> 8)), 2);
  }
  return [array](std::string& stream, size_t at, size_t size, size_t data, size_t length) {
    for (size_t i = 0; i < size; ++i) {
      const size_t place = (data + length + (at + i - data)) % array.size();
      stream[at + i] = static_cast<char>(turned_left(stream[at + i], 3) ^ array[place]);
    }
  };
}

Decipher decipher_of(std::string_view pass, std::string_view password) {
  if (pass.size() == 4) return xor_decipher(number_at(pass, 0, 2), number_at(pass, 2, 2), password);  // before BIFF8
  if (number_at(pass, 0, 2) == 0) return xor_decipher(number_at(pass, 2, 2), number_at(pass, 4, 2), password);
  return number_at(pass, 2, 2) == 1 ? plain_rc4(pass, password) : crypto_api_rc4(pass, password);
}  // NOLINT(clang-analyzer-cplusplus.NewDeleteLeaks): what is returned holds it

// False where there is no right password.
bool decipher(std::string& stream, std::string_view password) {
  Decipher decipher;
  for (size_t at = 0; at + 4 <= stream.size();) {
    const uint32_t record = number_at(stream, at, 2);
    const size_t data = at + 4;
    const size_t length = std::min<size_t>(number_at(stream, at + 2, 2), stream.size() - data);
    if (record == kFilePass && !decipher) {
      decipher = decipher_of(std::string_view(stream).substr(data, length), password);
      if (!decipher) return false;
      stream[at] = static_cast<char>(kIgnored & 0xFF);
      stream[at + 1] = static_cast<char>(kIgnored >> 8);
    } else if (decipher && std::ranges::find(kPlain, record) == std::end(kPlain)) {
      // Where a sheet begins is told in plain.
      const size_t plain = record == kBoundSheet ? std::min<size_t>(4, length) : 0;
      decipher(stream, data + plain, length - plain, data, length);
    }
    at = data + length;
  }
  return decipher != nullptr;
}

}  // namespace

std::string opened_workbook(std::string_view octets, std::string_view password) {
  const CompoundFile file(octets);
  for (const std::string_view name : {"Workbook", "Book"}) {
    std::string stream = file.stream(name);
    if (stream.empty() || !decipher(stream, password)) continue;
    std::string out(octets);
    size_t at = 0;
    for (const CompoundFile::Extent& extent : file.extents(name)) {
      out.replace(extent.at, extent.size, stream, at, extent.size);
      at += extent.size;
    }
    return out;
  }
  return {};
}

}  // namespace pismovod
