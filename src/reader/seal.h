// Seals on scans: round marks of coloured ink. OpenCV is used here and for stamps alone (mat.h).
#pragma once

#include <vector>

#include "reader/raster.h"

namespace pismovod {

struct Circle {
  int x = 0;  // of its middle, pixels of the picture
  int y = 0;
  int radius = 0;
};

// Round seals of 28 to 60 mm on a page, blue, violet or red. None on a grey picture.
std::vector<Circle> find_seals(const Raster& picture);

}  // namespace pismovod
