#include "facts/reading.h"

#include <algorithm>

#include "base/utf8.h"
#include "facts/readers.h"

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

Text::Text(const Passage& passage, const Vocabulary& vocabulary, const LabelTerms& labels, const Readers& readers)
    : passage_(&passage),
      vocabulary_(&vocabulary),
      labels_(&labels),
      readers_(&readers),
      tokens_(vocabulary.tokenize(passage.folded)),
      hits_(vocabulary.find(tokens_)) {}

std::span<const Hit> Text::hits(TermId term, size_t begin, size_t end) const {
  const auto standing = hits(term);
  const auto first = std::ranges::lower_bound(standing, begin, {}, &Hit::first);
  return {first, std::ranges::lower_bound(first, standing.end(), end, {}, &Hit::first)};
}

const std::vector<Field>& Text::fields() const {
  if (!fields_) fields_ = read_fields(tokens_, hits_, *labels_);
  return *fields_;
}

const FieldIndex& Text::field_index() const {
  if (!field_index_) field_index_.emplace(fields(), tokens_.size());
  return *field_index_;
}

const std::vector<OrganizationMention>& Text::organizations() const {
  if (!organizations_) organizations_ = readers_->organizations.mentions(*this);
  return *organizations_;
}

const std::vector<ProductMention>& Text::products() const {
  if (!products_) products_ = readers_->products.mentions(*this);
  return *products_;
}

std::string_view Text::written(uint32_t first, uint32_t last) const {
  return passage_->folded.original_of(passage_->text, tokens_[first].begin, tokens_[last].end);
}

std::string Text::written_line(uint32_t first, uint32_t last) const {
  std::string out(written(first, last));
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == '\n' || c == '\v' || c == '\t'; }, ' ');
  return out;
}

size_t Text::line_of(size_t offset) const {
  if (!line_starts_) {
    line_starts_.emplace();
    const std::string& text = passage_->text;
    for (size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1)) {
      line_starts_->push_back(static_cast<uint32_t>(at));
    }
  }
  const auto behind = std::lower_bound(line_starts_->begin(), line_starts_->end(), offset);
  return static_cast<size_t>(behind - line_starts_->begin()) + 1;
}

Evidence Text::evidence(uint32_t first, uint32_t last) const {
  Evidence made;
  made.place = passage_->place;
  made.offset = passage_->folded.origin(passage_->text, tokens_[first].begin);
  made.line = line_of(made.offset);
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

Reading::Reading(const Letter& letter, const Vocabulary& vocabulary, const LabelTerms& labels, const Readers& readers,
                 const Organization* sender, const Patience* patience)
    : letter_(&letter),
      vocabulary_(&vocabulary),
      labels_(&labels),
      readers_(&readers),
      sender_(sender),
      patience_(patience) {
  add(letter.passages);
}

void Reading::add(const std::vector<Passage>& passages) {
  spoken_of_.clear();
  take(passages);
  letter_text_count_ = texts_.size();
}

void Reading::take_documents(std::vector<Document> documents) {
  while (texts_.size() > letter_text_count_) texts_.pop_back();
  spoken_of_.clear();
  documents_ = std::move(documents);
  document_ends_.clear();
  for (const Document& document : documents_) {
    take(document.passages);
    document_ends_.push_back(texts_.size());
  }
}

void Reading::take(const std::vector<Passage>& passages) {
  for (const Passage& passage : passages) {
    if (is_over_now()) break;
    texts_.emplace_back(passage, *vocabulary_, *labels_, *readers_);
  }
}

std::vector<const Text*> Reading::of_document(size_t index) const {
  std::vector<const Text*> out;
  for (size_t i = index == 0 ? letter_text_count_ : document_ends_[index - 1]; i < document_ends_[index]; ++i) {
    out.push_back(&texts_[i]);
  }
  return out;
}

bool Reading::speaks_of(TermId term) const {
  const auto [known, is_new] = spoken_of_.try_emplace(term, false);
  if (is_new) known->second = std::ranges::any_of(texts_, [&](const Text& text) { return !text.hits(term).empty(); });
  return known->second;
}

std::vector<const Text*> Reading::own_words(bool with_inherited_subject) const {
  std::vector<const Text*> out;
  for (const Text& text : texts_) {
    const Place::Kind kind = text.place().kind;
    const bool subject = kind == Place::Kind::subject && (with_inherited_subject || !letter_->inherited_subject);
    const bool body = kind == Place::Kind::body && !text.passage().is_answer;
    if (subject || body) out.push_back(&text);
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
