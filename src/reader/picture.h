// Pictures decoded, and pages made ready for OCR: the one place where leptonica is used.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "extract/file_type.h"
#include "reader/raster.h"

namespace pismovod {

// A picture of a format that leptonica reads, upright as its EXIF says, in grey or colour. Larger
// than `enough` pixels it is reduced by a whole factor. `page` counts the pages of a TIFF from 1.
// Empty where it cannot be decoded. Its size has been checked by the caller.
Raster decode_picture(std::string_view octets, Format format, int page, size_t enough);

// HEIC, through libheif (heif.cc).
Raster decode_heic(std::string_view octets);

// How far a page leans, degrees either way: as sheets lie on a scanner (12), or more than that (up to 44): a search so
// wide finds a stamp's frame where lines are few.
enum class Lean : uint8_t { usual, much };

// Grey, at `dpi` or what will do for it, evenly lit and straight.
struct PreparedPage {
  Raster page;
  double scale = 1;  // of the picture's size
  double slope = 0;  // degrees that it was turned by
  bool is_blank = false;
};
PreparedPage prepare_page(const Raster& picture, int dpi, Lean lean = Lean::usual);

// A grey page on which everything wider than strokes of letters is white, whatever its shade was, and so is
// its grain.
Raster on_white_ground(const Raster& grey);

// What hangs together of the strokes of letters on a grey page: letters, where they do not touch, rules, specks.
std::vector<PixelBox> ink_on(const Raster& grey);

// Turned clockwise by 90, 180 or 270 degrees.
Raster turned(const Raster& picture, int degrees);

}  // namespace pismovod
