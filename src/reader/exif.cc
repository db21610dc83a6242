#include "reader/exif.h"

#include <algorithm>
#include <cstddef>

namespace pismovod {
namespace {

unsigned number(std::string_view octets, size_t at, size_t size, bool little) {
  unsigned value = 0;
  for (size_t i = 0; i < size && at + i < octets.size(); ++i) {
    const auto octet = static_cast<unsigned char>(octets[at + (little ? size - 1 - i : i)]);
    value = value << 8 | octet;
  }
  return value;
}

// The tag's value in the first directory of a TIFF; 1, upright, where it has none.
unsigned orientation(std::string_view tiff) {
  const bool little = tiff.starts_with("II");
  const size_t directory = number(tiff, 4, 4, little);
  if (directory + 2 > tiff.size()) return 1;
  const unsigned entries = number(tiff, directory, 2, little);
  for (size_t i = 0; i < entries && directory + 14 + i * 12 <= tiff.size(); ++i) {
    const size_t entry = directory + 2 + i * 12;
    if (number(tiff, entry, 2, little) == 0x0112) return number(tiff, entry + 8, 2, little);
  }
  return 1;
}

}  // namespace

int exif_turn(std::string_view jpeg) {
  constexpr std::string_view mark("Exif\0\0", 6);
  const size_t at = jpeg.substr(0, 65536).find(mark);
  if (at == std::string_view::npos) return 0;
  switch (orientation(jpeg.substr(at + mark.size()))) {
    case 3:
      return 180;
    case 6:
      return 90;
    case 8:
      return 270;
    default:
      return 0;
  }
}

}  // namespace pismovod
