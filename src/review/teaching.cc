#include "review/teaching.h"

#include <array>

#include "mail/address.h"
#include "review/case_words.h"

namespace pismovod {
namespace {

// Which label of the questions that are asked of sentences says what a requirement asks for.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kOfSentences = {{
    {"cancel_reason", "said:cancel"},
    {"loss_reason", "said:loss"},
    {"key_failure_reason", "said:key_failure"},
    {"key_payment_consent", "said:consent"},
    {"question", "asks:matter"},
}};

void add_matters(const Visit& visit, const Mailbox& mailbox, std::vector<Lesson>& out) {
  for (const Scenario& scenario : mailbox.scenarios) {
    for (const SaidLabel& label : scenario.when.labels)
      out.push_back(
          {label.question + ":" + label.label, visit.text("teach_matter", {{"matter", scenario.title}}), false});
  }
}

}  // namespace

std::vector<Lesson> lessons_of(const Visit& visit, const CaseEntry& entry) {
  std::vector<Lesson> out;
  for (const CaseMailbox& judged : entry.mailboxes) {
    const Mailbox* mailbox = visit.shelf.configuration.mailbox_of(parse_path(judged.mailbox));
    if (mailbox != nullptr) add_matters(visit, *mailbox, out);
    for (const CaseRequirement& requirement : judged.requirements) {
      for (const auto& [id, teaches] : kOfSentences) {
        if (requirement.id != id) continue;
        const std::string words =
            visit.text("teach_sentence", {{"requirement", requirement_word(visit, requirement.id)}});
        out.push_back({std::string(teaches), words, true});
      }
    }
  }
  return out;
}

}  // namespace pismovod
