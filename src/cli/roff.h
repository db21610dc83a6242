// Text in the macros of man(7).
#pragma once

#include <string>
#include <string_view>

namespace pismovod {

class Roff {
 public:
  // `what` stands in the page's first line: "PISMOVOD", 1.
  Roff(std::string_view what, int section);

  Roff& heading(std::string_view text);
  Roff& subheading(std::string_view text);
  Roff& paragraph(std::string_view text);
  // An item, in bold, and what it is.
  Roff& item(std::string_view name, std::string_view meaning);
  Roff& more(std::string_view text);  // a paragraph more of the item
  Roff& code(std::string_view text);  // lines as they are
  std::string text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace pismovod
