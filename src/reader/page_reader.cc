#include "reader/page_reader.h"

#include <algorithm>
#include <cmath>

#include "base/language.h"
#include "extract/picture_header.h"
#include "extract/text_collector.h"
#include "reader/page_layout.h"
#include "reader/picture.h"
#include "reader/seal.h"

namespace pismovod {
namespace {

constexpr double kUnsure = 60;      // below, the page may lie on its side
constexpr double kUnreadable = 45;  // below, what was read is guessed
constexpr size_t kFewLetters = 10;
constexpr size_t kScreenPixels = 1 << 20;           // of a window; pages have more
constexpr size_t kEnoughPixels = size_t{12} << 20;  // A4 at 300 dpi has 8.7 million

// Within seals all but black is made white: their round text only spoils the lines under it.
// Elsewhere colour stays: the marks of banks are blue too.
Raster without_seals(Raster picture, const std::vector<Circle>& seals) {
  constexpr double kMargin = 1.08;
  constexpr uint8_t kBlack = 125;
  for (const Circle& seal : seals) {
    const int reach = static_cast<int>(seal.radius * kMargin);
    for (int y = std::max(seal.y - reach, 0); y < std::min(seal.y + reach, picture.height); ++y) {
      const int half = static_cast<int>(
          std::sqrt(static_cast<double>(reach) * reach - static_cast<double>(y - seal.y) * (y - seal.y)));
      for (int x = std::max(seal.x - half, 0); x < std::min(seal.x + half, picture.width); ++x) {
        uint8_t* pixel = picture.row(y) + static_cast<ptrdiff_t>(3) * x;
        if (std::max({pixel[0], pixel[1], pixel[2]}) > kBlack) std::fill_n(pixel, 3, 255);
      }
    }
  }
  return picture;
}

// A window as a program drew it: not large, and most of it without any grain. In the grain of scans and
// photographs single words are seen that are none.
bool is_screenshot(const Raster& picture) {
  const auto pixels = static_cast<size_t>(picture.width) * static_cast<size_t>(picture.height);
  if (pixels > kScreenPixels) return false;
  constexpr int kEven = 2;
  size_t even = 0;
  for (int y = 0; y < picture.height; ++y) {
    const uint8_t* row = picture.row(y);
    const auto channels = static_cast<ptrdiff_t>(picture.channels);
    for (int x = 1; x < picture.width; ++x) {
      const int step = row[x * channels] - row[(x - 1) * channels];
      even += step >= -kEven && step <= kEven ? 1 : 0;
    }
  }
  return even * 10 >= pixels * 8;
}

// Is `b` the better reading of a page?
bool is_better(const OcrText& b, const OcrText& a) {
  if (a.is_sideways != b.is_sideways) return a.is_sideways;
  return b.confidence * static_cast<double>(b.sure_letters) > a.confidence * static_cast<double>(a.sure_letters);
}

}  // namespace

Raster PageReader::decode(std::string_view octets, int page, ReadState& state) const {
  const Format format = tell_file_type(octets).format;
  const std::vector<PictureHeader> headers = picture_headers(octets, format, static_cast<size_t>(page));
  state = ReadState::unreadable;
  if (headers.size() < static_cast<size_t>(page) || page < 1) return {};
  const PictureHeader& header = headers[static_cast<size_t>(page) - 1];
  if (header.width < 1 || header.height < 1) return {};
  // The decoder is not asked before this has been checked.
  if (static_cast<size_t>(header.width) > limits_.picture_pixels / static_cast<size_t>(header.height)) {
    state = ReadState::too_large;
    return {};
  }
  Raster raster = format == Format::heic ? decode_heic(octets) : decode_picture(octets, format, page, kEnoughPixels);
  if (raster.empty()) return raster;
  if (header.dpi > 0) raster.dpi = header.dpi * raster.width / header.width;
  state = ReadState::read;
  return raster;
}

ReadPage PageReader::read(const Raster& picture, const Place& place) {
  ReadPage read;
  Page& page = read.page;
  page.number = place.number;
  page.is_picture = true;
  page.width = picture.width;
  page.height = picture.height;
  page.is_tiny = is_tiny_picture(picture.width, picture.height);
  page.ocr = ReadState::read;
  if (page.is_tiny) return read;
  const std::vector<Circle> seals = find_seals(picture);
  page.has_seal = !seals.empty();
  PreparedPage prepared =
      prepare_page(seals.empty() ? picture : without_seals(picture, seals), static_cast<int>(limits_.ocr_dpi));
  page.is_blank = prepared.is_blank;
  if (prepared.is_blank) return read;
  std::optional<OcrText> text = ocr_.read(prepared.page, is_screenshot(picture));
  if (!text) {
    page.ocr = ReadState::failed;
    return read;
  }
  const auto is_poor = [&] {
    return text->confidence < kUnsure || text->sure_letters < kFewLetters || text->is_sideways;
  };
  const auto read_instead = [&](const PreparedPage& other) {
    std::optional<OcrText> again = ocr_.read(other.page);
    const bool better = again && is_better(*again, *text);
    if (better) text = std::move(again);
    return better;
  };
  if (is_poor()) {
    const int degrees = ocr_.turn_of(prepared.page).value_or(0);
    const bool better =
        degrees != 0 && read_instead(prepare_page(turned(picture, degrees), static_cast<int>(limits_.ocr_dpi)));
    if (better) page.turned = degrees;
  }
  if (is_poor()) {
    const PreparedPage leaning = prepare_page(picture, static_cast<int>(limits_.ocr_dpi), Lean::much);
    if (leaning.slope != 0) read_instead(leaning);
  }
  // A small picture is no sheet: rows on it that nobody can read are a drawing.
  const bool is_sheet = static_cast<size_t>(picture.width) * static_cast<size_t>(picture.height) > kScreenPixels;
  if (!is_sheet && text->sure_letters < kFewLetters) text->left_out = 0;
  const bool mostly_left_out = is_sheet && static_cast<size_t>(text->left_out) > 2 * text->sure_letters;
  page.confidence = static_cast<int>(std::clamp(text->confidence, 0.0, 100.0));
  page.left_out = text->left_out;
  if (text->confidence < kUnreadable || text->sure_letters < kFewLetters || mostly_left_out) {
    page.ocr = ReadState::unreadable;
  }

  Document holder;
  holder.attachment = place.attachment;
  holder.name = place.name;
  TextCollector collector(holder, limits_.text_octets);
  collector.mark_as_ocr();
  collector.stand_in(place.unit, place.unit == Place::Unit::none ? 0 : place.number);
  for (const std::string& line : lines_of_words(std::move(text->words))) collector.line(line);
  collector.finish();
  read.passages = std::move(holder.passages);
  if (std::ranges::any_of(read.passages, [](const Passage& passage) { return is_rubbish(passage.text); })) {
    page.ocr = ReadState::unreadable;
  }
  return read;
}

}  // namespace pismovod
