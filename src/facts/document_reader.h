// Tells the kinds of attached documents: by their own words, else by their file's name, else by the
// words of the letter (config/catalogue/documents.toml).
#pragma once

#include <string>
#include <vector>

#include "facts/catalogue.h"
#include "facts/reading.h"

namespace pismovod {

// A sheet that may be a document of its own: a page of a scan, or a whole typed document.
struct Sheet {
  size_t document = 0;  // index in Reading::documents()
  int page = 0;         // from 1; 0: the whole file
  bool is_scan = false;
  bool is_legible = false;  // it has been read and has words
  bool is_unread = false;
  bool is_blank = false;              // nothing is on it: only a name can tell what it is
                                      // could be read deeper than it was
  ReadState state = ReadState::read;  // why not, where it could not be read
  int kind = -1;                      // by its own text: index in the catalogue; -1: not told
  bool kind_goes_on = false;          // a further page of the sheet before
  std::vector<int> kinds_by_name;
};

class DocumentReader {
 public:
  DocumentReader(Vocabulary::Builder& words, const Catalogue& catalogue);

  std::vector<Sheet> sheets(const Reading& reading) const;

  const DocumentKind& kind(int index) const { return kinds_[static_cast<size_t>(index)].known; }
  // A scan of a paper that itself says what the requirement asks for, where a part of it could not be read; null
  // for none.
  const Document* half_read(const Reading& reading, const std::string& requirement) const;
  bool serves(int kind, const std::string& requirement) const;
  // Does the letter say that such a document is attached to it?
  bool is_said_attached(const Reading& reading, const std::string& requirement) const;
  // Is what the kind must show (a bank's mark) to be seen on the sheet?
  bool shows_marks(const Reading& reading, const Sheet& sheet) const;
  // Must the document that a sheet's name tells show something that nobody has seen?
  bool needs_marks(const Sheet& sheet, const std::string& requirement) const;
  // An empty form: labels and no values.
  bool is_unfilled(const Reading& reading, const Sheet& sheet) const;
  std::vector<const Text*> texts_of(const Reading& reading, const Sheet& sheet) const;

 private:
  struct Known {
    DocumentKind known;
    TermId decisive = 0;
    TermId titles = 0;
    TermId title_says = 0;
    std::vector<TermId> words;
    TermId excluded = 0;
    TermId names = 0;
    TermId mentions = 0;
    TermId marks = 0;
  };

  int kind_by_text(const std::vector<const Text*>& texts) const;
  double score(const Known& kind, const std::vector<const Text*>& texts) const;
  std::vector<int> kinds_by_name(const Reading& reading, const std::string& name) const;
  void add_pages(const Reading& reading, size_t index, std::vector<Sheet>& out) const;
  void add_whole(const Reading& reading, size_t index, std::vector<Sheet>& out) const;
  Sheet describe(const Reading& reading, Sheet sheet, ReadState state) const;

  std::vector<Known> kinds_;
  TermId attached_ = 0;
  TermId not_attached_ = 0;
};

}  // namespace pismovod
