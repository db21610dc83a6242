#include "facts/said_sentence.h"

#include <algorithm>

#include "facts/readers.h"

namespace pismovod {
namespace {

constexpr std::string_view kAside = "aside";
// "Причину сообщим позже": who says so gives none, and seldom says it of another matter.
constexpr int32_t kPutOffShare = 3;

// A key that was lost is one that serves no more: the two are told alike, and neither speaks against the other.
bool is_kin(std::string_view a, std::string_view b) {
  return (a == "key_failure" && b == "loss") || (a == "loss" && b == "key_failure");
}

std::string_view folded_of(const Text& text, Tokens::Range sentence) {
  const Tokens& tokens = text.tokens();
  const std::string_view all = tokens.folded().text();
  const size_t begin = tokens[sentence.begin].begin;
  const size_t end = sentence.end < tokens.size() ? tokens[sentence.end].begin : all.size();
  return all.substr(begin, end - begin);
}

}  // namespace

Says says_of(const std::vector<std::string>& labels, const std::vector<int32_t>& margins, size_t own,
             const Bounds& bounds) {
  int32_t best_other = INT32_MIN;
  bool is_put_off = false;
  for (size_t i = 0; i < margins.size(); ++i) {
    if (i == own || is_kin(labels[i], labels[own])) continue;
    best_other = std::max(best_other, margins[i]);
    is_put_off =
        is_put_off || (labels[i] == "postponed" && margins[i] >= margins[own] + bounds.light_lead / kPutOffShare);
  }
  if (margins[own] >= best_other + bounds.lead) return Says::yes;
  return is_put_off || best_other >= margins[own] + bounds.light_lead ? Says::other : Says::perhaps;
}

Tokens::Range statement_at(const Text& text, size_t i) {
  const Tokens& tokens = text.tokens();
  Tokens::Range out = tokens.sentence(i);
  const auto begins = [&](size_t at) { return tokens[at - 1].is_break() && tokens[at].capital; };
  for (size_t at = i; at > out.begin; --at) {
    if (begins(at)) out.begin = at;
  }
  for (size_t at = std::max(i + 1, out.begin + 1); at < out.end; ++at) {
    if (begins(at)) out.end = at - 1;
  }
  return out;
}

const SaidSentences::Known& SaidSentences::known(const Text& text, Tokens::Range words) {
  const auto [at, added] = known_.try_emplace({&text, words.begin, words.end});
  if (added) at->second = weighed(text, words);
  return at->second;
}

SaidSentences::Known SaidSentences::weighed(const Text& text, Tokens::Range words) {
  const TaughtReader& taught = reading_->readers().taught;
  const TaughtQuestion* question = taught.question(question_);
  if (question == nullptr || !question->has_label(label_) || words.begin >= words.end) return {};
  if (left_-- <= 0 || reading_->is_over()) return {};
  WordBag bag;
  bag.add(folded_of(text, words));
  const std::vector<int32_t> margins = question->weigh(bag).margins;
  const auto own = static_cast<size_t>(std::ranges::find(question->labels(), label_) - question->labels().begin());
  const auto likeliest = static_cast<size_t>(std::ranges::max_element(margins) - margins.begin());
  const Bounds bounds = taught.bounds_of(question_);
  const int32_t behind = margins[likeliest] - margins[own];
  return {.says = says_of(question->labels(), margins, own, bounds),
          .is_aside = question->labels()[likeliest] == kAside,
          .leans = behind <= bounds.light_lead / 2,
          .is_far = behind >= 2 * bounds.light_lead,
          .is_likeliest = likeliest == own};
}

}  // namespace pismovod
