// A picture as pixels: what decoders give and OCR takes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace pismovod {

struct Raster {
  int width = 0;
  int height = 0;
  int channels = 1;             // 1: grey, 0 black; 3: red, green, blue
  int dpi = 0;                  // 0: not known
  std::vector<uint8_t> pixels;  // rows from the top, without padding

  bool empty() const { return pixels.empty(); }
  size_t row_octets() const { return static_cast<size_t>(width) * static_cast<size_t>(channels); }
  uint8_t* row(int y) { return pixels.data() + static_cast<size_t>(y) * row_octets(); }
  const uint8_t* row(int y) const { return pixels.data() + static_cast<size_t>(y) * row_octets(); }
};

// A place on a picture, in its pixels; right and bottom are the first outside of it.
struct PixelBox {
  int left = 0;
  int top = 0;
  int right = 0;
  int bottom = 0;
};

inline Raster make_raster(int width, int height, int channels) {
  Raster made{width, height, channels, 0, {}};
  made.pixels.resize(made.row_octets() * static_cast<size_t>(height));
  return made;
}

}  // namespace pismovod
