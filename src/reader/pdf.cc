#include "reader/pdf.h"

#include <poppler-document.h>
#include <poppler-page-renderer.h>
#include <poppler-page.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "base/fold.h"
#include "reader/page_layout.h"

namespace pismovod {
namespace {

constexpr size_t kMostWords = 50000;  // of a page
constexpr double kPointsPerInch = 72;

std::string in_utf8(const poppler::ustring& text) {
  const poppler::byte_array octets = text.to_utf8();
  return {octets.data(), octets.size()};
}

void be_silent(const std::string&, void*) {}

size_t letters_in(const std::string& text) {
  const Folded folded = Folded::of(text);
  return static_cast<size_t>(std::count_if(folded.text().begin(), folded.text().end(),
                                           [](char c) { return is_folded_letter(c) || is_digit(c); }));
}

// Boxes of text painted white, a little larger than they are.
void hide(Raster& raster, const poppler::rectf& box, double scale) {
  const auto clamp = [](double value, int most) { return static_cast<int>(std::clamp(value, 0.0, double(most))); };
  const int left = clamp(box.left() * scale - 2, raster.width);
  const int right = clamp(box.right() * scale + 2, raster.width);
  const int top = clamp(box.top() * scale - 2, raster.height);
  const int bottom = clamp(box.bottom() * scale + 2, raster.height);
  for (int y = top; y < bottom && left < right; ++y) {
    std::memset(raster.row(y) + static_cast<size_t>(left) * static_cast<size_t>(raster.channels), 0xFF,
                static_cast<size_t>(right - left) * static_cast<size_t>(raster.channels));
  }
}

}  // namespace

struct Pdf::Handle {
  std::unique_ptr<poppler::document> document;

  std::unique_ptr<poppler::page> page(int number) const {
    return std::unique_ptr<poppler::page>(document->create_page(number - 1));
  }
};

Pdf::Pdf(std::string_view octets) : handle_(std::make_unique<Handle>()) {
  poppler::set_debug_error_function(be_silent, nullptr);
  if (octets.size() > size_t{1} << 30) return;
  handle_->document.reset(poppler::document::load_from_raw_data(octets.data(), static_cast<int>(octets.size())));
  if (!handle_->document) return;
  state_ = handle_->document->is_locked() ? ReadState::encrypted : ReadState::read;
}

Pdf::~Pdf() = default;

int Pdf::pages() const { return handle_->document ? std::max(handle_->document->pages(), 0) : 0; }

Pdf::PageText Pdf::text(int number) const {
  PageText text;
  const auto page = handle_->page(number);
  if (!page) return text;
  std::vector<PlacedWord> words;
  for (const poppler::text_box& box : page->text_list()) {
    const poppler::rectf place = box.bbox();
    PlacedWord word{static_cast<float>(place.left()),
                    static_cast<float>(place.top()),
                    static_cast<float>(place.right()),
                    static_cast<float>(place.bottom()),
                    in_utf8(box.text()),
                    !box.has_space_after()};
    text.letters += letters_in(word.text);
    words.push_back(std::move(word));
    if (words.size() >= kMostWords) break;
  }
  text.lines = lines_of_words(std::move(words));
  return text;
}

Raster Pdf::render(int number, int dpi, size_t most_pixels, bool hide_text) const {
  const auto page = handle_->page(number);
  if (!page) return {};
  const poppler::rectf size = page->page_rect();
  const double inches = size.width() / kPointsPerInch * (size.height() / kPointsPerInch);
  if (!(inches > 0) || !std::isfinite(inches)) return {};
  const double most_dpi = std::sqrt(static_cast<double>(most_pixels) / inches);
  const double resolution = std::min(static_cast<double>(dpi), most_dpi);
  poppler::page_renderer renderer;
  renderer.set_render_hint(poppler::page_renderer::antialiasing);
  renderer.set_render_hint(poppler::page_renderer::text_antialiasing);
  renderer.set_image_format(poppler::image::format_rgb24);
  const poppler::image image = renderer.render_page(page.get(), resolution, resolution);
  if (!image.is_valid() || image.width() <= 0 || image.height() <= 0) return {};
  Raster raster = make_raster(image.width(), image.height(), 3);
  raster.dpi = static_cast<int>(resolution + 0.5);
  for (int y = 0; y < raster.height; ++y) {
    const char* row = image.const_data() + static_cast<size_t>(y) * static_cast<size_t>(image.bytes_per_row());
    std::memcpy(raster.row(y), row, raster.row_octets());
  }
  if (hide_text) {
    for (const poppler::text_box& box : page->text_list()) hide(raster, box.bbox(), resolution / kPointsPerInch);
  }
  return raster;
}

}  // namespace pismovod
