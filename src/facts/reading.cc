#include "facts/reading.h"

#include <algorithm>

#include "base/utf8.h"

namespace pismovod {
namespace {

constexpr size_t kLongestCitation = 160;  // octets

std::string one_line(std::string_view text) {
  std::string out(utf8_prefix(text, kLongestCitation));
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == '\n' || c == '\v' || c == '\t'; }, ' ');
  return out;
}

}  // namespace

Text::Text(const Passage& passage, const Vocabulary& vocabulary, const LabelTerms& labels)
    : passage_(&passage),
      labels_(&labels),
      tokens_(vocabulary.tokenize(passage.folded)),
      hits_(vocabulary.find(tokens_)) {}

const std::vector<Field>& Text::fields() const {
  if (!fields_) fields_ = read_fields(tokens_, hits_, *labels_);
  return *fields_;
}

std::string_view Text::written(uint32_t first, uint32_t last) const {
  return passage_->folded.original_of(passage_->text, tokens_[first].begin, tokens_[last].end);
}

Evidence Text::evidence(uint32_t first, uint32_t last) const {
  Evidence made;
  made.place = passage_->place;
  made.offset = passage_->folded.origin(passage_->text, tokens_[first].begin);
  const std::string_view before = std::string_view(passage_->text).substr(0, made.offset);
  made.line = static_cast<size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
  made.text = one_line(written(first, last));
  return made;
}

Evidence Text::evidence(const Field& field, uint32_t first, uint32_t last) const {
  Evidence made = evidence(first, last);
  if (field.words.end <= first && !field.below) {
    const std::string_view cited = written(field.words.begin, last);
    if (cited.size() <= kLongestCitation) made.text = one_line(cited);
  } else if (field.words.end <= first) {
    made.text = one_line(written(field.words.begin, field.words.end - 1)) + ": " + made.text;
  }
  return made;
}

Reading::Reading(const Letter& letter, const Vocabulary& vocabulary, const LabelTerms& labels,
                 const Organization* sender)
    : letter_(&letter), vocabulary_(&vocabulary), labels_(&labels), sender_(sender) {
  add(letter.passages);
}

void Reading::add(const std::vector<Passage>& passages) {
  for (const Passage& passage : passages) texts_.emplace_back(passage, *vocabulary_, *labels_);
  letter_text_count_ = texts_.size();
}

void Reading::take_documents(std::vector<Document> documents) {
  while (texts_.size() > letter_text_count_) texts_.pop_back();
  documents_ = std::move(documents);
  for (const Document& document : documents_) {
    for (const Passage& passage : document.passages) texts_.emplace_back(passage, *vocabulary_, *labels_);
  }
}

std::vector<const Text*> Reading::own_words(bool with_inherited_subject) const {
  std::vector<const Text*> out;
  for (const Text& text : texts_) {
    const Place::Kind kind = text.place().kind;
    const bool subject = kind == Place::Kind::subject && (with_inherited_subject || !letter_->inherited_subject);
    if (subject || kind == Place::Kind::body) out.push_back(&text);
  }
  return out;
}

std::vector<const Text*> Reading::own_quoted() const {
  std::vector<const Text*> out;
  for (const Text& text : texts_) {
    if (text.place().kind == Place::Kind::quoted && text.place().author == Author::sender) out.push_back(&text);
  }
  return out;
}

std::vector<const Text*> Reading::of_attachment(int number) const {
  std::vector<const Text*> out;
  for (const Text& text : texts_) {
    if (text.place().kind == Place::Kind::attachment && text.place().attachment == number) out.push_back(&text);
  }
  return out;
}

}  // namespace pismovod
