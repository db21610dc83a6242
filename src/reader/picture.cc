// Scans have shades, frames and photographs that are darker than their writing. Most searches here begin with the black
// top-hat: it leaves what is darker than the paper beside it and no wider than what is looked for.
//
// A page is scaled first, to 16 million pixels at most, then asked whether it is blank: only where neither dark areas
// nor strokes nor blurred writing are found. Its slope is measured on the strokes alone, then uneven light is taken
// off, and it is turned last.

#include "reader/picture.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

#include "reader/exif.h"

namespace pismovod {
namespace {

struct DestroyPix {
  void operator()(Pix* pix) const { pixDestroy(&pix); }
};
using PixPointer = std::unique_ptr<Pix, DestroyPix>;

// Wider is no stroke of a letter; in pixels, at 300 dpi they have 5 to 15.
constexpr int kStroke = 41;

const l_uint8* bytes(std::string_view octets) { return reinterpret_cast<const l_uint8*>(octets.data()); }

// The largest factor of 1, 2, 4, 8 that leaves `enough` pixels.
int reduction(double pixels, size_t enough) {
  int factor = 1;
  while (factor < 8 && pixels / (4.0 * factor * factor) >= static_cast<double>(enough)) factor *= 2;
  return factor;
}

PixPointer read(std::string_view octets, Format format, int page, size_t enough) {
  if (format == Format::tiff) return PixPointer(pixReadMemTiff(bytes(octets), octets.size(), page - 1));
  if (format != Format::jpeg) return PixPointer(pixReadMem(bytes(octets), octets.size()));
  l_int32 width = 0;
  l_int32 height = 0;
  if (readHeaderMemJpeg(bytes(octets), octets.size(), &width, &height, nullptr, nullptr, nullptr) != 0) return nullptr;
  const int factor = reduction(static_cast<double>(width) * height, enough);
  return PixPointer(pixReadMemJpeg(bytes(octets), octets.size(), 0, factor, nullptr, 0));
}

// Without palette and alpha: 8 or 32 bits a pixel.
PixPointer plain(PixPointer pix, size_t enough) {
  if (!pix) return nullptr;
  if (pixGetDepth(pix.get()) == 32 && pixGetSpp(pix.get()) == 4) pix.reset(pixRemoveAlpha(pix.get()));
  if (pix && pixGetDepth(pix.get()) == 1) pix.reset(pixConvertTo8(pix.get(), 0));
  if (pix) pix.reset(pixConvertTo8Or32(pix.get(), L_COPY, 0));
  if (!pix) return nullptr;
  const int factor = reduction(static_cast<double>(pixGetWidth(pix.get())) * pixGetHeight(pix.get()), enough);
  if (factor > 1)
    pix.reset(pixScaleAreaMap(pix.get(), 1.0F / static_cast<float>(factor), 1.0F / static_cast<float>(factor)));
  return pix;
}

// Rows of a fax are farther apart than its dots (204 by 98 dpi); one that does not say so is known by its width.
double stretch_of(Pix* pix, Format format) {
  constexpr double kMost = 4;
  constexpr double kPlain = 1.1;
  const int width = pixGetWidth(pix);
  const int across = pixGetXRes(pix);
  const int down = pixGetYRes(pix);
  const bool is_fax = format == Format::tiff && (width == 1728 || width == 2048 || width == 2432);
  if (across <= 0 || down <= 0) return is_fax && pixGetHeight(pix) * 4 < width * 3 ? 2 : 1;
  const double ratio = static_cast<double>(across) / down;
  return std::max(ratio, 1 / ratio) < kPlain || std::max(ratio, 1 / ratio) > kMost ? 1 : ratio;
}

PixPointer with_square_dots(PixPointer pix, Format format) {
  if (!pix) return pix;
  const auto down = static_cast<float>(stretch_of(pix.get(), format));
  if (down == 1) return pix;
  pix.reset(down > 1 ? pixScale(pix.get(), 1, down) : pixScale(pix.get(), 1 / down, 1));
  return pix;
}

Raster raster_of(Pix* pix) {
  if (pix == nullptr) return {};
  const int channels = pixGetDepth(pix) == 32 ? 3 : 1;
  Raster raster = make_raster(pixGetWidth(pix), pixGetHeight(pix), channels);
  raster.dpi = pixGetXRes(pix);
  const l_uint32* data = pixGetData(pix);
  const auto words = static_cast<size_t>(pixGetWpl(pix));
  for (int y = 0; y < raster.height; ++y) {
    const l_uint32* line = data + words * static_cast<size_t>(y);
    uint8_t* out = raster.row(y);
    for (int x = 0; x < raster.width; ++x) {
      if (channels == 1) {
        out[x] = static_cast<uint8_t>(GET_DATA_BYTE(line, x));
      } else {
        uint8_t* pixel = out + static_cast<ptrdiff_t>(3) * x;
        pixel[0] = static_cast<uint8_t>(line[x] >> L_RED_SHIFT);
        pixel[1] = static_cast<uint8_t>(line[x] >> L_GREEN_SHIFT);
        pixel[2] = static_cast<uint8_t>(line[x] >> L_BLUE_SHIFT);
      }
    }
  }
  return raster;
}

uint8_t grey_of(const uint8_t* pixel) {
  return static_cast<uint8_t>((pixel[0] * 77 + pixel[1] * 150 + pixel[2] * 29) >> 8);
}

PixPointer grey_pix(const Raster& raster) {
  PixPointer pix(pixCreate(raster.width, raster.height, 8));
  if (!pix) return nullptr;
  l_uint32* data = pixGetData(pix.get());
  const auto words = static_cast<size_t>(pixGetWpl(pix.get()));
  for (int y = 0; y < raster.height; ++y) {
    l_uint32* line = data + words * static_cast<size_t>(y);
    const uint8_t* in = raster.row(y);
    for (int x = 0; x < raster.width; ++x) {
      const uint8_t value = raster.channels == 1 ? in[x] : grey_of(in + static_cast<ptrdiff_t>(3) * x);
      SET_DATA_BYTE(line, x, value);
    }
  }
  return pix;
}

// OCR is best with letters as they are at 300 dpi. Screens and photographs say nothing, or 72 or 96:
// then the longer side is taken for a page's.
double scale_for(const Raster& picture, int dpi) {
  constexpr double kLongSide = 11.7;  // inches of A4
  constexpr int kLeastBelieved = 140;
  constexpr double kMostPixels = 16e6;
  const int longest = std::max(picture.width, picture.height);
  double scale = picture.dpi >= kLeastBelieved ? static_cast<double>(dpi) / picture.dpi : dpi * kLongSide / longest;
  scale = std::clamp(scale, 0.25, 2.5);
  const double pixels = static_cast<double>(picture.width) * picture.height;
  return std::min(scale, std::sqrt(kMostPixels / pixels));
}

PixPointer binary(Pix* grey) {
  Pix* out = nullptr;
  const int width = pixGetWidth(grey);
  const int height = pixGetHeight(grey);
  pixOtsuAdaptiveThreshold(grey, width, height, 0, 0, 0.1F, nullptr, &out);
  return PixPointer(out);
}

// Share of a page that is ink after specks have been taken off.
float share_of(Pix* dark) {
  const PixPointer opened(pixOpenBrick(nullptr, dark, 2, 2));
  l_float32 ink = 0;
  if (opened) pixForegroundFraction(opened.get(), &ink);
  return ink;
}

// The page without its edges at half its size, dark on light.
PixPointer middle_of(Pix* grey) {
  const int width = pixGetWidth(grey);
  const int height = pixGetHeight(grey);
  const std::unique_ptr<Box, void (*)(Box*)> middle(boxCreate(width / 20, height / 20, width * 9 / 10, height * 9 / 10),
                                                    [](Box* box) { boxDestroy(&box); });
  const PixPointer part(pixClipRectangle(grey, middle.get(), nullptr));
  PixPointer half(part ? pixScaleAreaMap2(part.get()) : nullptr);
  l_uint32 background = 255;
  if (half) pixGetRankValue(half.get(), 4, 0.5F, &background);
  if (half && background < 100) pixInvert(half.get(), half.get());  // a dark screen
  return half;
}

// How much darker than the paper beside it a place must be to be more than its noise, and `faint` greys at least.
l_uint32 least_depth(Pix* depth, l_uint32 faint) {
  constexpr l_uint32 kPlain = 60;
  l_uint32 noise = 0;
  if (pixGetRankValue(depth, 4, 0.5F, &noise) != 0) return faint;
  // Half of the paper is that much darker than the lightest beside it: some three deviations.
  return std::min<l_uint32>(noise + std::clamp(noise * 3 / 2, faint, kPlain), 255);
}

// Are there places no wider than `reach` that are darker than the paper beside them, by `faint` greys and by more
// than its noise? How dark they are does not matter, nor shade that changes slowly.
bool has_marks(Pix* page, int reach, l_uint32 faint, float least) {
  const PixPointer depth(pixTophat(page, reach, reach, L_TOPHAT_BLACK));
  if (!depth) return true;
  const PixPointer light(pixThresholdToBinary(depth.get(), static_cast<int>(least_depth(depth.get(), faint))));
  if (!light) return true;
  pixInvert(light.get(), light.get());
  return share_of(light.get()) >= least;
}

// Strokes of 7 mm at most.
bool has_strokes(Pix* page, float least) { return has_marks(page, 41, 20, least); }

// Writing so blurred that no stroke is left of it: seen from afar, where noise is gone, it is a darker place of 4 cm.
bool has_smears(Pix* page) {
  constexpr float kLeastArea = 0.002F;
  const PixPointer far(pixScaleAreaMap(page, 0.125F, 0.125F));
  return !far || has_marks(far.get(), 31, 12, kLeastArea);
}

// Large dark areas are no strokes, and still no blank page.
bool has_dark_areas(Pix* page, float least) {
  l_uint32 background = 255;
  pixGetRankValue(page, 4, 0.5F, &background);
  const PixPointer dark(pixThresholdToBinary(page, std::max(static_cast<int>(background) - 60, 1)));
  return dark && share_of(dark.get()) >= least;
}

bool looks_blank(Pix* grey) {
  constexpr float kLeastInk = 0.0002F;
  const PixPointer page = middle_of(grey);
  return page && !has_dark_areas(page.get(), kLeastInk) && !has_strokes(page.get(), kLeastInk) &&
         !has_smears(page.get());
}

// Light falls unevenly on photographs: the background differs from one part to another. Screenshots
// differ too, but in few colours.
bool is_uneven(Pix* grey) {
  const std::unique_ptr<Numa, void (*)(Numa*)> histogram(pixGetGrayHistogram(grey, 8),
                                                         [](Numa* n) { numaDestroy(&n); });
  std::vector<float> counts;
  float sum = 0;
  for (int i = 0; histogram && i < numaGetCount(histogram.get()); ++i) {
    l_float32 count = 0;
    numaGetFValue(histogram.get(), i, &count);
    counts.push_back(count);
    sum += count;
  }
  if (counts.size() < 4) return false;
  std::partial_sort(counts.begin(), counts.begin() + 4, counts.end(), std::greater<>());
  if (counts[0] + counts[1] + counts[2] + counts[3] > sum / 2) return false;
  const auto part = [](int side) { return 8.0F / static_cast<float>(side); };
  const PixPointer tiles(pixScaleAreaMap(grey, part(pixGetWidth(grey)), part(pixGetHeight(grey))));
  if (!tiles) return false;
  l_uint32 dark = 0;
  l_uint32 light = 255;
  pixGetRankValue(tiles.get(), 1, 0.1F, &dark);
  pixGetRankValue(tiles.get(), 1, 0.9F, &light);
  return light > dark + 70;
}

// Everything wider than a stroke of a letter is white: shades, tables under a sheet, photographs.
// At half the size, which takes a quarter of the time.
PixPointer dark_strokes(Pix* grey) {
  const PixPointer half(pixScaleAreaMap2(grey));
  const PixPointer strokes(half ? pixTophat(half.get(), kStroke / 2 + 1, kStroke / 2 + 1, L_TOPHAT_BLACK) : nullptr);
  if (!strokes) return nullptr;
  pixInvert(strokes.get(), strokes.get());
  return binary(strokes.get());
}

constexpr double kRadians = 3.14159265358979 / 180;

struct Slope {
  float degrees = 0;
  float confidence = 0;
};

Slope slope_on(Pix* strokes) {
  constexpr int kSweep = 2;    // reduced by that once more for the first look
  constexpr float kMost = 12;  // degrees either way, by steps of kStep; at the very ends nothing is found
  constexpr float kStep = 1;
  constexpr float kPrecision = 0.01F;
  Slope slope;
  if (strokes == nullptr ||
      pixFindSkewSweepAndSearch(strokes, &slope.degrees, &slope.confidence, kSweep, 1, kMost, kStep, kPrecision) != 0)
    return {};
  return slope;
}

// Degrees that the page must be turned clockwise to stand straight. What lies around a sheet has edges that
// are longer than any line of text, and run otherwise.
double slope_of(Pix* grey, Lean lean) {
  constexpr float kLeastConfidence = 3;
  constexpr float kLeastAngle = 0.08F;
  // Turned so far first: rows of letters that lean more are none to the sweep.
  constexpr std::array<float, 4> kMuch = {-40, -22, 22, 40};
  const PixPointer dark = dark_strokes(grey);
  Slope best;
  if (lean == Lean::usual) best = slope_on(dark.get());
  for (const float before : kMuch) {
    if (!dark || lean == Lean::usual) break;
    const auto radians = static_cast<float>(before * kRadians);
    const PixPointer tilted(pixRotate(dark.get(), radians, L_ROTATE_SAMPLING, L_BRING_IN_WHITE, 0, 0));
    const Slope slope = slope_on(tilted.get());
    if (slope.confidence > best.confidence) best = {before + slope.degrees, slope.confidence};
  }
  return best.confidence >= kLeastConfidence && std::fabs(best.degrees) >= kLeastAngle
             ? static_cast<double>(best.degrees)
             : 0;
}

}  // namespace

Raster decode_picture(std::string_view octets, Format format, int page, size_t enough) {
  setMsgSeverity(L_SEVERITY_NONE);
  const PixPointer pix = with_square_dots(plain(read(octets, format, page, enough), enough), format);
  const Raster raster = raster_of(pix.get());
  const int degrees = format == Format::jpeg && !raster.empty() ? exif_turn(octets) : 0;
  return degrees == 0 ? raster : turned(raster, degrees);
}

PreparedPage prepare_page(const Raster& picture, int dpi, Lean lean) {
  setMsgSeverity(L_SEVERITY_NONE);
  PreparedPage prepared;
  PixPointer grey = grey_pix(picture);
  if (!grey) return prepared;
  prepared.scale = scale_for(picture, dpi);
  const auto scale = static_cast<float>(prepared.scale);
  if (scale < 0.98F || scale > 1.02F) grey.reset(pixScale(grey.get(), scale, scale));
  if (!grey) return prepared;
  prepared.is_blank = looks_blank(grey.get());
  if (prepared.is_blank) return prepared;
  prepared.slope = slope_of(grey.get(), lean);
  if (is_uneven(grey.get())) {
    if (PixPointer even(pixBackgroundNormSimple(grey.get(), nullptr, nullptr)); even) grey = std::move(even);
  }
  if (prepared.slope != 0) {
    const auto angle = static_cast<float>(prepared.slope * kRadians);
    grey.reset(pixRotate(grey.get(), angle, L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0));
  }
  prepared.page = raster_of(grey.get());
  return prepared;
}

Raster on_white_ground(const Raster& grey) {
  const PixPointer pix = grey_pix(grey);
  const PixPointer strokes(pix ? pixTophat(pix.get(), kStroke, kStroke, L_TOPHAT_BLACK) : nullptr);
  if (!strokes) return grey;
  constexpr l_uint32 kFaint = 20;
  pixThresholdToValue(strokes.get(), strokes.get(), static_cast<int>(least_depth(strokes.get(), kFaint)), 0);
  pixInvert(strokes.get(), strokes.get());
  Raster out = raster_of(strokes.get());
  out.dpi = grey.dpi;
  return out;
}

std::vector<PixelBox> ink_on(const Raster& grey) {
  setMsgSeverity(L_SEVERITY_NONE);
  const PixPointer pix = grey_pix(grey);
  const PixPointer dark = pix ? dark_strokes(pix.get()) : nullptr;
  const std::unique_ptr<Boxa, void (*)(Boxa*)> boxes(dark ? pixConnCompBB(dark.get(), 8) : nullptr,
                                                     [](Boxa* all) { boxaDestroy(&all); });
  std::vector<PixelBox> out;
  for (int i = 0; boxes && i < boxaGetCount(boxes.get()); ++i) {
    l_int32 left = 0;
    l_int32 top = 0;
    l_int32 width = 0;
    l_int32 height = 0;
    boxaGetBoxGeometry(boxes.get(), i, &left, &top, &width, &height);
    out.push_back({2 * left, 2 * top, 2 * (left + width), 2 * (top + height)});
  }
  return out;
}

Raster turned(const Raster& picture, int degrees) {
  const bool swapped = degrees == 90 || degrees == 270;
  Raster out =
      make_raster(swapped ? picture.height : picture.width, swapped ? picture.width : picture.height, picture.channels);
  out.dpi = picture.dpi;
  const auto step = static_cast<size_t>(picture.channels);
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      const int to_x = degrees == 90    ? picture.height - 1 - y
                       : degrees == 180 ? picture.width - 1 - x
                       : degrees == 270 ? y
                                        : x;
      const int to_y = degrees == 90    ? x
                       : degrees == 180 ? picture.height - 1 - y
                       : degrees == 270 ? picture.width - 1 - x
                                        : y;
      std::copy_n(picture.row(y) + static_cast<size_t>(x) * step, step,
                  out.row(to_y) + static_cast<size_t>(to_x) * step);
    }
  }
  return out;
}

}  // namespace pismovod
