// What the program knows of its field, as data (config/catalogue): labels, products, countries,
// forms of organisations, kinds of documents, words. Phrases are parsed as they are read from a file.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "facts/label.h"
#include "words/phrase.h"

namespace pismovod {

struct ProductLine {
  std::string name;           // "1С:Бухгалтерия 8"
  Phrases spelled;            // "бухгалтери* предприят*"
  Phrases short_forms;        // "БП": capitals count
  bool needs_sign = false;    // the short form alone is too common a word: 1С or an edition must stand beside
  bool needs_edition = true;  // ПРОФ, КОРП or Базовая belongs to its full name
};

struct Country {
  std::string name;
  Phrases phrases;
  std::vector<size_t> tax_digits;  // lengths of its tax numbers, which people call ИНН too
  Phrases client_words;            // that tell that a client is from there
};

// A kind of document: how its own text, its file's name and the letter's words tell it.
struct DocumentKind {
  std::string id;
  std::string title;                // as people call it
  std::vector<std::string> serves;  // requirements that it meets; none for one that is told apart only
  Phrases decisive;                 // of its heading
  Phrases titles;                   // that a line at its top begins with, and that settle it
  Phrases title_says;               // one of which stands close behind such a phrase, where any is given
  std::vector<Phrases> words;       // groups of phrases that its text uses
  size_t enough = 3;                // groups that must be there where no heading is
  Phrases excluded_by;              // that only other documents have
  Phrases names;                    // of file names
  Phrases mentions;                 // of letters that carry it
  Phrases marks;                    // what must be seen in it, or it is unverified (a bank's mark)
  std::vector<std::string> holds;   // requirements that its own words meet, where they can be read
  bool must_be_filled = false;      // an empty form is none
};

struct Catalogue {
  std::map<Label, Phrases> labels;
  std::vector<ProductLine> products;
  std::vector<Country> countries;
  Phrases articles;  // textual codes of the price list
  std::vector<DocumentKind> documents;
  std::vector<std::string> scans_only;  // requirements that a typed document does not meet
  std::map<std::string, Phrases, std::less<>> words;

  // A named list of phrases; an empty one where the catalogue has none of that name.
  const Phrases& list(std::string_view name) const;
};

}  // namespace pismovod
