#include <algorithm>
#include <map>
#include <set>

#include "actions/wording.h"
#include "check/check_letter.h"
#include "check/verdict_json.h"
#include "cli/check_report.h"
#include "cli/commands.h"
#include "cli/letters.h"
#include "cli/terminal.h"

namespace pismovod {
namespace {

class Checker {
 public:
  Checker(const CheckOptions& options, const Configuration& configuration)
      : options_(options), configuration_(configuration), services_(configuration, false) {}

  int run() {
    for (const std::string& name : options_.letters) {
      for (const LetterTrouble& trouble :
           for_each_letter(name, [&](const std::string&letter, std::string_view octets) { check(letter, octets); })) {
        print_error("pismovod: " + trouble.text);
        status_ = std::max(status_, trouble.status);
      }
    }
    if (!options_.json && totals_.letters > 1) print_totals();
    return status_;
  }

 private:
  struct Totals {
    size_t letters = 0;
    size_t ours = 0;
    size_t failed = 0;
    std::map<std::string, size_t> lacking;  // letters by requirement

    void add(const Outcome& outcome, bool fails) {
      ++letters;
      ours += outcome.verdicts.empty() ? 0 : 1;
      failed += fails ? 1 : 0;
      std::set<std::string> of_letter;
      for (const Verdict& verdict : outcome.verdicts) {
        for (const Judged& judged : verdict.requirements) {
          const bool lacks = judged.status == Status::missing || judged.status == Status::invalid;
          if (lacks && judged.level == Level::must) of_letter.insert(judged.id);
        }
      }
      for (const std::string& id : of_letter) ++lacking[id];
    }
  };

  void print_totals() const {
    const Texts& texts = configuration_.texts;
    print_line(texts.get("check.totals", {{"letters", std::to_string(totals_.letters)},
                                          {"ours", std::to_string(totals_.ours)},
                                          {"failed", std::to_string(totals_.failed)}}));
    if (totals_.lacking.empty()) return;
    print_line(texts.get("check.total_lacking"));
    std::vector<std::pair<size_t, std::string>> sorted;
    for (const auto& [id, count] : totals_.lacking) sorted.emplace_back(count, title_of(id, texts));
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    for (const auto& [count, title] : sorted) print_line("  " + padded(title, 50) + " " + std::to_string(count));
  }

  void check(const std::string& letter, std::string_view octets) {
    const Outcome outcome = check_letter(octets, {options_.from, options_.to}, configuration_, services_).outcome;
    const bool fails =
        std::any_of(outcome.verdicts.begin(), outcome.verdicts.end(), [](const Verdict& v) { return v.fails(); });
    if (fails) status_ = std::max(status_, kFail);
    totals_.add(outcome, fails);
    if (options_.only_failed && !fails) return;
    print_line(options_.json ? verdict_json(letter, outcome, configuration_.texts)
                             : check_report(letter, outcome, configuration_, terminal_));
  }

  const CheckOptions& options_;
  const Configuration& configuration_;
  Services services_;
  Terminal terminal_;
  Totals totals_;
  int status_ = kPass;
};

}  // namespace

int check(const CheckOptions& options) {
  const LoadedConfiguration loaded = load_to_judge(options.configs);
  for (const ConfigError& error : loaded.errors) print_error(error.message());
  if (!loaded.configuration) return kExitConfiguration;
  for (const std::string& warning : loaded.warnings) print_error("pismovod: warning: " + warning);
  return Checker(options, *loaded.configuration).run();
}

}  // namespace pismovod
