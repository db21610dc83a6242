#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "cli/changed_verdicts.h"
#include "cli/commands.h"
#include "cli/journal_open.h"
#include "cli/learn_report.h"
#include "cli/letters.h"
#include "cli/offered_examples.h"
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

int show_changes(const LearnOptions& options, const Configuration& now, std::string model,
                 const LetterBox* kept = nullptr) {
  Variation variation;
  variation.model = std::move(model);
  const LoadedConfiguration tried = load_to_judge(options.configs, std::move(variation));
  for (const ConfigError& error : tried.errors) print_error(error.message());
  if (!tried.configuration) return kExitConfiguration;
  return print_changed_verdicts(options.letters, now, *tried.configuration, kept);
}

// Those of all cases that somebody called wrong, newest first.
StoreResult<std::vector<OfferedExample>> examples_in(Store& store) {
  std::vector<OfferedExample> out;
  CaseFilter filter;
  filter.marked = CaseMark::Kind::wrong;
  PageRequest page;
  for (;;) {
    const auto cases = store.list(filter, page);
    if (!cases) return tl::unexpected(cases.error());
    for (const CaseLine& line : cases->lines) {
      const auto entry = store.find(line.number);
      if (!entry) return tl::unexpected(entry.error());
      for (OfferedExample& example : examples_of(*entry)) out.push_back(std::move(example));
    }
    if (cases->lines.size() < page.limit) return out;
    page.before = cases->lines.back().position;
  }
}

// Adds the lines that a file does not hold yet.
bool add_lines(const std::string& path, const std::vector<std::string>& lines) {
  std::set<std::string> known;
  std::ifstream before(path);
  for (std::string line; std::getline(before, line);) known.insert(line);
  std::error_code trouble;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), trouble);
  std::ofstream file(path, std::ios::app);
  for (const std::string& line : lines) {
    if (known.insert(line).second) file << line << '\n';
  }
  if (file.flush()) return true;
  print_error("pismovod: cannot write " + path);
  return false;
}

// The verdicts over past letters that would change with them.
int show_effect(const LearnOptions& options, const Configuration& now, const std::vector<OfferedExample>& examples) {
  const auto kept = letters_kept(now.settings);
  if (examples.empty() || (options.letters.empty() && !kept)) return kPass;
  LearningSet set = read_learning_set(now.settings, *now.taught);
  for (const OfferedExample& example : examples)
    read_examples("offered", example.question + "/offered.tsv", example.line, false, set.taught, set.troubles);
  return show_changes(options, now, train(set.taught, now.taught->digest()), kept ? &*kept : nullptr);
}

int take_over(const std::vector<OfferedExample>& examples, const Configuration& configuration, const char* author) {
  const std::string& folder = configuration.settings.taught.examples;
  if (folder.empty()) {
    print_error("pismovod: no folder for examples of one's own: set taught.examples");
    return kExitUsage;
  }
  std::map<std::string, std::vector<std::string>> by_question;
  for (const OfferedExample& example : examples) by_question[example.question].push_back(example.line);
  for (const auto& [question, lines] : by_question) {
    if (!add_lines(std::string(folder).append("/").append(question).append("/").append(author), lines))
      return kExitSystem;
  }
  return kPass;
}

// Shown with what they would change; taken over where that was asked for.
int offer(const LearnOptions& options, const Configuration& configuration, const std::vector<OfferedExample>& examples,
          const char* author) {
  for (const OfferedExample& example : examples)
    print_line(example.source + "  " + example.question + "  " + example.line);
  print_line(std::to_string(examples.size()) + " examples; look whom they tell of before they are taken over");
  const int status = show_effect(options, configuration, examples);
  return options.write ? std::max(status, take_over(examples, configuration, author)) : status;
}

int learn_from_journal(const LearnOptions& options) {
  int status = 0;
  const auto journal = open_journal(options.configs, status);
  if (!journal) return status;
  const auto examples = examples_in(*journal->store);
  if (!examples) return say_error(examples.error());
  return offer(options, *journal->configuration, *examples, "journal.tsv");
}

int learn_from_replay(const LearnOptions& options, const Configuration& configuration) {
  const auto examples = examples_of(options.from_replay, options.letters, configuration);
  if (examples) return offer(options, configuration, *examples, "replay.tsv");
  print_error("pismovod: " + examples.error().text);
  return kExitNoInput;
}

}  // namespace

int learn(const LearnOptions& options) {
  if (options.write && !options.from_journal && options.from_replay.empty()) {
    print_error("pismovod: --write goes with --from-journal or --from-replay");
    return kExitUsage;
  }
  if (options.from_journal) return learn_from_journal(options);
  const LoadedConfiguration loaded = load_to_judge(options.configs);
  for (const ConfigError& error : loaded.errors) print_error(error.message());
  if (!loaded.configuration) return kExitConfiguration;
  const Configuration& configuration = *loaded.configuration;
  if (!options.from_replay.empty()) return learn_from_replay(options, configuration);
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
