// Tesseract behind one class: words with their places. The one place where it is used.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "extract/reader_limits.h"
#include "reader/page_layout.h"
#include "reader/raster.h"

namespace pismovod {

struct OcrText {
  std::vector<PlacedWord> words;
  double confidence = 0;     // percent, the mean of words by their length
  size_t sure_letters = 0;   // letters and digits of words that it is sure of
  int left_out = 0;          // letters that stand in rows as text does, and could not be read
  bool is_sideways = false;  // most words stand upright: their boxes are high and narrow
};

// Loads its languages when it is first used and keeps them. One thread.
class Ocr {
 public:
  explicit Ocr(const ReaderLimits& limits);
  ~Ocr();
  Ocr(const Ocr&) = delete;
  Ocr& operator=(const Ocr&) = delete;

  // Nothing where the languages cannot be loaded. Of a screenshot words are read outside of any
  // lines too.
  std::optional<OcrText> read(const Raster& grey, bool is_screen = false);
  // Degrees clockwise that a page must be turned to be upright: 0, 90, 180, 270; nothing where it
  // cannot be told.
  std::optional<int> turn_of(const Raster& grey);

 private:
  struct Handle;

  bool load();
  std::vector<PlacedWord> words_on(const Raster& grey, int mode);
  void add_sparse(const Raster& grey, std::vector<PlacedWord>& words);
  void read_stamps(const Raster& grey, OcrText& text);
  void read_left_out(const Raster& grey, OcrText& text);
  void reread_latin(const Raster& grey, OcrText& text);
  void reread(PlacedWord& word);

  const ReaderLimits& limits_;
  std::unique_ptr<Handle> handle_;
};

}  // namespace pismovod
