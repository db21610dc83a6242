#include "cli/learn_report.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "cli/terminal.h"
#include "taught/measurement.h"

namespace pismovod {
namespace {

using Ids = std::set<std::string>;

// What was said of texts, and what would come of it.
struct Tally {
  size_t texts = 0;
  size_t right = 0;
  size_t refused = 0;      // a complete letter would lack something
  size_t let_through = 0;  // an incomplete one would not
  size_t unsure = 0;
};

bool is_within(const Ids& part, const Ids& whole) { return std::ranges::includes(whole, part); }

// What letters of each label owe: by the scenario that goes by it, else the mailbox's other letters. The
// matter itself is in every text.
class Owed {
 public:
  Owed(const Configuration& configuration, const std::string& question) {
    for (const Mailbox& mailbox : configuration.mailboxes) {
      for (const Scenario& scenario : mailbox.scenarios) {
        for (const SaidLabel& said : scenario.when.labels) {
          if (said.question != question) continue;
          by_label_[said.label] = ids_of(scenario.requirements);
          others_ = ids_of(mailbox.requirements);
        }
      }
    }
  }

  bool is_known() const { return !by_label_.empty(); }
  Ids of_label(const std::string& label) const {
    const auto at = by_label_.find(label);
    return at == by_label_.end() ? others_ : at->second;
  }
  Ids of_any(const std::vector<std::string>& labels) const {
    Ids out;
    for (const std::string& label : labels) out.merge(of_label(label));
    return out;
  }
  Ids of_all(const std::vector<std::string>& labels) const {
    Ids out = of_label(labels.front());
    for (const std::string& label : labels) {
      const Ids also = of_label(label);
      std::erase_if(out, [&](const std::string& id) { return !also.contains(id); });
    }
    return out;
  }

 private:
  static Ids ids_of(const std::vector<RequirementUse>& uses) {
    Ids out;
    for (const RequirementUse& use : uses) {
      if (use.level == Level::must && use.only_if.empty() && use.id != "question") out.insert(use.id);
    }
    return out;
  }

  std::map<std::string, Ids> by_label_;
  Ids others_;
};

void count(const Owed& owed, const MeasuredQuestion& measured, const MeasuredText& text, const Bounds& bounds,
           Tally& to) {
  TaughtAnswer answer;
  decide(measured.labels, text.margins, bounds, answer);
  const Ids truth = owed.of_any(text.example->labels);
  ++to.texts;
  const bool sure = !answer.holds.empty();
  const Ids asked = sure ? owed.of_any(answer.holds) : owed.of_all(answer.unsure);
  if (!is_within(asked, truth)) {
    ++to.refused;
  } else if (!sure) {
    ++to.unsure;
  } else if (asked == truth) {
    ++to.right;
  } else {
    ++to.let_through;
  }
}

std::string share(size_t part, size_t whole) {
  char text[16];
  std::snprintf(text, sizeof text, "%.1f", whole == 0 ? 0.0 : 100.0 * double(part) / double(whole));
  return text;
}

// Wilson's upper bound of a share, 95 % on one side, in per cent.
std::string upper_bound(size_t part, size_t whole) {
  if (whole == 0) return "100";
  const double z = 1.645;
  const double n = double(whole);
  const double p = double(part) / n;
  const double bound = (p + z * z / (2 * n) + z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n))) / (1 + z * z / n);
  char text[16];
  std::snprintf(text, sizeof text, "%.2f", 100 * bound);
  return text;
}

void print_row(const std::string& name, const Tally& tally) {
  print_line("  " + padded(name, 18) + padded(std::to_string(tally.texts), 8) +
             padded(share(tally.right, tally.texts), 8) + padded(share(tally.refused, tally.texts), 10) +
             padded(share(tally.let_through, tally.texts), 13) + share(tally.unsure, tally.texts));
}

Tally tally_of(const Owed& owed, const MeasuredQuestion& measured, const Bounds& bounds, const std::string& author) {
  Tally out;
  for (const MeasuredText& text : measured.texts) {
    if (author.empty() || text.example->author == author) count(owed, measured, text, bounds, out);
  }
  return out;
}

void print_curve(const std::string& question, const Owed& owed, const MeasuredQuestion& measured, Bounds bounds) {
  print_line("  curve " + question + ": lead, right, refused, let through, not sure, in per cent");
  for (bounds.lead = 0; bounds.lead <= 800; bounds.lead += 50) {
    const Tally tally = tally_of(owed, measured, bounds, {});
    print_line("  curve " + question + " " + padded(std::to_string(bounds.lead), 5) +
               padded(share(tally.right, tally.texts), 7) + padded(share(tally.refused, tally.texts), 7) +
               padded(share(tally.let_through, tally.texts), 7) + share(tally.unsure, tally.texts));
  }
}

void print_question(const QuestionExamples& question, const LearningSet& set, const Configuration& configuration) {
  const Owed owed(configuration, question.question);
  if (!owed.is_known()) return;
  const Bounds bounds = configuration.readers->taught.bounds_of(question.question);
  const MeasuredQuestion measured = measured_by_author(question);
  print_line(question.question + ": " + std::to_string(question.examples.size()) + " examples; sure from a lead of " +
             std::to_string(bounds.lead) + ", two from " + std::to_string(bounds.both));
  print_line("  author            texts   right % refused % let through % not sure %");
  for (const std::string& author : question.authors()) print_row(author, tally_of(owed, measured, bounds, author));
  const Tally all = tally_of(owed, measured, bounds, {});
  print_row("all", all);
  print_line("  falsely refused: " + std::to_string(all.refused) + " of " + std::to_string(all.texts) + ", at most " +
             upper_bound(all.refused, all.texts) + " % (95 %)");
  for (const QuestionExamples& held : set.held) {
    if (held.question != question.question) continue;
    const Tally tally = tally_of(owed, measured_held_out(question, held), bounds, {});
    print_row("held out", tally);
    print_line("  falsely refused: " + std::to_string(tally.refused) + " of " + std::to_string(tally.texts) +
               ", at most " + upper_bound(tally.refused, tally.texts) + " % (95 %)");
  }
  print_curve(question.question, owed, measured, bounds);
}

}  // namespace

void print_measurement(const LearningSet& set, const Configuration& configuration) {
  for (const QuestionExamples& question : set.taught) print_question(question, set, configuration);
}

}  // namespace pismovod
