// Words with their boxes become lines as they stand on the page.
#pragma once

#include <string>
#include <vector>

namespace pismovod {

struct PlacedWord {
  float left = 0;  // any unit; y grows downward
  float top = 0;
  float right = 0;
  float bottom = 0;
  // UTF-8; empty: a rule or a drawing, which may part cells.
  std::string text;
  bool glued_to_next = false;  // no blank follows, as far as the source knows
  float confidence = 100;      // of OCR, in percent
  bool is_doubtful = false;    // a word only if it stands in a line of words, else a mark of a pen

  bool is_drawing() const { return text.find_first_not_of(" \t\n") == std::string::npos; }
};

// Lines from the top. Words far apart on a line, or with a rule of a table between them, are parted
// by three blanks, as cells are.
std::vector<std::string> lines_of_words(std::vector<PlacedWord> words);

}  // namespace pismovod
