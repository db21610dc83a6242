// Collects what a file says as the passages of its document: one a table, sheet or page, one for
// each run of lines between them.
//
// Text comes in as UTF-8; malformed octets and control characters are replaced. Bounded: past
// `most` octets nothing is taken and the document's text_was_cut is set.
#pragma once

#include <string>
#include <string_view>

#include "extract/document.h"

namespace pismovod {

class TextCollector {
 public:
  // The document must outlive the collector; its attachment and name go into the places.
  TextCollector(Document& document, size_t most) : document_(document), left_(most) {}
  TextCollector(const TextCollector&) = delete;
  TextCollector& operator=(const TextCollector&) = delete;
  ~TextCollector() = default;

  // What follows stands in this unit. Where it goes on in the same one nothing changes.
  void stand_in(Place::Unit unit, int number = 0, std::string_view sheet = {});
  void mark_as_ocr() { ocr_ = true; }

  // A line without its end, its cells parted by tabs and the lines within a cell by vertical tabs.
  // Trailing borders of empty cells are dropped. False when the limit has been reached.
  bool line(std::string_view text);
  bool is_full() const { return left_ == 0; }

  // Ends the last passage. Called once.
  void finish() { flush(); }

 private:
  void flush();

  Document& document_;
  size_t left_;
  Place::Unit unit_ = Place::Unit::none;
  int number_ = 0;
  std::string sheet_;
  bool ocr_ = false;
  std::string text_;
};

}  // namespace pismovod
