// Rows of text on a page that OCR has passed over: under a seal, in noise, where two columns meet.
#pragma once

#include <vector>

#include "reader/page_layout.h"
#include "reader/raster.h"

namespace pismovod {

struct LeftOut {
  std::vector<PixelBox> rows;  // from the left to the right, as far as letters follow each other
  int letters = 0;             // in all of them
};

// `ink`: what hangs together on the page, in the pixels of the words. Letters are told by their height,
// which is that of the letters in `words`, and by standing in a straight row of several: signatures and the
// round text of seals do not.
LeftOut left_out(const std::vector<PixelBox>& ink, const std::vector<PlacedWord>& words);

}  // namespace pismovod
