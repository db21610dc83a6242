#include "inspect/other_mailbox.h"

#include <algorithm>

#include "facts/readers.h"
#include "rules/judge.h"

namespace pismovod {
namespace {

bool answers_the_firm(const Reading& reading) {
  return std::ranges::any_of(reading.texts(), [](const Text& text) {
    return text.place().kind == Place::Kind::quoted && text.place().author == Author::firm;
  });
}

bool takes(const Mailbox& mailbox, const std::string& label) {
  return mailbox.belongs.empty() || std::ranges::find(mailbox.belongs, label) != mailbox.belongs.end();
}

bool lacks_something(const Outcome& outcome) {
  return std::ranges::any_of(
      outcome.verdicts, [](const Verdict& verdict) { return std::ranges::any_of(verdict.requirements, is_lacking); });
}

// The label that leads all others far enough; empty: whose matter it is cannot be told. A letter that has all that it
// owes is more likely right where it is.
std::string told_label(const Reading& reading, bool lacks) {
  const TaughtReader& taught = reading.readers().taught;
  const TaughtQuestion* question = taught.question(kWhoseQuestion);
  if (question == nullptr) return {};
  WordBag bag;
  for (const Text* text : reading.own_words(/*with_inherited_subject=*/false)) bag.add(text->tokens().folded().text());
  const std::vector<int32_t> margins = question->weigh(bag).margins;
  const auto best = static_cast<size_t>(std::ranges::max_element(margins) - margins.begin());
  const Bounds bounds = taught.bounds_of(kWhoseQuestion);
  const int32_t lead = lacks ? bounds.light_lead : bounds.lead;
  for (size_t i = 0; i < margins.size(); ++i) {
    if (i != best && margins[i] > margins[best] - lead) return {};
  }
  return margins[best] < 0 ? std::string() : question->labels()[best];
}

// Is none of the letter's mailboxes for this?
bool is_astray(const Outcome& outcome, const Configuration& configuration, const std::string& label) {
  return std::ranges::none_of(outcome.verdicts, [&](const Verdict& verdict) {
    const Mailbox* mailbox = configuration.mailbox_of(parse_path(verdict.mailbox));
    return mailbox == nullptr || takes(*mailbox, label);
  });
}

// Those that are first of all for it: two where one matter has two desks.
std::vector<const Mailbox*> right_ones(const Configuration& configuration, const std::string& label) {
  std::vector<const Mailbox*> out;
  for (const Mailbox& mailbox : configuration.mailboxes) {
    if (!mailbox.belongs.empty() && mailbox.belongs.front() == label) out.push_back(&mailbox);
  }
  return out;
}

// What this letter would owe them.
std::vector<std::string> wanted(const std::vector<const Mailbox*>& mailboxes, const Configuration& configuration,
                                const Reading& reading) {
  std::vector<std::string> out;
  for (const Mailbox* mailbox : mailboxes) {
    for (const RequirementUse& use : debt_of(*mailbox, *configuration.conditions, reading).owed) {
      if (use.level == Level::must && std::ranges::find(out, use.id) == out.end()) out.push_back(use.id);
    }
  }
  if (out.empty()) out.emplace_back("question");
  return out;
}

std::string named(const std::vector<const Mailbox*>& mailboxes) {
  std::string out;
  for (const Mailbox* mailbox : mailboxes)
    out += (out.empty() ? "" : ", ") + mailbox->address + " («" + mailbox->title + "»)";
  return out;
}

}  // namespace

void advise_other_mailbox(Outcome& outcome, const Configuration& configuration, const Reading& reading) {
  if (reading.is_over_now() || answers_the_firm(reading)) return;
  const std::string label = told_label(reading, lacks_something(outcome));
  if (label.empty() || !is_astray(outcome, configuration, label)) return;
  const auto mailboxes = right_ones(configuration, label);
  if (mailboxes.empty()) return;
  outcome.advisories.push_back(
      {{"other_mailbox", {{"mailbox", named(mailboxes)}}}, "question", wanted(mailboxes, configuration, reading)});
}

}  // namespace pismovod
