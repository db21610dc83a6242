#include "cli/replay_command.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <mutex>
#include <thread>

#include "base/exit_status.h"
#include "base/file.h"
#include "base/private_file.h"
#include "check/check_letter.h"
#include "cli/changed_verdicts.h"
#include "cli/letters.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "config/configuration.h"
#include "desk/keep_letter.h"
#include "kept/letter_box.h"
#include "mail/message_ids.h"
#include "replay/answer_reader.h"
#include "replay/judges.h"
#include "replay/report.h"

namespace pismovod {
namespace {

using Clock = std::chrono::steady_clock;

constexpr uint64_t kStep = 500;  // letters after which the state is written

double seconds_since(Clock::time_point then) { return std::chrono::duration<double>(Clock::now() - then).count(); }

class Replay {
 public:
  Replay(const ReplayOptions& options, const Configuration& rules, const Configuration* other)
      : options_(options),
        rules_(rules),
        other_(other),
        services_(rules.settings),
        answers_(rules),
        judges_(options.jobs > 0 ? options.jobs : std::thread::hardware_concurrency(),
                [this](const ArchivedLetter& letter) { judge(letter); }),
        progress_(octets_of(options.letters)) {
    state_.what = what();
    if (other != nullptr) state_.result.differences.emplace();
  }

  int run() {
    if (!resume()) return kExitBadData;
    int status = options_.from_journal ? offer_kept() : kPass;
    for (const std::string& name : options_.letters) {
      const auto take = [&](const std::string& letter, std::string_view octets) { offer(letter, octets); };
      for (const LetterTrouble& trouble : for_each_letter(name, take)) {
        print_error("pismovod: " + trouble.text);
        status = std::max(status, trouble.status);
        ++unread_;
      }
    }
    judges_.wait();
    state_.result.tally.unread = unread_;
    progress_.end();
    if (!keep()) status = std::max(status, kExitSystem);
    report();
    const bool differs = state_.result.differences && state_.result.differences->letters > 0;
    return std::max(status, differs ? kFail : kPass);
  }

 private:
  // Another replay's state would count other letters under these rules.
  std::string what() const {
    std::string out = rules_.digest + (other_ == nullptr ? "" : " against " + other_->digest);
    for (const std::string& name : options_.letters) out += " " + name;
    return out;
  }

  bool resume() {
    std::error_code error;
    if (options_.state.empty() || !std::filesystem::exists(options_.state, error)) return true;
    const auto octets = read_file(options_.state);
    auto state = octets ? read_state(*octets) : std::nullopt;
    if (!state || state->what != state_.what) {
      print_error("pismovod: " + options_.state +
                  ": not the state of this replay (other letters, or the rules have changed); remove it to begin anew");
      return false;
    }
    state_ = std::move(*state);
    return true;
  }

  // Whoever ends the program finds the old state or the new one; it holds words of letters.
  bool keep() {
    if (options_.state.empty()) return true;
    state_.done = seen_;
    const auto written = write_private_file(options_.state, state_json(state_));
    if (!written) print_error("pismovod: " + written.error().text);
    return written.has_value();
  }

  // Kept ones come and go: whoever resumes has others.
  int offer_kept() {
    const auto kept = letters_kept(rules_.settings);
    if (!kept) {
      print_error("pismovod: no letters are kept (kept.folder, review.secret)");
      return kExitNoInput;
    }
    for (const std::string& number : kept->cases(KeptKind::letter)) {
      auto letter = kept->find(KeptKind::letter, number, LetterBox::Clock::now());
      if (!letter) continue;
      progress_.add(letter->octets.size());
      judges_.take(
          {number, std::move(letter->octets), 0, "<" + letter->reverse_path + ">", std::move(letter->recipients)});
    }
    return kPass;
  }

  // Names come in the same order each time: the first of them were judged when the state was kept.
  void offer(const std::string& name, std::string_view octets) {
    progress_.add(octets.size());
    if (++seen_ <= state_.done) return;
    judges_.take({name, std::string(octets)});
    if (options_.state.empty() || seen_ % kStep != 0) return;
    judges_.wait();
    keep();
  }

  // Two threads and more at a time; what is common is touched behind the lock alone.
  void judge(const ArchivedLetter& letter) {
    const Clock::time_point begun = Clock::now();
    const CheckedLetter judged = check_letter(letter.octets, {letter.from, letter.to}, rules_, services_);
    const double taken = seconds_since(begun);
    std::optional<Outcome> otherwise;
    if (other_ != nullptr)
      otherwise = check_letter(letter.octets, {letter.from, letter.to}, *other_, services_).outcome;
    auto answer = judged.outcome.verdicts.empty() ? answers_.read(judged.message, services_.blocks()) : std::nullopt;
    const std::lock_guard lock(mutex_);
    state_.result.correspondence.add(letter.name, id_of(judged.message), judged.outcome);
    if (answer) state_.result.correspondence.add(letter.name, std::move(*answer));
    state_.result.tally.add(judged.envelope.reverse_path.text(), judged.outcome, taken);
    if (otherwise) state_.result.differences->add(letter.name, judged.outcome, *otherwise);
  }

  void report() const {
    const Texts& texts = rules_.texts;
    std::string text = options_.json   ? replay_json(state_.result) + "\n"
                       : options_.csv  ? replay_csv(state_.result, texts)
                       : options_.html ? replay_html(state_.result, texts)
                                       : replay_text(state_.result, texts);
    if (!text.empty()) text.pop_back();  // the line's end comes by itself
    print_line(text);
  }

  static uint64_t octets_of(const std::vector<std::string>& names) {
    uint64_t out = 0;
    std::error_code error;
    for (const std::string& name : names) {
      if (!std::filesystem::is_directory(name, error)) {
        const uint64_t size = std::filesystem::file_size(name, error);
        out += error ? 0 : size;
        continue;
      }
      for (const auto& entry : std::filesystem::recursive_directory_iterator(name, error)) {
        if (entry.is_regular_file(error)) out += entry.file_size(error);
      }
    }
    return out;
  }

  const ReplayOptions& options_;
  const Configuration& rules_;
  const Configuration* other_;
  ReplayState state_;
  std::mutex mutex_;
  uint64_t seen_ = 0;
  uint64_t unread_ = 0;
  Services services_;
  AnswerReader answers_;
  Judges judges_;
  Progress progress_;
};

std::shared_ptr<const Configuration> loaded(const std::vector<std::string>& files) {
  const LoadedConfiguration loaded = load_to_judge(files);
  for (const ConfigError& error : loaded.errors) print_error(error.message());
  for (const std::string& warning : loaded.warnings) print_error("pismovod: warning: " + warning);
  return loaded.configuration;
}

}  // namespace

int replay(const ReplayOptions& options) {
  if (options.letters.empty() && !options.from_journal) {
    print_error("pismovod: which letters? A path, or --from-journal");
    return kExitUsage;
  }
  const auto rules = loaded(options.configs);
  if (!rules) return kExitConfiguration;
  const auto other = options.against.empty() ? nullptr : loaded(options.against);
  if (!options.against.empty() && !other) return kExitConfiguration;
  return Replay(options, *rules, other.get()).run();
}

}  // namespace pismovod
