// Is it Russian or English, or rubbish? One measure for charsets, the text of documents and OCR.
//
// Letters that follow each other as they do in prose count for, others against; capitals and small letters
// are one. The frequencies are in letter_pairs.h.
#pragma once

#include <cstddef>
#include <string_view>

namespace pismovod {

struct LanguageScore {
  double mean = 0;     // of a letter; Russian and English have some 1, letters drawn at random -2
  size_t letters = 0;  // and odd signs; digits, blanks and usual signs are none
  size_t odd = 0;      // signs that stand in no such text
};

LanguageScore language_score(std::string_view utf8);

// There are letters enough to tell, and no language has them in that order: a font without a table of its
// characters, a wrong charset, a picture read upside down. Single words and abbreviations are never rubbish.
bool is_rubbish(std::string_view utf8);

}  // namespace pismovod
