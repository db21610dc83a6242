#include "cli/sentence_report.h"

#include <algorithm>
#include <array>

#include "cli/terminal.h"
#include "facts/said_sentence.h"
#include "taught/measurement.h"

namespace pismovod {
namespace {

// Labels that no requirement asks for: what stands beside, and what says that nothing is said.
constexpr std::array<std::string_view, 3> kBeside = {"aside", "postponed", "refusal"};

struct Counts {
  size_t all = 0;
  size_t yes = 0;
  size_t other = 0;
};

std::string share(size_t part, size_t whole) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%.1f", whole == 0 ? 0.0 : 100.0 * double(part) / double(whole));
  return text.data();
}

void count(const std::vector<std::string>& labels, const MeasuredText& text, size_t own, const Bounds& bounds,
           std::array<Counts, 2>& to) {
  const std::string& label = labels[own];
  Counts& counts = to[text.example->is_of_label(label) ? 0 : 1];
  const Says says = says_of(labels, text.margins, own, bounds);
  ++counts.all;
  counts.yes += says == Says::yes ? 1 : 0;
  counts.other += says == Says::other ? 1 : 0;
}

void print_row(const MeasuredQuestion& measured, size_t own, const Bounds& bounds) {
  std::array<Counts, 2> counts;
  for (const MeasuredText& text : measured.texts) count(measured.labels, text, own, bounds, counts);
  const auto& [says, others] = counts;
  print_line("  " + padded(measured.labels[own], 14) + padded(std::to_string(bounds.lead), 6) +
             padded(std::to_string(bounds.light_lead), 6) + padded(share(says.yes, says.all), 9) +
             padded(share(says.other, says.all), 9) + padded(share(others.yes, others.all), 9) +
             share(others.other, others.all));
}

}  // namespace

void print_sentences(const QuestionExamples& question, const Bounds& bounds) {
  const MeasuredQuestion measured = measured_by_author(question);
  print_line(
      question.question + ": " + std::to_string(question.examples.size()) +
      " sentences; of those that say it, and of all others, told so and told to be about something else, in per cent");
  print_line("  label         lead  other told so lost     wrongly  set aside");
  for (size_t own = 0; own < measured.labels.size(); ++own) {
    if (std::ranges::find(kBeside, measured.labels[own]) != kBeside.end()) continue;
    print_row(measured, own, bounds);
    for (int32_t lead = 0; lead <= 1000; lead += 200) print_row(measured, own, {lead, lead, bounds.both});
  }
}

}  // namespace pismovod
