#include "letter/letter_print.h"

#include <algorithm>

#include "base/digest.h"

namespace pismovod {
namespace {

bool is_letter_or_digit(char c) { return is_folded_letter(c) || (c >= '0' && c <= '9'); }

// Each character is written, and overwritten by the next where it is none: no branch for what is told badly beforehand.
void append_words(std::string& out, const Passage& passage) {
  const std::string_view folded = passage.folded.text();
  size_t length = out.size();
  out.resize(length + folded.size());
  for (const char c : folded) {
    out[length] = c;
    length += is_letter_or_digit(c) ? 1 : 0;
  }
  out.resize(length);
}

}  // namespace

std::string letter_print(const Letter& letter) {
  std::string words;
  for (const Passage& passage : letter.passages) {
    if (passage.place.kind == Place::Kind::attachment || passage.is_answer) continue;
    append_words(words, passage);
    if (passage.place.kind == Place::Kind::subject) words += '\n';
  }
  std::vector<std::string> names;
  for (const Attachment& attachment : letter.attachments) {
    if (!attachment.inline_picture && !attachment.in_signature) names.push_back(attachment.name);
  }
  std::ranges::sort(names);
  for (const std::string& name : names) words.append("\n").append(name);
  return digest_of(words).substr(0, 32);
}

}  // namespace pismovod
