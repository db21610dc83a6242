#include "reader/pdf.h"

#include <poppler-document.h>
#include <poppler-page-renderer.h>
#include <poppler-page.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "base/fold.h"
#include "base/language.h"
#include "base/utf8.h"
#include "mime/charset.h"
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

// What is looked for by another program may stand in the open, or in packed objects.
bool may_have_parts(std::string_view octets) {
  constexpr std::array<std::string_view, 4> marks = {"/AcroForm", "/EmbeddedFiles", "/Collection", "/ObjStm"};
  return std::ranges::any_of(marks, [&](std::string_view mark) { return octets.find(mark) != std::string_view::npos; });
}

size_t letters_in(const std::string& text) {
  const Folded folded = Folded::of(text);
  return static_cast<size_t>(std::count_if(folded.text().begin(), folded.text().end(),
                                           [](char c) { return is_folded_letter(c) || is_digit(c); }));
}

// Windows-1251 that a font gives out as the characters of western Windows: "Êëèåíò" is "Клиент". Empty where
// other characters stand among them.
std::string as_windows_1251(const std::string& text) {
  // Octets 0x80 to 0x9F, as western Windows shows them.
  constexpr std::u32string_view kSigns = U"€�‚ƒ„…†‡ˆ‰Š‹Œ�Ž��‘’“”•–—˜™š›œ�žŸ";
  std::string octets;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    const size_t sign = c < 0x100 ? std::u32string_view::npos : kSigns.find(c);
    if (c >= 0x100 && sign == std::u32string_view::npos) return {};
    octets += static_cast<char>(c < 0x100 ? c : 0x80 + sign);
  }
  return decode_cyrillic(octets, "windows-1251");
}

std::string joined(const std::vector<PlacedWord>& words) {
  std::string text;
  for (const PlacedWord& word : words) text += word.text + " ";
  return text;
}

// True where it is mended.
bool mend(std::vector<PlacedWord>& words) {
  std::vector<PlacedWord> mended = words;
  for (PlacedWord& word : mended) {
    word.text = as_windows_1251(word.text);
    if (word.text.empty()) return false;
  }
  if (language_score(joined(mended)).mean <= 0) return false;
  words = std::move(mended);
  return true;
}

// In place of what the file itself draws in the field.
void put_field(const FilledField& field, std::vector<PlacedWord>& words) {
  std::erase_if(words, [&](const PlacedWord& word) {
    const float x = (word.left + word.right) / 2;
    const float y = (word.top + word.bottom) / 2;
    return x >= field.left && x <= field.right && y >= field.top && y <= field.bottom;
  });
  const auto lines = static_cast<float>(std::count(field.text.begin(), field.text.end(), '\n') + 1);
  const float height = (field.bottom - field.top) / lines;
  float top = field.top;
  for (size_t at = 0; at <= field.text.size(); top += height) {
    const size_t end = std::min(field.text.find_first_of("\r\n", at), field.text.size());
    words.push_back({field.left, top, field.right, top + height, field.text.substr(at, end - at)});
    at = end + 1;
  }
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
  if (state_ != ReadState::read || !may_have_parts(octets)) return;
  const PdfParts parts(octets);
  fields_ = parts.fields();
  is_foreign_form_ = parts.is_foreign_form();
  is_portfolio_ = parts.is_portfolio();
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
    words.push_back(std::move(word));
    if (words.size() >= kMostWords) break;
  }
  for (const FilledField& field : fields_) {
    if (field.page == number) put_field(field, words);
  }
  text.is_rubbish = is_rubbish(joined(words)) && !mend(words);
  for (const PlacedWord& word : words) text.letters += letters_in(word.text);
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
  raster.dpi = static_cast<int>(std::lround(resolution));
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
