// Numbers as octets, for the generators of samples.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace pismovod::samples {

template <std::unsigned_integral T>
void put_little(std::string& out, T value) {
  for (size_t i = 0; i < sizeof(T); ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
}

// The checksum of ZIP, RAR and PNG.
uint32_t crc32(std::string_view octets);

// ASCII as UTF-16, little endian.
std::string utf16(std::string_view ascii);

}  // namespace pismovod::samples
