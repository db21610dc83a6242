// What was learned of a question: for each label, how much each piece of a word, and each pair of words, speaks for it.
//
// A text's margin for a label is the sum of its pieces' weights, over the length of the text's vector,
// plus the label's own weight: above 0 the label is likely, below it is not. All of it is reckoned in
// whole numbers, so that a model says the same on every machine and with every compiler.
//
// The file: a head with the version and what it was taught by, the questions, each with a table of
// pieces and pairs (open addressing; a check, the piece's rarity and a weight a label, an octet each), and a
// checksum. A model that is read is a view of its octets: it costs no memory beside them.
//
// Immutable; weighing from several threads is safe. Nothing throws.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "taught/words.h"

namespace pismovod {

// How much a text says each label of a question.
struct Weighed {
  std::vector<int32_t> margins;  // a label, in thousandths
  std::vector<int32_t> of_word;  // word * labels + label: what each different word of the bag adds; only to compare
};

class TaughtQuestion {
 public:
  const std::string& name() const { return name_; }
  const std::vector<std::string>& labels() const { return labels_; }  // sorted
  bool has_label(std::string_view label) const;
  size_t octets() const { return table_.size(); }

  Weighed weigh(const WordBag& bag) const;

 private:
  friend class ModelReader;

  // The piece's slot; null where no example held it.
  const char* slot_of(uint64_t hash) const;

  std::string name_;
  std::vector<std::string> labels_;
  std::vector<int32_t> own_weights_;  // thousandths, by label
  int64_t scale_ = 0;                 // what a sum of weights is multiplied by before it is divided by the length
  std::string_view table_;
  uint64_t mask_ = 0;  // slots - 1
};

class TaughtModel {
 public:
  // `octets` must outlive the model.
  static Result<TaughtModel> view(std::string_view octets);
  static Result<TaughtModel> read(std::string octets);

  // Null where it was not taught this question.
  const TaughtQuestion* question(std::string_view name) const;
  const std::vector<TaughtQuestion>& questions() const { return questions_; }
  // Of the shipped examples that were among those it was taught by.
  const std::string& digest() const { return digest_; }

 private:
  friend class ModelReader;

  std::shared_ptr<const std::string> owned_;
  std::vector<TaughtQuestion> questions_;  // sorted by name
  std::string digest_;
};

// How the file is laid out; model.cc reads it, training.cc writes it.
namespace model_file {
inline constexpr std::string_view kMagic = "pismovod taught 2\n";
inline constexpr size_t kMostLabels = 64;
inline constexpr uint64_t kMostSlots = uint64_t{1} << 22;
inline constexpr size_t kCheckOctets = 2;  // of a slot: check, rarity, weights
// A rarity is in sixteenths, never 0 in a slot that holds a piece.
inline constexpr int kRarityUnit = 16;
inline constexpr size_t slot_octets(size_t labels) { return kCheckOctets + 1 + labels; }
inline constexpr uint16_t check_of(uint64_t hash) { return static_cast<uint16_t>(hash >> 48); }
uint64_t checksum(std::string_view octets);
}  // namespace model_file

}  // namespace pismovod
