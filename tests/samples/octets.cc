#include "samples/octets.h"

namespace pismovod::samples {

uint32_t crc32(std::string_view octets) {
  uint32_t sum = 0xFFFFFFFF;
  for (const char c : octets) {
    sum ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) sum = (sum >> 1) ^ ((sum & 1) != 0 ? 0xEDB88320U : 0U);
  }
  return ~sum;
}

std::string utf16(std::string_view ascii) {
  std::string out;
  for (const char c : ascii) {
    out += c;
    out += '\0';
  }
  return out;
}

}  // namespace pismovod::samples
