#include "extract/document.h"

#include <algorithm>

namespace pismovod {
namespace {

// From the best to the worst that can be said of several pages together.
int badness(ReadState state) {
  switch (state) {
    case ReadState::read:
      return 0;
    case ReadState::unreadable:
      return 1;
    case ReadState::encrypted:
      return 2;
    case ReadState::too_large:
      return 3;
    case ReadState::failed:
      return 4;
    case ReadState::timed_out:
      return 5;
    case ReadState::unopened:
      break;
  }
  return 6;
}

}  // namespace

void Document::fail(ReadDepth depth, ReadState state) {
  if (depth == ReadDepth::outline) outline = state;
  if (depth <= ReadDepth::text) text = state;
  ocr = state;
}

void Document::settle_ocr() {
  ocr = text;
  for (const Page& page : pages) {
    if (page.wants_ocr() && badness(page.ocr) > badness(ocr)) ocr = page.ocr;
  }
}

}  // namespace pismovod
