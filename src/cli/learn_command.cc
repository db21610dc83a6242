#include <algorithm>
#include <filesystem>
#include <fstream>

#include "cli/changed_verdicts.h"
#include "cli/commands.h"
#include "cli/learn_report.h"
#include "cli/terminal.h"
#include "config/learning_set.h"
#include "taught/training.h"

namespace pismovod {
namespace {

// Written beside it and put in its place whole: whoever reads meanwhile reads the old one.
bool put_in_place(const std::string& path, const std::string& octets) {
  const std::string beside = path + ".new";
  std::ofstream file(beside, std::ios::binary | std::ios::trunc);
  file << octets;
  file.close();
  std::error_code trouble;
  if (file) std::filesystem::rename(beside, path, trouble);
  if (file && !trouble) return true;
  print_error("pismovod: cannot write " + path + (trouble ? ": " + trouble.message() : ""));
  return false;
}

int show_changes(const LearnOptions& options, const Configuration& now, std::string model) {
  Variation variation;
  variation.model = std::move(model);
  const LoadedConfiguration tried = load_configuration(options.configs, variation);
  for (const ConfigError& error : tried.errors) print_error(error.message());
  if (!tried.configuration) return kExitConfiguration;
  return print_changed_verdicts(options.letters, now, *tried.configuration);
}

}  // namespace

int learn(const LearnOptions& options) {
  const LoadedConfiguration loaded = load_configuration(options.configs);
  for (const ConfigError& error : loaded.errors) print_error(error.message());
  if (!loaded.configuration) return kExitConfiguration;
  const Configuration& configuration = *loaded.configuration;
  const LearningSet set = read_learning_set(configuration.settings, *configuration.taught);
  for (const std::string& doubt : doubts_about(set, configuration)) print_error("pismovod: warning: " + doubt);
  if (options.measure) {
    print_measurement(set, configuration);
    return kPass;
  }
  std::string model = train(set.taught, configuration.taught->digest());
  if (!options.letters.empty()) return show_changes(options, configuration, std::move(model));
  const std::string out = options.out.empty() ? configuration.settings.taught.model : options.out;
  if (out.empty()) {
    print_error("pismovod: no file for what is learned: set taught.model, or give --out");
    return kExitUsage;
  }
  if (!put_in_place(out, model)) return kExitSystem;
  for (const QuestionExamples& question : set.taught) {
    print_line(question.question + ": " + std::to_string(question.examples.size()) + " examples of " +
               std::to_string(question.authors().size()) + " authors, " + std::to_string(question.labels().size()) +
               " labels");
  }
  print_line(out + " is written; `pismovod reload` takes it");
  return kPass;
}

}  // namespace pismovod
