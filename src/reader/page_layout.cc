#include "reader/page_layout.h"

#include <algorithm>

namespace pismovod {
namespace {

// Gaps, in heights of the line. Justified text spreads its blanks to about one height.
constexpr float kFarApart = 1.4F;
constexpr float kNoBlank = 0.1F;
// Words stand on one line where they share so much of the lower one's height.
constexpr float kShared = 0.5F;
// Lines that are looked back at for one that a word belongs to: columns of unlike leading.
constexpr size_t kLookedBack = 6;

struct Line {
  float top = 0;
  float bottom = 0;
  std::vector<PlacedWord> words;
  float height() const { return bottom - top; }
};

float height_of(const PlacedWord& word) { return std::max(word.bottom - word.top, 0.001F); }

bool belongs_to(const Line& line, const PlacedWord& word) {
  const float shared = std::min(line.bottom, word.bottom) - std::max(line.top, word.top);
  return shared >= kShared * std::min(line.height(), height_of(word));
}

// The line's band is its first word's, widened slowly: a long line that slopes must not swallow the
// next.
void add(Line& line, PlacedWord word) {
  const auto count = static_cast<float>(line.words.size());
  line.top = (line.top * count + word.top) / (count + 1);
  line.bottom = (line.bottom * count + word.bottom) / (count + 1);
  line.words.push_back(std::move(word));
}

bool is_bar(const std::string& text) { return text == "|" || text == "¦" || text == "│" || text == "||"; }

// The borders of cells: bars that were taken for letters, and tall drawings.
bool is_rule(const PlacedWord& word) {
  if (is_bar(word.text)) return true;
  return word.is_drawing() && word.bottom - word.top > 2 * (word.right - word.left);
}

// Bars that stick to a word.
void trim_bars(std::string& text) {
  while (text.starts_with('|')) text.erase(0, 1);
  while (text.ends_with('|')) text.pop_back();
}

bool is_between(const PlacedWord& rule, const PlacedWord& left, const PlacedWord& right, float middle) {
  const float x = (rule.left + rule.right) / 2;
  return rule.top <= middle && middle <= rule.bottom && left.right - 3 <= x && x <= right.left + 3;
}

// A sure word close by, of like height.
bool supports(const PlacedWord& sure, const PlacedWord& doubtful) {
  const float height = height_of(sure);
  const float gap = std::max(sure.left - doubtful.right, doubtful.left - sure.right);
  const float ratio = height_of(doubtful) / height;
  return !sure.is_doubtful && gap < 1.5F * height && ratio > 0.5F && ratio < 1.6F;
}

void drop_marks(std::vector<PlacedWord>& words) {
  std::vector<bool> dropped(words.size());
  for (size_t i = 0; i < words.size(); ++i) {
    const bool supported =
        (i > 0 && supports(words[i - 1], words[i])) || (i + 1 < words.size() && supports(words[i + 1], words[i]));
    dropped[i] = words[i].is_doubtful && !supported;
  }
  size_t at = 0;
  std::erase_if(words, [&](const PlacedWord&) { return dropped[at++]; });
}

std::string text_of(Line line, const std::vector<PlacedWord>& rules) {
  std::stable_sort(line.words.begin(), line.words.end(),
                   [](const PlacedWord& a, const PlacedWord& b) { return a.left < b.left; });
  drop_marks(line.words);
  std::string text;
  const PlacedWord* before = nullptr;
  const float middle = (line.top + line.bottom) / 2;
  for (const PlacedWord& word : line.words) {
    if (before != nullptr) {
      const float gap = (word.left - before->right) / std::max(line.height(), 0.001F);
      const bool rule = std::any_of(rules.begin(), rules.end(),
                                    [&](const PlacedWord& one) { return is_between(one, *before, word, middle); });
      if (rule || gap > kFarApart) {
        text += "   ";
      } else if (!before->glued_to_next || gap > kNoBlank) {
        text += ' ';
      }
    }
    text += word.text;
    before = &word;
  }
  return text;
}

// Takes rules and drawings out of the words, and gives the rules.
std::vector<PlacedWord> take_rules(std::vector<PlacedWord>& words) {
  constexpr size_t kMostRules = 500;
  std::vector<PlacedWord> rules;
  for (PlacedWord& word : words) {
    if (is_rule(word) && rules.size() < kMostRules) rules.push_back(word);
    trim_bars(word.text);
  }
  std::erase_if(words, [](const PlacedWord& word) { return word.is_drawing(); });
  return rules;
}

}  // namespace

std::vector<std::string> lines_of_words(std::vector<PlacedWord> words) {
  const std::vector<PlacedWord> rules = take_rules(words);
  std::stable_sort(words.begin(), words.end(),
                   [](const PlacedWord& a, const PlacedWord& b) { return a.top + a.bottom < b.top + b.bottom; });
  std::vector<Line> lines;
  for (PlacedWord& word : words) {
    const size_t first = lines.size() > kLookedBack ? lines.size() - kLookedBack : 0;
    size_t at = lines.size();
    while (at > first && !belongs_to(lines[at - 1], word)) --at;
    if (at == first) {
      lines.push_back({word.top, word.bottom, {}});
      at = lines.size();
    }
    add(lines[at - 1], std::move(word));
  }
  std::vector<std::string> out;
  out.reserve(lines.size());
  for (Line& line : lines) {
    std::string text = text_of(std::move(line), rules);
    if (!text.empty()) out.push_back(std::move(text));
  }
  return out;
}

}  // namespace pismovod
