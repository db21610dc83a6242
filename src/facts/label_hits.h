// Where labels stand in a text, before anything is read behind them; a part of label.cc.
#pragma once

#include <cstdint>
#include <vector>

#include "facts/label.h"

namespace pismovod {

struct LabelHit {
  Label label = Label::none;
  uint32_t first = 0;
  uint32_t last = 0;
};

// Those that mean themselves wherever they stand; the others are ordinary words as well.
bool is_strong(Label label);

// Leftmost, then longest: "рег. номер NFR" is one label, not "рег. номер" and "NFR".
std::vector<LabelHit> label_hits(const Tokens& tokens, const Hits& hits, const LabelTerms& terms);

}  // namespace pismovod
