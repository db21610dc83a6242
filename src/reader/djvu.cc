#include "reader/djvu.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

#include "extract/picture_header.h"
#include "reader/child.h"

namespace pismovod {
namespace {

constexpr size_t kEnoughPixels = size_t{12} << 20;  // A4 at 300 dpi has 8.7 million

int number_at(std::string_view octets, size_t at, bool little = false) {
  if (at + 2 > octets.size()) return 0;
  const auto first = static_cast<unsigned char>(octets[at]);
  const auto second = static_cast<unsigned char>(octets[at + 1]);
  return little ? second << 8 | first : first << 8 | second;
}

// Each page is a form "DJVU" that begins with its chunk "INFO": width, height, version, resolution.
std::vector<PictureHeader> headers_of(std::string_view octets, size_t most) {
  constexpr std::string_view mark = "DJVUINFO";
  std::vector<PictureHeader> headers;
  for (size_t at = octets.find(mark); at != std::string_view::npos && headers.size() < most;
       at = octets.find(mark, at + 1)) {
    const size_t info = at + mark.size() + 4;
    headers.push_back({number_at(octets, info), number_at(octets, info + 2), number_at(octets, info + 6, true)});
  }
  return headers;
}

// "P5\n1240 1754\n255\n" and the grey of each pixel.
Raster picture_of(std::string_view pgm) {
  if (!pgm.starts_with("P5")) return {};
  std::vector<int> numbers;
  size_t at = 2;
  while (numbers.size() < 3 && at < pgm.size()) {
    at = std::min(pgm.find_first_of("0123456789", at), pgm.size());
    int value = 0;
    const auto [end, error] = std::from_chars(pgm.data() + at, pgm.data() + pgm.size(), value);
    if (error != std::errc()) return {};
    numbers.push_back(value);
    at = static_cast<size_t>(end - pgm.data());
  }
  if (numbers.size() < 3 || numbers[0] < 1 || numbers[1] < 1 || numbers[2] != 255) return {};
  const std::string_view grey = pgm.substr(std::min(at + 1, pgm.size()));
  if (grey.size() / static_cast<size_t>(numbers[0]) < static_cast<size_t>(numbers[1])) return {};
  Raster raster = make_raster(numbers[0], numbers[1], 1);
  for (int y = 0; y < raster.height; ++y) {
    const std::string_view row = grey.substr(static_cast<size_t>(y) * raster.row_octets(), raster.row_octets());
    std::copy(row.begin(), row.end(), raster.row(y));
  }
  return raster;
}

}  // namespace

std::vector<Page> djvu_pages(std::string_view octets, const ReaderLimits& limits) {
  return pages_of(headers_of(octets, limits.pages));
}

Raster djvu_picture(std::string_view octets, int content, int page, const ReaderLimits& limits) {
  const std::vector<PictureHeader> headers = headers_of(octets, limits.pages);
  if (content < 0 || page < 1 || static_cast<size_t>(page) > headers.size()) return {};
  const PictureHeader& header = headers[static_cast<size_t>(page) - 1];
  if (header.width < 1 || header.height < 1) return {};
  const double pixels = static_cast<double>(header.width) * header.height;
  if (pixels > static_cast<double>(limits.picture_pixels)) return {};
  const double scale = std::min(1.0, std::sqrt(static_cast<double>(kEnoughPixels) / pixels));
  const std::string width = std::to_string(std::max(static_cast<int>(header.width * scale), 1));
  const std::string height = std::to_string(std::max(static_cast<int>(header.height * scale), 1));
  const ChildOutput output = run_child(
      {"/usr/bin/ddjvu", "-format=pgm", "-page=" + std::to_string(page), "-size=" + width + "x" + height, "/dev/stdin"},
      content, kEnoughPixels + 65536, limits.cpu_seconds);
  if (!output.ended_well) return {};
  Raster raster = picture_of(output.octets);
  if (!raster.empty()) raster.dpi = static_cast<int>(header.dpi * raster.width / static_cast<double>(header.width));
  return raster;
}

}  // namespace pismovod
