// Tells the sender's own words from quoted letters, signatures and disclaimers, in the styles of
// Outlook, The Bat!, Thunderbird, Yandex, Mail.ru, Gmail, Apple Mail and 1C itself.
//
// Nothing is thrown away but the lines that say who wrote when to whom: every other line gets a
// role, and data are searched in all of them.
#pragma once

#include <string>
#include <vector>

#include "letter/lines.h"

namespace pismovod {

enum class LineRole { own, quoted, signature, disclaimer, attribution };

struct QuotedLetter {
  std::string attribution;  // the lines that introduce it: "16.09.2026, 10:15, ... <a@b>:"; may be empty
  int within = -1;          // the quoted letter that quotes it in turn, -1: the letter itself
  bool forwarded = false;   // introduced as a forwarded letter
};

struct SortedLines {
  struct Line {
    LineRole role = LineRole::own;
    int letter = -1;  // index into letters where quoted
  };
  std::vector<Line> lines;  // one for each given line
  std::vector<QuotedLetter> letters;
};

// `sender_name` is the display name of From: a line with it alone begins a signature.
SortedLines sort_lines(const std::vector<TextLine>& lines, const std::string& sender_name);

// "> Укажите ИНН клиента" and below it "7701234507": the own lines [begin, end), as far as they may answer,
// behind the last paragraph of the quote right above them, "Укажите ИНН клиента: 7701234507"; empty where
// there is none.
std::string answer_with_question(const std::vector<TextLine>& lines, const SortedLines& sorted, size_t begin,
                                 size_t end);

}  // namespace pismovod
