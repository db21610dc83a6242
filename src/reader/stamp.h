// Stamps with a frame on scans, as banks and offices put them, mostly aslant: "ПРОВЕДЕНО 16.06.2025".
#pragma once

#include <vector>

#include "reader/raster.h"

namespace pismovod {

struct Stamp {
  PixelBox place;  // on the page
  Raster upright;  // what stands within the frame, turned to be read
};

// Frames of 18 to 90 mm by 6 to 45 mm on a grey page, that lean by 30 degrees at most and that nothing else is
// joined to; a few at most. The cells of a table are none.
std::vector<Stamp> find_stamps(const Raster& grey);

}  // namespace pismovod
