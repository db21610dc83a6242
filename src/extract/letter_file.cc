#include "extract/letter_file.h"

#include <algorithm>

namespace pismovod {
namespace {

bool is_one_of(const std::string& domain, const std::vector<std::string>& domains) {
  return std::any_of(domains.begin(), domains.end(),
                     [&](const std::string& one) { return !domain.empty() && same_name(one, domain); });
}

}  // namespace

LetterFile::LetterFile(std::string_view octets, const ReadingContext& context)
    : context_(context),
      message_(read_message(octets, *context.pool, context.octets)),
      letter_(read_letter(message_, context)) {}

Author LetterFile::author() const {
  const std::string domain = letter_.from.domain;
  if (is_one_of(domain, context_.firm_domains)) return Author::firm;
  return is_one_of(domain, context_.own_domains) ? Author::sender : Author::other;
}

void LetterFile::add_text(Document& document, size_t most, bool as_own) const {
  if (letter_.text_was_cut) document.text_was_cut = true;
  size_t used = 0;
  for (const Passage& passage : letter_.passages) {
    if (used + passage.text.size() > most) {
      document.text_was_cut = true;
      break;
    }
    used += passage.text.size();
    Passage copy = passage;
    if (!as_own) {
      const bool own = copy.place.kind != Place::Kind::quoted;
      copy.place.kind = Place::Kind::attachment;
      if (own) copy.place.author = author();
    }
    copy.place.attachment = document.attachment;
    copy.place.name = document.name;
    document.passages.push_back(std::move(copy));
  }
  const ReadState state = letter_.cannot_inspect.empty() ? ReadState::read : ReadState::too_large;
  document.outline = state;
  document.text = state;
  document.ocr = state;
}

std::string LetterFile::content(const Attachment& attachment, size_t most) const {
  return decoded_content(letter_.structure, message_, entity(attachment), most);
}

}  // namespace pismovod
