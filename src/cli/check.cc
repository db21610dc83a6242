#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "actions/wording.h"
#include "check/check_letter.h"
#include "check/verdict_json.h"
#include "cli/check_report.h"
#include "cli/commands.h"
#include "cli/letter_date.h"
#include "cli/letters.h"
#include "cli/terminal.h"
#include "cli/time_text.h"
#include "replay/judges.h"

namespace pismovod {
namespace {

// What is shown of one letter, or of what is none.
struct Shown {
  std::string text;   // empty: nothing
  std::string error;  // for people
};

// Shows what several threads have made ready, in the order in which letters came. At most as much waits as there are
// threads and a little.
class InOrder {
 public:
  void show(uint64_t number, Shown shown) {
    const std::lock_guard lock(mutex_);
    ready_.emplace(number, std::move(shown));
    for (auto at = ready_.find(next_); at != ready_.end(); at = ready_.find(++next_)) {
      if (!at->second.error.empty()) print_error("pismovod: " + at->second.error);
      if (!at->second.text.empty()) print_line(at->second.text);
      ready_.erase(at);
    }
  }

 private:
  std::mutex mutex_;
  std::map<uint64_t, Shown> ready_;
  uint64_t next_ = 0;
};

class Checker {
 public:
  Checker(const CheckOptions& options, const Configuration& configuration, std::optional<Instant> since)
      : options_(options),
        configuration_(configuration),
        since_(since),
        services_(configuration, false),
        judges_(options.jobs > 0 ? options.jobs : std::max(1U, std::thread::hardware_concurrency()),
                [this](const ArchivedLetter& letter) { check(letter); }) {
    if (options.journal) services_.ask_journal(configuration.settings.journal);
  }

  int run() {
    for (const std::string& name : options_.letters) {
      const auto take = [&](const std::string& letter, std::string_view octets) { offer(letter, octets); };
      for (const LetterTrouble& trouble : for_each_letter(name, take, !options_.to.empty())) add(trouble);
    }
    judges_.wait();
    if (!options_.json && totals_.letters > 1) print_totals();
    // A file among letters that is none is said to be none, and changes nothing.
    const int of_troubles = trouble_ == kExitBadData && totals_.letters > 0 ? kPass : trouble_;
    return std::max(of_troubles, totals_.failed > 0 ? kFail : kPass);
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
          if (pismovod::fails(judged)) of_letter.insert(judged.id);
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

  // Two threads and more judge; the numbers keep the order.
  void offer(const std::string& letter, std::string_view octets) {
    if (since_ && date_of_letter(octets).value_or(*since_) < *since_) return;
    judges_.take({letter, std::string(octets), offered_++});
  }

  void add(const LetterTrouble& trouble) {
    trouble_ = std::max(trouble_, trouble.status);
    const std::string line = options_.json ? error_json(trouble.letter, trouble.text) : "";
    shown_.show(offered_++, {line, trouble.text});
  }

  void check(const ArchivedLetter& letter) {
    const Outcome outcome = check_letter(letter.octets, {options_.from, options_.to}, configuration_, services_,
                                         std::chrono::seconds(options_.deadline))
                                .outcome;
    const bool fails = std::ranges::any_of(outcome.verdicts, [](const Verdict& v) { return v.fails(); });
    {
      const std::lock_guard lock(mutex_);
      totals_.add(outcome, fails);
    }
    Shown shown;
    if (fails || !options_.only_failed)
      shown.text = options_.json ? verdict_json(letter.name, outcome, configuration_.texts)
                                 : check_report(letter.name, outcome, configuration_, terminal_);
    shown_.show(letter.number, std::move(shown));
  }

  const CheckOptions& options_;
  const Configuration& configuration_;
  std::optional<Instant> since_;
  Services services_;
  Terminal terminal_;
  std::mutex mutex_;  // of the totals
  Totals totals_;
  InOrder shown_;
  uint64_t offered_ = 0;
  int trouble_ = kPass;
  Judges judges_;  // last: its threads use what stands above
};

}  // namespace

int check(const CheckOptions& options) {
  const LoadedConfiguration loaded = load_to_judge(options.configs);
  for (const ConfigError& error : loaded.errors) print_error(error.message());
  if (!loaded.configuration) return kExitConfiguration;
  for (const std::string& warning : loaded.warnings) print_error("pismovod: warning: " + warning);
  if (options.journal && loaded.configuration->settings.journal.path.empty()) {
    print_error("pismovod: no journal is configured (journal.path)");
    return kExitConfiguration;
  }
  std::optional<Instant> since;
  if (!options.since.empty()) {
    since = parse_moment(options.since, wall_clock());
    if (!since) {
      print_error("pismovod: --since is no time: " + options.since + " (2026-09-16, 7d or 12h)");
      return kExitUsage;
    }
  }
  return Checker(options, *loaded.configuration, since).run();
}

}  // namespace pismovod
