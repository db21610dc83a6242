// The content of a draft: the letter's own parts with its text changed.
#pragma once

#include <string>
#include <vector>

#include "mail/compose.h"
#include "mime/structure.h"
#include "notice/draft_text.h"

namespace pismovod {

class DraftContent {
 public:
  // All of it outlives the object.
  DraftContent(const Message& message, const Structure& structure, const DraftChanges& changes)
      : message_(message), structure_(structure), changes_(changes) {}

  // The letter's own text in each of its alternatives, whose changes come out alike.
  struct Text {
    DraftForm form = DraftForm::plain;
    std::string utf8;
  };
  std::vector<Text> texts() const;
  // Does the letter carry files?
  bool has_files() const;

  // Every part; the first text is changed, in each of its alternatives. A letter without a text in reach
  // (S/MIME, PGP) follows the lines as it is.
  Part whole() const;
  // The lines and the letter's text, and under `heading` the names of what is not carried.
  Part bare(const std::string& heading) const;

 private:
  class Builder;
  const Message& message_;
  const Structure& structure_;
  const DraftChanges& changes_;
};

}  // namespace pismovod
