// The content of a draft: the letter's own parts with lines put on top of its text.
#pragma once

#include <string>
#include <vector>

#include "mail/compose.h"
#include "mime/structure.h"

namespace pismovod {

class DraftContent {
 public:
  // All of it outlives the object; `lines` are UTF-8.
  DraftContent(const Message& message, const Structure& structure, const std::vector<std::string>& lines)
      : message_(message), structure_(structure), lines_(lines) {}

  // Every part; the lines stand above the first text, in each of its alternatives. A letter without a
  // text in reach (S/MIME, PGP) follows the lines as it is.
  Part whole() const;
  // The lines and the letter's text, and under `heading` the names of what is not carried.
  Part bare(const std::string& heading) const;

 private:
  class Builder;
  const Message& message_;
  const Structure& structure_;
  const std::vector<std::string>& lines_;
};

}  // namespace pismovod
