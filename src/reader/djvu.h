// DjVu: pages by the file's own chunks, their pictures by ddjvu (djvulibre), a child like the converters of old
// office files. Of a text that lies in the file nothing is believed: the page is what people see.
#pragma once

#include <string_view>
#include <vector>

#include "extract/document.h"
#include "extract/reader_limits.h"
#include "reader/raster.h"

namespace pismovod {

// With their sizes; empty for a file without any.
std::vector<Page> djvu_pages(std::string_view octets, const ReaderLimits& limits);

// One page for OCR, in grey. `content` is a descriptor of the file; empty where it cannot be had.
Raster djvu_picture(std::string_view octets, int content, int page, const ReaderLimits& limits);

}  // namespace pismovod
