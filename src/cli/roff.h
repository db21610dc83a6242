// Text in the macros of man(7), in the reader's language: headings, paragraphs and meanings are translated, names and
// code are not.
#pragma once

#include <string>
#include <string_view>

#include "config/admin_words.h"

namespace pismovod {

class Roff {
 public:
  // `what` stands in the page's first line: "PISMOVOD", 1.
  Roff(std::string_view what, int section, const AdminWords& words);

  Roff& heading(std::string_view text);
  Roff& subheading(std::string_view text);
  Roff& paragraph(std::string_view text);
  Roff& plain(std::string_view text);  // a paragraph as it is
  // An item, in bold, and what it is.
  Roff& item(std::string_view name, std::string_view meaning);
  Roff& more(std::string_view text);  // a paragraph more of the item, as it is
  Roff& code(std::string_view text);  // lines as they are
  std::string text() const { return text_; }

 private:
  const AdminWords& words_;
  std::string text_;
};

}  // namespace pismovod
