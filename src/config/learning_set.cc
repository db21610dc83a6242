#include "config/learning_set.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>

#include "base/file.h"
#include "config/embedded.h"

namespace pismovod {
namespace {

constexpr std::string_view kShippedFolder = "examples/";

void take(LearningSet& set, const std::string& folder, std::string_view path, std::string_view text) {
  read_examples(folder, path, text, false, set.taught, set.troubles);
  read_examples(folder, path, text, true, set.held, set.troubles);
}

void add_shipped(LearningSet& set) {
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.path.starts_with(kShippedFolder))
      take(set, "shipped:examples", file.path.substr(kShippedFolder.size()), file.text);
  }
}

void add_own(LearningSet& set, const std::string& folder) {
  std::error_code trouble;
  std::vector<std::string> paths;
  std::filesystem::recursive_directory_iterator at(folder, trouble);
  for (; !trouble && at != std::filesystem::recursive_directory_iterator(); at.increment(trouble)) {
    if (at->path().extension() == ".tsv") paths.push_back(at->path().lexically_relative(folder).generic_string());
  }
  if (trouble) set.troubles.push_back({folder, trouble.message()});
  std::sort(paths.begin(), paths.end());
  for (const std::string& path : paths) {
    std::string whole = folder;
    whole.append("/").append(path);
    const auto text = read_file(whole);
    if (text) {
      take(set, folder, path, *text);
      set.own_questions.push_back(path.substr(0, path.find('/')));
    } else {
      set.troubles.push_back({std::move(whole), text.error().text});
    }
  }
}

using Labels = std::set<std::pair<std::string, std::string>>;

void add_labels(const Condition& condition, Labels& out) {
  for (const SaidLabel& said : condition.labels) out.emplace(said.question, said.label);
}

// Every label that a rule names, and the one that stands for a mailbox's other letters.
Labels used_labels(const Configuration& configuration) {
  Labels out;
  for (const Mailbox& mailbox : configuration.mailboxes) {
    Labels here;
    for (const RequirementUse& use : mailbox.requirements) add_labels(use.only_if, here), add_labels(use.unless, here);
    for (const Scenario& scenario : mailbox.scenarios) {
      add_labels(scenario.when, here);
      add_labels(scenario.unless, here);
      for (const RequirementUse& use : scenario.requirements)
        add_labels(use.only_if, here), add_labels(use.unless, here);
    }
    for (const std::string& label : mailbox.belongs) out.emplace(kWhoseQuestion, label);
    for (const auto& [question, label] : Labels(here)) here.emplace(question, mailbox.otherwise);
    out.merge(here);
  }
  return out;
}

}  // namespace

LearningSet read_learning_set(const Settings& settings, const TaughtModel& in_force) {
  LearningSet out;
  add_shipped(out);
  if (!settings.taught.examples.empty()) add_own(out, settings.taught.examples);
  const auto nobody_asks = [&](const QuestionExamples& question) {
    return in_force.question(question.question) == nullptr &&
           std::ranges::find(out.own_questions, question.question) == out.own_questions.end();
  };
  std::erase_if(out.taught, nobody_asks);
  std::erase_if(out.held, nobody_asks);
  return out;
}

std::vector<std::string> doubts_about(const LearningSet& set, const Configuration& configuration) {
  std::vector<std::string> out;
  for (const ExampleTrouble& trouble : set.troubles) out.push_back(trouble.place + ": " + trouble.text);
  const Labels used = used_labels(configuration);
  for (const QuestionExamples& question : set.taught) {
    if (std::ranges::find(set.own_questions, question.question) == set.own_questions.end()) continue;
    for (std::string& doubt : doubts_about(question)) out.push_back(std::move(doubt));
    const bool by_rules = std::ranges::any_of(used, [&](const auto& u) { return u.first == question.question; });
    for (const std::string& label : question.labels()) {
      if (by_rules && !used.contains({question.question, label}))
        out.push_back(question.question + ": no rule uses the label \"" + label + "\"");
    }
  }
  return out;
}

}  // namespace pismovod
