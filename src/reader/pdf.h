// PDF: the one place where poppler is used.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "extract/document.h"
#include "extract/limits.h"
#include "reader/raster.h"

namespace pismovod {

class Pdf {
 public:
  // The octets must outlive it.
  explicit Pdf(std::string_view octets);
  ~Pdf();
  Pdf(const Pdf&) = delete;
  Pdf& operator=(const Pdf&) = delete;

  // read, encrypted (a password is needed to open it) or unreadable.
  ReadState state() const { return state_; }
  int pages() const;

  struct PageText {
    std::vector<std::string> lines;
    size_t letters = 0;  // letters and digits
  };
  // What stands on page `number`, from 1, as text.
  PageText text(int number) const;

  // The page as a picture, in colour or grey, of at most `most_pixels`. With `hide_text` what text()
  // gives is painted over: what is left are pictures. Empty where it cannot be drawn.
  Raster render(int number, int dpi, size_t most_pixels, bool hide_text) const;

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
  ReadState state_ = ReadState::unreadable;
};

// Outline (pages) or text of a PDF into the document; a page with fewer than 20 letters is a picture.
void read_pdf(std::string_view octets, ReadDepth depth, const ReaderLimits& limits, Document& document);

// One page for OCR; empty where it cannot be drawn.
Raster pdf_picture(std::string_view octets, int page, const ReaderLimits& limits);

}  // namespace pismovod
