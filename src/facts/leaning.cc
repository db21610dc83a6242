#include "facts/leaning.h"

#include "facts/readers.h"

namespace pismovod {
namespace {

Leaning how(const TaughtAnswer& answer, const std::string& label) {
  if (answer.holds.empty() && answer.unsure.empty()) return Leaning::unknown;
  if (answer.holds_label(label)) return Leaning::yes;
  return !answer.unsure.empty() && answer.unsure.front() == label ? Leaning::rather_yes : Leaning::no;
}

bool is_settled(const Finding& finding) { return !finding.right.empty() || finding.could_not_tell; }

}  // namespace

Leant leaning_to(const Reading& reading, const std::string& question, const std::string& label) {
  std::vector<const Text*> words = reading.own_words(true);
  if (words.empty()) words = reading.own_quoted();
  const TaughtAnswer answer = reading.readers().taught.answer(question, words);
  return {how(answer, label), answer.evidence};
}

void take_leaning(const Leant& leant, Finding& finding) {
  if (is_settled(finding)) return;
  const bool says_yes = leant.how == Leaning::yes;
  if (!finding.presumed.empty()) {
    if (!says_yes) return;
    std::swap(finding.right, finding.presumed);
    for (Fact& fact : finding.right) fact.wrong = {};
    return;
  }
  const bool leans = says_yes || (leant.how == Leaning::rather_yes && !finding.is_denied);
  if (!leans || !leant.evidence) return;
  finding.presumed.push_back(perhaps_said(*leant.evidence));
}

void take_leaning(const Reading& reading, const std::string& question, Finding& finding) {
  if (!is_settled(finding)) take_leaning(leaning_to(reading, question, "given"), finding);
}

}  // namespace pismovod
