#include "reader/left_out.h"

#include <algorithm>
#include <cmath>
#include <span>

namespace pismovod {
namespace {

constexpr float kSure = 60;    // percent: these words tell how high letters are
constexpr float kRead = 30;    // percent: what is less sure has not been read
constexpr int kLeastInk = 8;   // pixels high: dots, grain
constexpr int kMostInk = 200;  // pixels high: drawings
constexpr size_t kMostPieces = 6000;
constexpr size_t kLeastInRow = 8;
constexpr size_t kFewSure = 40;  // letters of sure words: with as many and more in none, hardly a word was read
// A page of text has so many rows and letters.
constexpr size_t kLeastRows = 3;
constexpr int kLeastLetters = 40;

// In heights of a letter.
constexpr float kLow = 0.7F;
constexpr float kHigh = 2;
constexpr float kThin = 0.2F;
constexpr float kWide = 4;      // letters that touch
constexpr float kBlurred = 14;  // words whose letters run into each other
constexpr float kLetter = 0.7F;
constexpr float kFar = 1.5F;
constexpr float kStep = 0.3F;  // of the base line from one letter to the next

int height_of(const PixelBox& box) { return box.bottom - box.top; }
int width_of(const PixelBox& box) { return box.right - box.left; }

// Its middle is what counts: commas and tails reach out.
bool lies_in(const PixelBox& box, const PlacedWord& word) {
  constexpr float kMargin = 5;
  const float x = static_cast<float>(box.left + box.right) / 2;
  const float y = static_cast<float>(box.top + box.bottom) / 2;
  return x >= word.left - kMargin && x <= word.right + kMargin && y >= word.top - kMargin && y <= word.bottom + kMargin;
}

float median_height(std::span<const PixelBox> boxes) {
  if (boxes.empty()) return 0;
  std::vector<int> heights;
  std::ranges::transform(boxes, std::back_inserter(heights), height_of);
  const auto middle = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2);
  std::nth_element(heights.begin(), middle, heights.end());
  return static_cast<float>(*middle);
}

struct Pieces {
  std::vector<PixelBox> in_sure_words;
  std::vector<PixelBox> free;
};

Pieces part(const std::vector<PixelBox>& ink, const std::vector<PlacedWord>& words) {
  Pieces pieces;
  for (const PixelBox& box : ink) {
    if (height_of(box) < kLeastInk || height_of(box) > kMostInk) continue;
    const auto word = std::ranges::find_if(words, [&](const PlacedWord& one) {
      return one.confidence >= kRead && !one.is_drawing() && lies_in(box, one);
    });
    if (word == words.end()) {
      pieces.free.push_back(box);
    } else if (word->confidence >= kSure) {
      pieces.in_sure_words.push_back(box);
    }
  }
  return pieces;
}

struct Row {
  std::vector<PixelBox> letters;
  float base = 0;  // where they stand, pixels from the top
};

// A letter stands on the line as the ones before it, or hangs below it and begins where they do.
bool continues(const Row& row, const PixelBox& letter, float height) {
  const PixelBox& last = row.letters.back();
  const bool stands = std::fabs(static_cast<float>(letter.bottom) - row.base) <= kStep * height;
  const bool hangs = std::fabs(static_cast<float>(letter.top) + height - row.base) <= kStep * height;
  return static_cast<float>(letter.left - last.right) <= kFar * height && (stands || hangs);
}

void add(Row& row, const PixelBox& letter, float height) {
  constexpr float kSlowly = 0.2F;
  const float off = static_cast<float>(letter.bottom) - row.base;
  if (std::fabs(off) <= kStep * height) row.base += kSlowly * off;
  row.letters.push_back(letter);
}

std::vector<Row> rows_of(std::vector<PixelBox> letters, float height) {
  std::ranges::sort(letters, {}, &PixelBox::left);
  std::vector<Row> rows;
  for (const PixelBox& letter : letters) {
    const auto row = std::ranges::find_if(rows, [&](const Row& one) { return continues(one, letter, height); });
    if (row == rows.end()) {
      rows.push_back({{letter}, static_cast<float>(letter.bottom)});
    } else {
      add(*row, letter, height);
    }
  }
  return rows;
}

PixelBox around(const Row& row) {
  PixelBox box = row.letters.front();
  for (const PixelBox& letter : row.letters) {
    box.top = std::min(box.top, letter.top);
    box.right = std::max(box.right, letter.right);
    box.bottom = std::max(box.bottom, letter.bottom);
  }
  return box;
}

// Letters in a row: what is wider than any was several.
int letters_in(const Row& row, float height) {
  int letters = 0;
  for (const PixelBox& piece : row.letters) {
    const auto wide = static_cast<float>(width_of(piece));
    letters += wide > kWide / 2 * height ? static_cast<int>(wide / (kLetter * height)) : 1;
  }
  return letters;
}

// Of a page that hardly a word of could be read, blurred or moved: what there is of ink must look like a text.
LeftOut left_out_of_text(std::vector<PixelBox> pieces) {
  const float height = median_height(pieces);
  std::erase_if(pieces, [&](const PixelBox& box) {
    const auto high = static_cast<float>(height_of(box));
    return high < kLow * height || high > kHigh * height || static_cast<float>(width_of(box)) > kBlurred * height;
  });
  LeftOut out;
  if (height < kLeastInk || pieces.size() > kMostPieces) return out;
  for (const Row& row : rows_of(std::move(pieces), height)) {
    const int letters = letters_in(row, height);
    if (row.letters.size() < 2 || static_cast<size_t>(letters) < kLeastInRow) continue;
    out.letters += letters;
    out.rows.push_back(around(row));
  }
  return out.rows.size() >= kLeastRows && out.letters >= kLeastLetters ? out : LeftOut();
}

}  // namespace

LeftOut left_out(const std::vector<PixelBox>& ink, const std::vector<PlacedWord>& words) {
  Pieces pieces = part(ink, words);
  const size_t sure = pieces.in_sure_words.size();
  if (sure < kFewSure && 2 * sure < pieces.free.size()) return left_out_of_text(std::move(pieces.free));
  const float height = median_height(pieces.in_sure_words);
  std::erase_if(pieces.free, [&](const PixelBox& box) {
    const auto high = static_cast<float>(height_of(box));
    const auto wide = static_cast<float>(width_of(box));
    return high < kLow * height || high > kHigh * height || wide < kThin * height || wide > kWide * height;
  });
  LeftOut out;
  if (height < kLeastInk || pieces.free.size() > kMostPieces) return out;
  for (const Row& row : rows_of(std::move(pieces.free), height)) {
    const float typical = median_height(row.letters);
    if (row.letters.size() < kLeastInRow || typical < 0.8F * height || typical > 1.6F * height) continue;
    out.letters += static_cast<int>(row.letters.size());
    out.rows.push_back(around(row));
  }
  return out;
}

}  // namespace pismovod
