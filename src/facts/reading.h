// A letter in the course of being read: its texts with tokens, phrases and fields, and its
// attachments as far as they were opened. Filters look at it and change nothing.
//
// Belongs to one letter and one thread; the vocabulary is shared.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/patience.h"
#include "extract/document.h"
#include "facts/fact.h"
#include "facts/field_index.h"
#include "facts/label.h"
#include "facts/mention.h"
#include "facts/organization.h"
#include "words/vocabulary.h"

namespace pismovod {

struct Readers;

// One passage made searchable.
class Text {
 public:
  Text(const Passage& passage, const Vocabulary& vocabulary, const LabelTerms& labels, const Readers& readers);

  const Place& place() const { return passage_->place; }
  const Passage& passage() const { return *passage_; }
  const Tokens& tokens() const { return tokens_; }
  // Where phrases of a term stand, in order.
  std::span<const Hit> hits(TermId term) const { return hits_.of(term); }
  // Those of them that begin within the tokens [begin, end).
  std::span<const Hit> hits(TermId term, size_t begin, size_t end) const;
  bool has_hit(TermId term, size_t begin, size_t end) const { return !hits(term, begin, end).empty(); }
  bool has_hit(TermId term, Tokens::Range range) const { return has_hit(term, range.begin, range.end); }
  // Where loose phrases of a term stand, found when they are asked for.
  std::vector<Hit> loose_hits(TermId term) const { return vocabulary_->find_loose(tokens_, term); }
  const std::vector<Field>& fields() const;
  // The same, looked up by place.
  const FieldIndex& field_index() const;
  const std::vector<OrganizationMention>& organizations() const;
  const std::vector<ProductMention>& products() const;

  // The text as written that tokens [first, last] stand for.
  std::string_view written(uint32_t first, uint32_t last) const;
  // The same on one line.
  std::string written_line(uint32_t first, uint32_t last) const;
  // Evidence that cites tokens [first, last], with what stands before them in the line since `from`.
  Evidence evidence(uint32_t first, uint32_t last) const;
  Evidence evidence(const Field& field, uint32_t first, uint32_t last) const;

 private:
  size_t line_of(size_t offset) const;

  const Passage* passage_;
  const Vocabulary* vocabulary_;
  const LabelTerms* labels_;
  const Readers* readers_;
  Tokens tokens_;
  Hits hits_;
  mutable std::optional<std::vector<Field>> fields_;
  mutable std::optional<FieldIndex> field_index_;
  mutable std::optional<std::vector<OrganizationMention>> organizations_;
  mutable std::optional<std::vector<ProductMention>> products_;
  mutable std::optional<std::vector<uint32_t>> line_starts_;  // octets, for evidence
};

class Reading {
 public:
  // `sender` is the configured organisation that the letter comes from; null where there is none. Without
  // `patience` nobody waits.
  Reading(const Letter& letter, const Vocabulary& vocabulary, const LabelTerms& labels, const Readers& readers,
          const Organization* sender, const Patience* patience = nullptr);

  const Letter& letter() const { return *letter_; }
  const Organization* sender() const { return sender_; }
  const std::deque<Text>& texts() const { return texts_; }
  const std::vector<Document>& documents() const { return documents_; }
  const Vocabulary& vocabulary() const { return *vocabulary_; }
  const Readers& readers() const { return *readers_; }

  // The sender's own words: the subject and the body. An inherited subject is left out on request.
  std::vector<const Text*> own_words(bool with_inherited_subject) const;
  // The sender's own earlier letters, quoted.
  std::vector<const Text*> own_quoted() const;
  std::vector<const Text*> of_attachment(int number) const;
  // Those of one of documents(), by its index.
  std::vector<const Text*> of_document(size_t index) const;
  // Does a phrase of a term stand anywhere in it?
  bool speaks_of(TermId term) const;

  // Takes what the attachments hold, in place of what was known of them before.
  void take_documents(std::vector<Document> documents);
  // Is the time for the letter over? Filters ask before each text, and the second at each step within one,
  // and stop: what they did not find could not be told then. See base/patience.h.
  bool is_over_now() const { return patience_ != nullptr && patience_->is_over_now(); }
  bool is_over() const { return patience_ != nullptr && patience_->is_over(); }

  // Says that nothing further will be read: what is unopened now stays so.
  void set_final() { final_ = true; }
  bool is_final() const { return final_; }

  // The texts beside those that were read at first.
  void add(const std::vector<Passage>& passages);

 private:
  void take(const std::vector<Passage>& passages);

  const Letter* letter_;
  const Vocabulary* vocabulary_;
  const LabelTerms* labels_;
  const Readers* readers_;
  const Organization* sender_;
  const Patience* patience_;
  std::deque<Text> texts_;
  std::vector<Document> documents_;
  std::vector<size_t> document_ends_;  // of each document, how many texts there are when it was taken
  size_t letter_text_count_ = 0;
  mutable std::map<TermId, bool> spoken_of_;  // of the texts as they are now
  bool final_ = false;
};

}  // namespace pismovod
