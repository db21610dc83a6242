// A letter inside a letter: a forwarded message, an .eml file, the content of a signed S/MIME
// message. Its subject and text become passages; what is attached to it is handed over as files.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "extract/document.h"
#include "letter/letter.h"

namespace pismovod {

class LetterFile {
 public:
  // The octets are copied; the context's pool must outlive the letter.
  LetterFile(std::string_view octets, const ReadingContext& context);
  LetterFile(const LetterFile&) = delete;  // the letter points to its message
  LetterFile& operator=(const LetterFile&) = delete;
  ~LetterFile() = default;

  const Letter& letter() const { return letter_; }

  // Subject and text, as passages of the document that the letter is. Its author is told by From.
  // With `as_own` they stay passages of subject, body and so on: the outer letter is a mere wrap.
  void add_text(Document& document, size_t most, bool as_own = false) const;

  // Files, and further forwarded letters, attached to it; attachments of those are not nested.
  std::string content(const Attachment& attachment, size_t most) const;
  const Entity& entity(const Attachment& attachment) const { return letter_.structure.entities[attachment.entity]; }

 private:
  Author author() const;

  const ReadingContext& context_;
  Message message_;
  Letter letter_;
};

}  // namespace pismovod
