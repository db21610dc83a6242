#include "extract/picture_header.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>

namespace pismovod {
namespace {

// Numbers at offsets; what lies outside reads as 0.
class Octets {
 public:
  Octets(std::string_view octets, bool little) : octets_(octets), little_(little) {}

  uint32_t number(size_t at, size_t size) const {
    uint32_t value = 0;
    if (at > octets_.size() || size > octets_.size() - at) return 0;
    for (size_t i = 0; i < size; ++i) {
      const size_t place = little_ ? size - 1 - i : i;
      value = value << 8 | static_cast<unsigned char>(octets_[at + place]);
    }
    return value;
  }
  int value(size_t at, size_t size) const { return static_cast<int>(std::min<uint32_t>(number(at, size), INT32_MAX)); }
  size_t size() const { return octets_.size(); }

 private:
  std::string_view octets_;
  bool little_;
};

int per_inch(uint32_t per_metre) { return static_cast<int>(std::lround(per_metre * 0.0254)); }

std::optional<PictureHeader> png(std::string_view octets) {
  const Octets in(octets, false);
  if (in.size() < 24) return std::nullopt;
  PictureHeader header{in.value(16, 4), in.value(20, 4), 0};
  const size_t physical = octets.substr(0, 4096).find("pHYs");
  if (physical != std::string_view::npos && in.number(physical + 12, 1) == 1) {
    header.dpi = per_inch(in.number(physical + 4, 4));
  }
  return header;
}

std::optional<PictureHeader> jpeg(std::string_view octets) {
  const Octets in(octets, false);
  PictureHeader header;
  for (size_t at = 2; at + 4 <= in.size();) {
    if (in.number(at, 1) != 0xFF) return std::nullopt;
    const uint32_t marker = in.number(at + 1, 1);
    if (marker == 0xFF) {  // fill octets
      ++at;
      continue;
    }
    const bool start_of_frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (start_of_frame) {
      header.height = in.value(at + 5, 2);
      header.width = in.value(at + 7, 2);
      return header;
    }
    if (marker == 0xE0 && octets.substr(at + 4, 4) == "JFIF") {
      const double unit = in.number(at + 11, 1) == 1 ? 1.0 : in.number(at + 11, 1) == 2 ? 2.54 : 0.0;
      header.dpi = static_cast<int>(std::lround(in.value(at + 12, 2) * unit));
    }
    at += 2 + in.number(at + 2, 2);
  }
  return std::nullopt;
}

std::optional<PictureHeader> gif(std::string_view octets) {
  const Octets in(octets, true);
  if (in.size() < 10) return std::nullopt;
  return PictureHeader{in.value(6, 2), in.value(8, 2), 0};
}

std::optional<PictureHeader> bmp(std::string_view octets) {
  const Octets in(octets, true);
  if (in.size() < 26) return std::nullopt;
  if (in.number(14, 4) == 12) return PictureHeader{in.value(18, 2), in.value(20, 2), 0};
  const auto height = static_cast<int32_t>(in.number(22, 4));  // negative: the top line comes first
  const int rows = height == INT32_MIN ? INT32_MAX : height < 0 ? -height : height;
  return PictureHeader{in.value(18, 4), rows, per_inch(in.number(38, 4))};
}

std::optional<PictureHeader> webp(std::string_view octets) {
  const Octets in(octets, true);
  if (in.size() < 30) return std::nullopt;
  const std::string_view chunk = octets.substr(12, 4);
  if (chunk == "VP8 ") return PictureHeader{in.value(26, 2) & 0x3FFF, in.value(28, 2) & 0x3FFF, 0};
  if (chunk == "VP8X") return PictureHeader{in.value(24, 3) + 1, in.value(27, 3) + 1, 0};
  if (chunk != "VP8L") return std::nullopt;
  const uint32_t bits = in.number(21, 4);
  return PictureHeader{static_cast<int>(bits & 0x3FFF) + 1, static_cast<int>(bits >> 14 & 0x3FFF) + 1, 0};
}

// The largest image spatial extent: tiles and previews have boxes of their own.
std::optional<PictureHeader> heic(std::string_view octets) {
  const Octets in(octets, false);
  std::optional<PictureHeader> largest;
  const std::string_view head = octets.substr(0, 65536);
  for (size_t at = head.find("ispe"); at != std::string_view::npos; at = head.find("ispe", at + 4)) {
    const PictureHeader found{in.value(at + 8, 4), in.value(at + 12, 4), 0};
    if (!largest || int64_t{found.width} * found.height > int64_t{largest->width} * largest->height) largest = found;
  }
  return largest;
}

// One image file directory; `next` becomes the offset of the following one.
PictureHeader tiff_page(const Octets& in, size_t at, size_t& next) {
  PictureHeader header;
  const uint32_t entries = in.number(at, 2);
  uint32_t unit = 2;
  for (uint32_t i = 0; i < entries; ++i) {
    const size_t entry = at + 2 + size_t{12} * i;
    const size_t size = in.number(entry + 2, 2) == 3 ? 2 : 4;
    switch (in.number(entry, 2)) {
      case 256:
        header.width = in.value(entry + 8, size);
        break;
      case 257:
        header.height = in.value(entry + 8, size);
        break;
      case 282: {  // a fraction elsewhere
        const size_t fraction = in.number(entry + 8, 4);
        const uint32_t below = in.number(fraction + 4, 4);
        if (below != 0) header.dpi = static_cast<int>(std::min(in.number(fraction, 4) / below, 10000U));
        break;
      }
      case 296:
        unit = in.number(entry + 8, 2);
        break;
      default:
        break;
    }
  }
  if (unit == 3) header.dpi = header.dpi * 254 / 100;
  next = in.number(at + 2 + size_t{12} * entries, 4);
  return header;
}

std::vector<PictureHeader> tiff(std::string_view octets, size_t most) {
  const Octets in(octets, octets.starts_with("II"));
  std::vector<PictureHeader> headers;
  std::vector<size_t> seen;  // a directory that leads back ends the walk
  for (size_t at = in.number(4, 4); at != 0 && at + 2 <= in.size() && headers.size() < most;) {
    if (std::find(seen.begin(), seen.end(), at) != seen.end()) break;
    seen.push_back(at);
    headers.push_back(tiff_page(in, at, at));
  }
  return headers;
}

// The box "ihdr" of a file, or the SIZ segment that a bare codestream begins with (ISO 15444-1).
std::optional<PictureHeader> jp2(std::string_view octets) {
  const Octets in(octets, false);
  if (octets.starts_with("\xFF\x4F")) return PictureHeader{in.value(8, 4), in.value(12, 4), 0};
  const size_t box = octets.substr(0, 4096).find("ihdr");
  if (box == std::string_view::npos) return std::nullopt;
  return PictureHeader{in.value(box + 8, 4), in.value(box + 4, 4), 0};
}

std::optional<PictureHeader> single(std::string_view octets, Format format) {
  switch (format) {
    case Format::png:
      return png(octets);
    case Format::jpeg:
      return jpeg(octets);
    case Format::gif:
      return gif(octets);
    case Format::bmp:
      return bmp(octets);
    case Format::webp:
      return webp(octets);
    case Format::heic:
      return heic(octets);
    case Format::jp2:
      return jp2(octets);
    default:
      return std::nullopt;
  }
}

}  // namespace

std::vector<PictureHeader> picture_headers(std::string_view octets, Format format, size_t most) {
  if (format == Format::tiff) return tiff(octets, most);
  if (const auto header = single(octets, format)) return {*header};
  return {};
}

std::vector<Page> pages_of(const std::vector<PictureHeader>& headers) {
  std::vector<Page> pages;
  for (const PictureHeader& header : headers) {
    Page page;
    page.number = static_cast<int>(pages.size()) + 1;
    page.is_picture = true;
    page.width = header.width;
    page.height = header.height;
    page.is_tiny = is_tiny_picture(header.width, header.height);
    pages.push_back(page);
  }
  return pages;
}

bool is_tiny_picture(int width, int height) {
  // The logos of signatures have some 200 x 60 pixels, the smallest screenshot with a message in it
  // some 300 x 120.
  constexpr int kLeastSide = 64;
  constexpr int64_t kLeastArea = 24000;
  return width < kLeastSide || height < kLeastSide || int64_t{width} * height < kLeastArea;
}

bool is_picture_format(Format format) { return format >= Format::jpeg && format <= Format::jp2; }

}  // namespace pismovod
