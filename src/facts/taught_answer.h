// What a taught question says of words that somebody wrote: which labels hold, or between which it is
// not sure, with the sentence that decided and the words that weighed most.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "facts/fact.h"
#include "taught/model.h"

namespace pismovod {

class Text;

struct TaughtAnswer {
  std::vector<std::string> holds;    // likeliest first; empty where it is not sure, or says nothing at all
  std::vector<std::string> unsure;   // the candidates, likeliest first; empty where it is sure
  std::vector<std::string> words;    // that weighed most for the likeliest label, as written
  std::optional<Evidence> evidence;  // the sentence that decided
  bool holds_label(std::string_view label) const;
  bool may_hold(std::string_view label) const;  // is among the candidates
};

// Where a question's answer is sure, in thousandths of a margin.
struct Bounds {
  int32_t lead = 300;        // of the likeliest label before the next
  int32_t light_lead = 300;  // before one of which letters owe whatever they owe of the likeliest
  int32_t both = 0;          // two labels hold together where both margins reach it
  std::set<std::pair<std::string, std::string>> lighter =
      {};  // of the first, nothing is owed that is not of the second
};

// The model in force and the bounds of its questions. Immutable.
class TaughtReader {
 public:
  TaughtReader() = default;
  TaughtReader(std::shared_ptr<const TaughtModel> model, std::map<std::string, Bounds, std::less<>> bounds)
      : model_(std::move(model)), bounds_(std::move(bounds)) {}

  // Null where nobody taught it.
  const TaughtQuestion* question(std::string_view name) const;
  // Empty where nobody taught the question or the texts hold no word of its examples.
  TaughtAnswer answer(std::string_view question, const std::vector<const Text*>& texts) const;
  Bounds bounds_of(std::string_view question) const;
  void set_bounds(const std::string& question, Bounds bounds) { bounds_[question] = std::move(bounds); }

 private:
  std::shared_ptr<const TaughtModel> model_;
  std::map<std::string, Bounds, std::less<>> bounds_;
};

// The labels that margins speak for. `labels` and `margins` go together.
void decide(const std::vector<std::string>& labels, const std::vector<int32_t>& margins, const Bounds& bounds,
            TaughtAnswer& out);

}  // namespace pismovod
