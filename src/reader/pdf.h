// PDF: the one place where poppler is used. What it does not hand over comes from pdf_parts.h.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "extract/document.h"
#include "extract/reader_limits.h"
#include "reader/budget.h"
#include "reader/container.h"
#include "reader/pdf_parts.h"
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
    size_t letters = 0;       // letters and digits
    bool is_rubbish = false;  // a font has no table of its characters: nobody can read the lines, only the page
  };
  // What stands on page `number`, from 1, as text.
  PageText text(int number) const;

  bool is_foreign_form() const { return is_foreign_form_; }
  bool is_portfolio() const { return is_portfolio_; }

  // The page as a picture, in colour or grey, of at most `most_pixels`. With `hide_text` what text()
  // gives is painted over: what is left are pictures. Empty where it cannot be drawn.
  Raster render(int number, int dpi, size_t most_pixels, bool hide_text) const;

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
  std::vector<FilledField> fields_;
  ReadState state_ = ReadState::unreadable;
  bool is_foreign_form_ = false;
  bool is_portfolio_ = false;
};

// Outline (pages) or text of a PDF into the document; a page with fewer than 20 letters, or whose letters are
// rubbish, is a picture. Before each page, `before_page` hears how many were read: all that they say stands in the
// document, and a page that takes too much processor time ends the process.
void read_pdf(std::string_view octets, ReadDepth depth, const ReaderLimits& limits, Document& document,
              const std::function<void(size_t)>& before_page);

// The files within it.
ReadState walk_pdf(const ContainerWalk& walk, Budget& budget, const TakeEnclosed& take);

// One page for OCR; empty where it cannot be drawn.
Raster pdf_picture(std::string_view octets, int page, const ReaderLimits& limits);

}  // namespace pismovod
