// Text in one place of a letter, folded for the search, and where that place is.
#pragma once

#include <cstdint>
#include <string>

#include "base/fold.h"

namespace pismovod {

// Who wrote a passage.
enum class Author : uint8_t { sender, firm, other };

struct Place {
  // earlier: another letter of the same correspondence, by its day in `name` ("16.09.2026").
  enum class Kind : uint8_t { subject, body, quoted, signature, attachment, earlier };
  enum class Unit : uint8_t { none, table, page, sheet };

  Kind kind = Kind::body;
  Author author = Author::sender;
  int attachment = 0;  // number in the letter, from 1
  std::string name;    // the attachment's, with what is inside it: "Архив.zip: Карточка.docx"
  Unit unit = Unit::none;
  int number = 0;     // of the unit, from 1
  std::string sheet;  // its name
  bool ocr = false;

  // What the text of a place in an earlier letter begins with.
  static constexpr std::string_view kEarlier = "letter of ";
  // As the JSON verdict says it: `attachment 2 «Карточка.docx», table 1`.
  std::string text() const;
};

// Text in one place. Lines end with LF; the cells of a row are parted by tabs, the lines within a
// cell by vertical tabs.
struct Passage {
  Place place;
  std::string text;
  Folded folded;
  // Of a quoted letter: the line above it, or what this letter answers (In-Reply-To), names the firm's domain; else
  // whose it is was only presumed.
  bool names_the_firm = false;
  // The sender's answer once more, behind the question of the quoted letter above it: data are found
  // there, and nothing is asked.
  bool is_answer = false;
};

Passage make_passage(Place place, std::string text);

}  // namespace pismovod
