// Tesseract's usual mode takes much text for a drawing and passes it over. So the page is read in that mode first, and
// further passes read what it left: single words of a screenshot, stamps that lean, rows under a seal line by line.
// They add only words that they are sure of, and only where nothing was read before.
//
// Last, Latin words on a page that is not mostly Latin are read again by the Russian model alone, since the two
// alphabets look alike. Rows and rereads are bounded by number. A mark of a pen or a spot is read as a letter or two,
// often with great confidence: short words are doubted, and only longer ones count as surely read.

#include "reader/ocr.h"

#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "reader/latin_words.h"
#include "reader/left_out.h"
#include "reader/picture.h"
#include "reader/stamp.h"

namespace pismovod {
namespace {

constexpr float kSure = 60;
constexpr size_t kMostRereads = 40;  // of a page, at some 30 ms
constexpr size_t kMostRows = 40;

// Signs alone that are none of a text's: marks of a pen, borders of a stamp, spots.
bool is_noise(const PlacedWord& word) {
  static constexpr std::array<std::string_view, 12> signs = {"№", "-", "–", "—", "/", "+",
                                                             "&", "©", "%", "«", "»", "|"};
  if (word.is_drawing() || letters_of(word.text).all() > 0) return false;
  return word.confidence < kSure || std::find(signs.begin(), signs.end(), word.text) == signs.end();
}

// Few letters, of which it is not sure: likely such marks too.
bool is_doubtful(const PlacedWord& word) {
  const size_t letters = letters_of(word.text).all();
  constexpr float kLeast = 20;
  if (letters == 0 || (word.confidence >= kLeast && is_certain(word.text))) return false;
  if (letters == 1) return word.confidence < 75;
  if (letters <= 3) return word.confidence < 50;
  return letters <= 5 ? word.confidence < 35 : word.confidence < 15;
}

void show(tesseract::TessBaseAPI& api, const Raster& grey) {
  api.SetImage(grey.pixels.data(), grey.width, grey.height, 1, grey.width);
  api.SetSourceResolution(300);
}

std::optional<PlacedWord> word_at(const tesseract::ResultIterator& at) {
  const std::unique_ptr<char[]> read(at.GetUTF8Text(tesseract::RIL_WORD));
  int left = 0;
  int top = 0;
  int right = 0;
  int bottom = 0;
  if (!read || !at.BoundingBox(tesseract::RIL_WORD, &left, &top, &right, &bottom)) return std::nullopt;
  PlacedWord word;
  word.left = static_cast<float>(left);
  word.top = static_cast<float>(top);
  word.right = static_cast<float>(right);
  word.bottom = static_cast<float>(bottom);
  word.text = read.get();
  word.confidence = at.Confidence(tesseract::RIL_WORD);
  word.is_doubtful = is_doubtful(word);
  return word;
}

// What it sees in the part of the picture that it was shown.
std::vector<PlacedWord> recognized(tesseract::TessBaseAPI& api) {
  std::vector<PlacedWord> words;
  if (api.Recognize(nullptr) != 0) return words;
  const std::unique_ptr<tesseract::ResultIterator> at(api.GetIterator());
  do {
    if (!at) break;
    auto word = word_at(*at);
    if (word && !is_noise(*word)) words.push_back(std::move(*word));
  } while (at->Next(tesseract::RIL_WORD));
  return words;
}

bool lies_in(const PlacedWord& word, const PixelBox& place) {
  const float x = (word.left + word.right) / 2;
  const float y = (word.top + word.bottom) / 2;
  return letters_of(word.text).all() > 0 && x >= static_cast<float>(place.left) &&
         x <= static_cast<float>(place.right) && y >= static_cast<float>(place.top) &&
         y <= static_cast<float>(place.bottom);
}

// A word of a part of the page, in the page's pixels.
PlacedWord moved(PlacedWord word, const PixelBox& part) {
  word.left += static_cast<float>(part.left);
  word.right += static_cast<float>(part.left);
  word.top += static_cast<float>(part.top);
  word.bottom += static_cast<float>(part.top);
  return word;
}

// Paints over what has been read.
Raster without(const std::vector<PlacedWord>& words, Raster page) {
  constexpr int kMargin = 3;
  for (const PlacedWord& word : words) {
    if (letters_of(word.text).all() == 0) continue;
    const int left = std::max(static_cast<int>(word.left) - kMargin, 0);
    const int right = std::min(static_cast<int>(word.right) + kMargin, page.width);
    const int top = std::max(static_cast<int>(word.top) - kMargin, 0);
    const int bottom = std::min(static_cast<int>(word.bottom) + kMargin, page.height);
    const uint8_t background = page.row(top)[left];
    for (int y = top; y < bottom && left < right; ++y) {
      std::fill_n(page.row(y) + left, right - left, background);
    }
  }
  return page;
}

void weigh(OcrText& text) {
  double sum = 0;
  double weight = 0;
  size_t upright = 0;
  size_t lying = 0;
  for (const PlacedWord& word : text.words) {
    const size_t letters = word.is_doubtful ? 0 : letters_of(word.text).all();
    sum += static_cast<double>(word.confidence) * static_cast<double>(letters);
    weight += static_cast<double>(letters);
    // A speck is taken for a letter or two with great confidence, for a word with little.
    if (word.confidence >= kSure && letters >= 3) text.sure_letters += letters;
    if (letters >= 4) ++(word.bottom - word.top > word.right - word.left ? upright : lying);
  }
  text.is_sideways = upright > lying;
  if (weight > 0) text.confidence = sum / weight;
}

}  // namespace

struct Ocr::Handle {
  tesseract::TessBaseAPI text;
  tesseract::TessBaseAPI russian;
  tesseract::TessBaseAPI orientation;
  bool has_text = false;
  bool has_russian = false;
  bool has_orientation = false;
};

Ocr::Ocr(const ReaderLimits& limits) : limits_(limits) {}
Ocr::~Ocr() = default;

bool Ocr::load() {
  if (handle_) return handle_->has_text;
  handle_ = std::make_unique<Handle>();
  const auto load = [&](tesseract::TessBaseAPI& api, const std::string& languages, tesseract::PageSegMode mode) {
    if (api.Init(limits_.tessdata.c_str(), languages.c_str(), tesseract::OEM_LSTM_ONLY) != 0) return false;
    api.SetPageSegMode(mode);
    api.SetVariable("debug_file", "/dev/null");
    return true;
  };
  // Not mode 6, which reads no field of a ruled form.
  handle_->has_text = load(handle_->text, limits_.ocr_languages, tesseract::PSM_AUTO);
  const bool several = limits_.ocr_languages.starts_with("rus+");
  handle_->has_russian = several && load(handle_->russian, "rus", tesseract::PSM_SINGLE_WORD);
  return handle_->has_text;
}

std::optional<OcrText> Ocr::read(const Raster& grey, bool is_screen) {
  if (!load()) return std::nullopt;
  OcrText text;
  text.words = words_on(grey, tesseract::PSM_AUTO);
  if (is_screen) add_sparse(grey, text.words);
  read_stamps(grey, text);
  read_left_out(grey, text);
  reread_latin(grey, text);
  weigh(text);
  return text;
}

std::vector<PlacedWord> Ocr::words_on(const Raster& grey, int mode) {
  tesseract::TessBaseAPI& api = handle_->text;
  api.SetPageSegMode(static_cast<tesseract::PageSegMode>(mode));
  show(api, grey);
  std::vector<PlacedWord> words = recognized(api);
  api.Clear();
  return words;
}

// What stands in a frame that leans is taken for a drawing.
void Ocr::read_stamps(const Raster& grey, OcrText& text) {
  for (const Stamp& stamp : find_stamps(grey)) {
    const auto is_read = [&](const PlacedWord& word) { return word.confidence >= kSure && lies_in(word, stamp.place); };
    if (std::ranges::any_of(text.words, is_read)) continue;
    for (PlacedWord& word : words_on(stamp.upright, tesseract::PSM_SINGLE_BLOCK)) {
      if (word.confidence < kSure || letters_of(word.text).all() < 3) continue;
      text.words.push_back(moved(std::move(word), stamp.place));
    }
  }
}

// Rows that were taken for a part of a drawing, most often of a seal, are read one by one.
void Ocr::read_left_out(const Raster& grey, OcrText& text) {
  const std::vector<PixelBox> ink = ink_on(grey);
  LeftOut left = left_out(ink, text.words);
  if (left.rows.empty()) return;
  left.rows.resize(std::min(left.rows.size(), kMostRows));
  tesseract::TessBaseAPI& api = handle_->text;
  api.SetPageSegMode(tesseract::PSM_SINGLE_LINE);
  show(api, grey);
  for (const PixelBox& row : left.rows) {
    const int margin = (row.bottom - row.top) / 3;
    const int x = std::max(row.left - margin, 0);
    const int y = std::max(row.top - margin, 0);
    api.SetRectangle(x, y, std::min(row.right + margin, grey.width) - x,
                     std::min(row.bottom + margin, grey.height) - y);
    for (PlacedWord& word : recognized(api)) {
      if (word.confidence >= kSure && letters_of(word.text).all() > 0) text.words.push_back(std::move(word));
    }
  }
  api.Clear();
  text.left_out = left_out(ink, text.words).letters;
}

// Titles in coloured bars and words on buttons are drawings to the usual mode. The rest of the page is searched for
// single words; once more with all grounds made white, for to Tesseract a grey bar and what is written on it are
// equally dark.
void Ocr::add_sparse(const Raster& grey, std::vector<PlacedWord>& words) {
  for (const bool on_white : {false, true}) {
    const Raster rest = without(words, grey);
    for (PlacedWord& word : words_on(on_white ? on_white_ground(rest) : rest, tesseract::PSM_SPARSE_TEXT)) {
      const size_t letters = letters_of(word.text).all();
      word.is_doubtful = letters == 1;
      if (word.confidence >= kSure && letters > 0) words.push_back(std::move(word));
    }
  }
}

// A word that only the English model knows is read again by the Russian one alone.
void Ocr::reread_latin(const Raster& grey, OcrText& text) {
  Letters sum;
  for (const PlacedWord& word : text.words) {
    const Letters letters = letters_of(word.text);
    sum.latin += letters.latin;
    sum.cyrillic += letters.cyrillic;
  }
  if (!handle_->has_russian || sum.latin > sum.cyrillic) return;  // a page in English
  bool shown = false;
  size_t left = kMostRereads;
  for (PlacedWord& word : text.words) {
    const Letters letters = letters_of(word.text);
    if (letters.latin < 2 || letters.cyrillic > 0 || left == 0) continue;
    --left;
    if (!std::exchange(shown, true)) show(handle_->russian, grey);
    reread(word);
  }
  handle_->russian.Clear();
}

void Ocr::reread(PlacedWord& word) {
  constexpr int kMargin = 8;
  tesseract::TessBaseAPI& api = handle_->russian;
  const int left = std::max(static_cast<int>(word.left) - kMargin, 0);
  const int top = std::max(static_cast<int>(word.top) - kMargin, 0);
  api.SetRectangle(left, top, static_cast<int>(word.right) + kMargin - left,
                   static_cast<int>(word.bottom) + kMargin - top);
  const std::unique_ptr<char[]> read(api.GetUTF8Text());
  if (!read) return;
  std::string russian = read.get();
  while (russian.ends_with('\n') || russian.ends_with(' ')) russian.pop_back();
  while (word.text.starts_with('|')) word.text.erase(0, 1);
  if (is_better_in_russian(word.text, word.confidence, russian, static_cast<float>(api.MeanTextConf()))) {
    word.text = russian;
  }
}

std::optional<int> Ocr::turn_of(const Raster& grey) {
  if (!load()) return std::nullopt;
  if (!handle_->has_orientation) {
    if (handle_->orientation.Init(limits_.tessdata.c_str(), "osd", tesseract::OEM_TESSERACT_ONLY) != 0)
      return std::nullopt;
    handle_->orientation.SetPageSegMode(tesseract::PSM_OSD_ONLY);
    handle_->orientation.SetVariable("debug_file", "/dev/null");
    handle_->has_orientation = true;
  }
  show(handle_->orientation, grey);
  int degrees = 0;
  float confidence = 0;
  const char* script = nullptr;
  float script_confidence = 0;
  const bool told = handle_->orientation.DetectOrientationScript(&degrees, &confidence, &script, &script_confidence);
  handle_->orientation.Clear();
  // The page lies turned by `degrees`; turning it on makes it whole.
  if (!told) return std::nullopt;
  return (360 - degrees) % 360;
}

}  // namespace pismovod
