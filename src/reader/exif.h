// How a camera was held (EXIF 2.3, tag Orientation).
#pragma once

#include <string_view>

namespace pismovod {

// Degrees clockwise that a JPEG must be turned to stand upright: 0, 90, 180, 270. Mirrored ones,
// which no camera makes, are taken as they are.
int exif_turn(std::string_view jpeg);

}  // namespace pismovod
