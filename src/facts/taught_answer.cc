#include "facts/taught_answer.h"

#include <algorithm>
#include <numeric>

#include "facts/reading.h"

namespace pismovod {
namespace {

constexpr size_t kMostWords = 5;
// "Добрый день! См. вложение": so few words, none of which speaks for any label, say nothing of the matter.
constexpr size_t kFewWords = 8;

std::vector<size_t> by_margin(const std::vector<int32_t>& margins) {
  std::vector<size_t> order(margins.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::ranges::stable_sort(order, [&](size_t a, size_t b) { return margins[a] > margins[b]; });
  return order;
}

// How much each different word parts the likeliest label from the next.
std::vector<int32_t> speaking(const Weighed& weighed, size_t labels) {
  const std::vector<size_t> order = by_margin(weighed.margins);
  std::vector<int32_t> out;
  for (size_t at = 0; at < weighed.of_word.size(); at += labels) {
    out.push_back(weighed.of_word[at + order[0]] - (labels > 1 ? weighed.of_word[at + order[1]] : 0));
  }
  return out;
}

// The token that holds a folded offset.
uint32_t token_at(const Tokens& tokens, uint32_t offset) {
  size_t low = 0;
  size_t high = tokens.size();
  while (low + 1 < high) {
    const size_t middle = (low + high) / 2;
    (tokens[middle].begin <= offset ? low : high) = middle;
  }
  return static_cast<uint32_t>(low);
}

class Explanation {
 public:
  Explanation(const std::vector<const Text*>& texts, const WordBag& bag, std::vector<int32_t> speaking)
      : texts_(texts), bag_(bag), speaking_(std::move(speaking)) {}

  void add_to(TaughtAnswer& out) const {
    words(out);
    sentence(out);
  }

 private:
  void words(TaughtAnswer& out) const {
    std::vector<size_t> order(bag_.words().size());
    std::iota(order.begin(), order.end(), size_t{0});
    std::ranges::stable_sort(order, [&](size_t a, size_t b) { return speaking_[a] > speaking_[b]; });
    for (const size_t word : order) {
      if (out.words.size() == kMostWords || speaking_[word] <= 0) break;
      const auto at = std::ranges::find(bag_.places(), word, &WordPlace::word);
      const Text& text = *texts_[at->text];
      const uint32_t token = token_at(text.tokens(), at->begin);
      out.words.emplace_back(text.written(token, token));
    }
  }

  void sentence(TaughtAnswer& out) const {
    int32_t most = 0;
    for (size_t i = 0; i < bag_.places().size();) {
      const WordPlace& first = bag_.places()[i];
      const Tokens& tokens = texts_[first.text]->tokens();
      const Tokens::Range range = tokens.sentence(token_at(tokens, first.begin));
      const uint32_t end = range.end < tokens.size() ? tokens[range.end].begin : static_cast<uint32_t>(-1);
      int32_t sum = 0;
      const size_t begin = i;
      for (; i < bag_.places().size(); ++i) {
        const WordPlace& place = bag_.places()[i];
        if (i > begin && (place.text != first.text || place.begin >= end)) break;
        sum += speaking_[place.word];
      }
      if (sum <= most && out.evidence) continue;
      most = sum;
      const auto from = static_cast<uint32_t>(std::min(range.begin, tokens.size() - 1));
      const auto to = static_cast<uint32_t>(std::max<size_t>(range.end, from + 1) - 1);
      out.evidence = texts_[first.text]->evidence(from, to);
    }
  }

  const std::vector<const Text*>& texts_;
  const WordBag& bag_;
  std::vector<int32_t> speaking_;
};

bool has(const std::vector<std::string>& list, std::string_view label) {
  return std::ranges::find(list, label) != list.end();
}

}  // namespace

bool TaughtAnswer::holds_label(std::string_view label) const { return has(holds, label); }
bool TaughtAnswer::may_hold(std::string_view label) const { return has(unsure, label); }

void decide(const std::vector<std::string>& labels, const std::vector<int32_t>& margins, const Bounds& bounds,
            TaughtAnswer& out) {
  const std::vector<size_t> order = by_margin(margins);
  if (order.empty()) return;
  const int32_t best = margins[order[0]];
  bool is_sure = true;
  for (const size_t i : order) {
    const bool is_light = bounds.lighter.contains({labels[order[0]], labels[i]});
    const bool near = i == order[0] || margins[i] > best - (is_light ? bounds.light_lead : bounds.lead);
    const bool holds = i == order[0] || margins[i] >= bounds.both;
    if (near) out.unsure.push_back(labels[i]);
    if (holds) out.holds.push_back(labels[i]);
    is_sure = is_sure && (holds || !near);
  }
  (is_sure ? out.unsure : out.holds).clear();
}

const TaughtQuestion* TaughtReader::question(std::string_view name) const {
  return model_ ? model_->question(name) : nullptr;
}

Bounds TaughtReader::bounds_of(std::string_view question) const {
  const auto at = bounds_.find(question);
  return at == bounds_.end() ? Bounds{} : at->second;
}

TaughtAnswer TaughtReader::answer(std::string_view name, const std::vector<const Text*>& texts) const {
  TaughtAnswer out;
  const TaughtQuestion* asked = question(name);
  if (asked == nullptr) return out;
  WordBag bag;
  for (const Text* text : texts) bag.add(text->tokens().folded().text());
  const Weighed weighed = asked->weigh(bag);
  const bool is_likely = std::ranges::any_of(weighed.margins, [](int32_t margin) { return margin >= 0; });
  const bool is_known = std::ranges::any_of(weighed.of_word, [](int32_t weight) { return weight != 0; });
  if (!is_known || (!is_likely && bag.words().size() <= kFewWords)) return out;
  decide(asked->labels(), weighed.margins, bounds_of(name), out);
  Explanation(texts, bag, speaking(weighed, asked->labels().size())).add_to(out);
  return out;
}

}  // namespace pismovod
