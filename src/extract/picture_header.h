// The size of a picture from its header, without decoding it: what it is to be told from a logo by,
// and what a limit is checked against before any decoder sees it.
//
// PNG (RFC 2083), JPEG (ITU-T T.81), GIF89a, BMP, TIFF 6.0, WebP (RFC 9649), HEIF (ISO 23008-12), JPEG 2000.
#pragma once

#include <string_view>
#include <vector>

#include "extract/file_type.h"

namespace pismovod {

struct PictureHeader {
  int width = 0;  // pixels
  int height = 0;
  int dpi = 0;  // 0: not said
};

// One for each page: a TIFF has several, others one. Empty where the header cannot be read.
// At most `most` are looked at.
std::vector<PictureHeader> picture_headers(std::string_view octets, Format format, size_t most);

// Pages of a document from them. Small ones are marked tiny.
std::vector<Page> pages_of(const std::vector<PictureHeader>& headers);

// Too small to be a document or a screenshot: an icon, a logo, a line.
bool is_tiny_picture(int width, int height);

bool is_picture_format(Format format);

}  // namespace pismovod
