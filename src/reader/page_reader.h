// A picture goes in, what OCR saw on it comes out.
#pragma once

#include <string_view>

#include "extract/file_type.h"
#include "extract/reader_limits.h"
#include "extract/reader_protocol.h"
#include "reader/ocr.h"
#include "reader/raster.h"

namespace pismovod {

class PageReader {
 public:
  explicit PageReader(const ReaderLimits& limits) : limits_(limits), ocr_(limits) {}

  // Fills the page's size, marks, state; the passage stands in `place`.
  ReadPage read(const Raster& picture, const Place& place);

  // A picture file decoded for it: page.ocr says why there is none.
  Raster decode(std::string_view octets, int page, ReadState& state) const;

 private:
  const ReaderLimits& limits_;
  Ocr ocr_;
};

}  // namespace pismovod
