#include "facts/leaning.h"

#include <algorithm>

#include "facts/readers.h"

namespace pismovod {
namespace {

Leaning how(const TaughtAnswer& answer, const std::string& label) {
  if (answer.holds.empty() && answer.unsure.empty()) return Leaning::unknown;
  if (answer.holds_label(label)) return Leaning::yes;
  if (!answer.may_hold(label)) return Leaning::no;
  return answer.unsure.front() == label ? Leaning::rather_yes : Leaning::rather_no;
}

bool is_of_letter(const Fact& fact) { return fact.evidence.place.kind != Place::Kind::attachment; }

Fact perhaps(Fact fact) {
  fact.wrong = {"perhaps_said", {{"value", fact.evidence.text}}};
  return fact;
}

void presume(std::vector<Fact>& facts, Finding& finding) {
  for (Fact& fact : facts) finding.presumed.push_back(perhaps(std::move(fact)));
  facts.clear();
}

}  // namespace

Leant leaning_to(const Reading& reading, const std::string& question, const std::string& label) {
  std::vector<const Text*> words = reading.own_words(true);
  if (words.empty()) words = reading.own_quoted();
  const TaughtAnswer answer = reading.readers().taught.answer(question, words);
  return {how(answer, label), answer.evidence};
}

void take_leaning(const Leant& leant, Finding& finding) {
  const bool says_no = leant.how == Leaning::no;
  if (!finding.right.empty()) {
    const bool doubts = says_no || leant.how == Leaning::rather_no;
    if (doubts && std::ranges::all_of(finding.right, is_of_letter)) presume(finding.right, finding);
    return;
  }
  if (finding.could_not_tell) return;
  if (!finding.presumed.empty()) {
    if (says_no) std::erase_if(finding.presumed, is_of_letter);
    if (leant.how != Leaning::yes || finding.presumed.empty()) return;
    std::swap(finding.right, finding.presumed);
    for (Fact& fact : finding.right) fact.wrong = {};
    return;
  }
  const bool leans = finding.is_denied ? leant.how == Leaning::yes : leant.leans_to_yes();
  if (leans && leant.evidence) finding.presumed.push_back(perhaps({leant.evidence->text, *leant.evidence, {}, {}}));
}

}  // namespace pismovod
