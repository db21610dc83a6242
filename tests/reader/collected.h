// What a reading function gave, as one text: a line before each passage says its place.
#pragma once

#include <string>

#include "extract/document.h"
#include "extract/reader_limits.h"
#include "reader/budget.h"

namespace pismovod {

inline std::string places_and_texts(const Document& document) {
  std::string out;
  for (const Passage& passage : document.passages) {
    const std::string place = passage.place.text();
    const size_t unit = place.find(", ");
    out += "[" + (unit == std::string::npos ? place : place.substr(unit + 2)) + "]\n" + passage.text + "\n";
  }
  return out;
}

inline Budget plenty() { return {ReaderLimits(), size_t{100} << 20}; }

inline constexpr size_t kMost = size_t{1} << 20;

}  // namespace pismovod
