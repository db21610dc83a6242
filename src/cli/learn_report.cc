#include "cli/learn_report.h"

#include <algorithm>
#include <cmath>

#include "cli/sentence_report.h"
#include "cli/terminal.h"
#include "config/owed_by_label.h"
#include "facts/said_sentence.h"
#include "taught/measurement.h"

namespace pismovod {
namespace {

using Ids = OwedByLabel::Ids;

// What was said of texts, and what would come of it.
struct Tally {
  size_t texts = 0;
  size_t right = 0;
  size_t refused = 0;      // a complete letter would lack something
  size_t let_through = 0;  // an incomplete one would not
  size_t unsure = 0;
};

bool is_within(const Ids& part, const Ids& whole) { return std::ranges::includes(whole, part); }

void count(const OwedByLabel& owed, const MeasuredQuestion& measured, const MeasuredText& text, const Bounds& bounds,
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

Tally tally_of(const OwedByLabel& owed, const MeasuredQuestion& measured, const Bounds& bounds,
               const std::string& author) {
  Tally out;
  for (const MeasuredText& text : measured.texts) {
    if (author.empty() || text.example->author == author) count(owed, measured, text, bounds, out);
  }
  return out;
}

void print_curve(const std::string& question, const OwedByLabel& owed, const MeasuredQuestion& measured,
                 Bounds bounds) {
  print_line("  curve " + question + ": lead, right, refused, let through, not sure, in per cent");
  const int32_t lead = std::max(bounds.lead, 1);
  const int32_t light_lead = bounds.light_lead;
  for (bounds.lead = 0; bounds.lead <= 800; bounds.lead += 50) {
    bounds.light_lead = bounds.lead * light_lead / lead;
    const Tally tally = tally_of(owed, measured, bounds, {});
    print_line("  curve " + question + " " + padded(std::to_string(bounds.lead), 5) +
               padded(share(tally.right, tally.texts), 7) + padded(share(tally.refused, tally.texts), 7) +
               padded(share(tally.let_through, tally.texts), 7) + share(tally.unsure, tally.texts));
  }
}

void print_question(const QuestionExamples& question, const LearningSet& set, const Configuration& configuration) {
  const OwedByLabel owed(configuration.mailboxes, question.question);
  if (!owed.is_known()) return;
  const Bounds bounds = configuration.readers->taught.bounds_of(question.question);
  const MeasuredQuestion measured = measured_by_author(question);
  print_line(question.question + ": " + std::to_string(question.examples.size()) + " examples; sure from a lead of " +
             std::to_string(bounds.lead) + " (light: " + std::to_string(bounds.light_lead) + "), two from " +
             std::to_string(bounds.both));
  print_line("  author            texts   right % refused % let through % not sure %");
  for (const std::string& author : question.authors()) print_row(author, tally_of(owed, measured, bounds, author));
  const Tally all = tally_of(owed, measured, bounds, {});
  print_row("all", all);
  print_line("  falsely refused: " + std::to_string(all.refused) + " of " + std::to_string(all.texts) + ", at most " +
             upper_bound(all.refused, all.texts) + " % (95 %)");
  for (const QuestionExamples& held : set.held) {
    if (held.question != question.question) continue;
    const MeasuredQuestion outside = measured_held_out(question, held);
    for (const std::string& author : held.authors())
      print_row("held: " + author, tally_of(owed, outside, bounds, author));
    const Tally tally = tally_of(owed, outside, bounds, {});
    print_line("  falsely refused: " + std::to_string(tally.refused) + " of " + std::to_string(tally.texts) +
               ", at most " + upper_bound(tally.refused, tally.texts) + " % (95 %)");
  }
  print_curve(question.question, owed, measured, bounds);
}

}  // namespace

void print_measurement(const LearningSet& set, const Configuration& configuration) {
  for (const QuestionExamples& question : set.taught) {
    if (is_of_sentences(question.question)) {
      print_sentences(question, configuration.readers->taught.bounds_of(question.question));
    } else {
      print_question(question, set, configuration);
    }
  }
}

}  // namespace pismovod
