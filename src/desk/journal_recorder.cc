// All that a case says of itself hangs on its number, the answer and the letters too: where a number is taken, another
// is drawn and they are made anew, from values that are still whole; these are shortened for keeping behind that.
//
// A letter that passes anyway need not be on the disk, and passes without a case where none can be had; of any other
// the caller must hear that nothing is on record. The journal gets a part of the wait, so that the spool has time left;
// one that failed is left alone for some seconds when leave to pass is looked for.

#include "desk/journal_recorder.h"

#include <unistd.h>

#include <atomic>
#include <stdexcept>

#include "base/key_values.h"
#include "base/log.h"
#include "base/server_url.h"
#include "desk/case_entry.h"
#include "desk/host_of.h"
#include "desk/keep_letter.h"
#include "journal/case_link.h"
#include "journal/case_number.h"
#include "journal/checked_letters.h"
#include "journal/database_store.h"
#include "journal/outbox_depth.h"
#include "journal/recording.h"
#include "journal/secrets.h"

namespace pismovod {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr int kDraws = 5;
constexpr std::chrono::hours kPruneEvery{6};
constexpr std::chrono::seconds kLeftAlone{5};
constexpr int64_t kPrunedAtATime = 500;
// A journal that is locked says nothing of the disk: the spool may take more than was reserved.
constexpr int64_t kSpoolGrowth = 16;

// Part of the wait: a lock of another's must leave time for the spool.
milliseconds store_wait(const Settings& settings) { return milliseconds(settings.journal.wait_milliseconds / 3 + 1); }

// Must the MTA not hear before it is on the disk?
bool is_weighty(Action action) { return action > Action::annotate; }

// Addresses of one's own domain can be made up: what one person may have bounds them all.
NoticeRate rate_of(int64_t most_to_one) { return {most_to_one, 10 * most_to_one, 25 * most_to_one}; }

class JournalRecorder final : public CaseRecorder {
 public:
  JournalRecorder(const Settings& settings, LetterComposer composer)
      : settings_(settings),
        host_(host_of(settings)),
        composer_(std::move(composer)),
        secret_(secret_of(settings)),
        store_(make_store({settings.journal.path, store_wait(settings), 0, store_wait(settings)})),
        checked_(settings.precheck.seen, std::chrono::hours(settings.precheck.remember_hours)),
        spool_(settings.spool + "/journal.spool", settings.journal.spool_octets,
               kSpoolGrowth * settings.journal.spool_octets),
        recording_(*store_, spool_, {milliseconds(1000), [this] { prune(); }}) {}

  std::optional<CaseReference> record(const CaseToRecord& found) override {
    const Settings& settings = found.configuration.settings;
    const auto until = Clock::now() + milliseconds(settings.journal.wait_milliseconds);
    RecordRequest request;
    request.entry = case_entry_of(found, wall_clock());
    request.entry.host = host_;
    request.entry.checked_before = checked_before(found.outcome, request.entry.at);
    request.durable = is_weighty(found.plan.action);
    request.rate = rate_of(settings.notify.most_an_hour);
    request.tie_window = std::chrono::hours(settings.journal.tie_hours);
    for (int draw = 0; draw < kDraws; ++draw) {
      number(request, found);
      const auto recorded = recording_.record(request, until);
      if (recorded) {
        keep(found, *recorded);
        return reference_to(recorded->number, found);
      }
      if (recorded.error().kind != StoreError::Kind::number_taken) return not_recorded(found, recorded.error());
    }
    return not_recorded(found, {StoreError::Kind::other, "no number is free"});
  }

  bool pass_once(const Message& message, const Envelope& envelope) override {
    const auto letter = completed_letter(message, envelope);
    if (!letter) return false;
    const auto passed = store_->pass_once(*letter, wall_clock());
    if (!passed) log_error("qid=" + envelope.queue_id + " completed letter: " + passed.error().text);
    return passed && *passed;
  }

  std::optional<std::string> let_pass_once(const Outcome& outcome, const Envelope& envelope,
                                           const Texts& texts) override {
    std::vector<std::string> mailboxes;
    for (const Verdict& verdict : outcome.verdicts) {
      if (verdict.fails()) mailboxes.push_back(verdict.mailbox);
    }
    const std::string& sender = envelope.authenticated.empty() ? envelope.reverse_path.text() : envelope.authenticated;
    const auto taken = ask_for_allowance(sender, mailboxes);
    if (!taken) return std::nullopt;
    const std::string by = texts.get("journal.allowed_reason", {{"by", taken->by}, {"number", taken->number}});
    return taken->why.empty() ? by : by + ": " + taken->why;
  }

  void close(Clock::time_point by) override { recording_.close(by); }

  std::string figures() const override {
    const RecordingCounters& counted = recording_.counters();
    KeyValues out;
    out.add("recorded", counted.recorded.load()).add("spooled", counted.spooled.load());
    out.add("taken_in", counted.taken_in.load()).add("late", counted.late.load()).add("lost", counted.lost.load());
    return out.text();
  }

  std::string waiting() const override {
    KeyValues out;
    out.add("spool_octets", static_cast<uint64_t>(spool_.waiting()));
    if (const auto depth = outbox_depth(settings_.journal.path)) {
      const auto age = std::chrono::floor<std::chrono::seconds>(wall_clock() - depth->oldest).count();
      out.add("outbox_letters", static_cast<uint64_t>(depth->letters));
      out.add("outbox_oldest_seconds", static_cast<uint64_t>(depth->letters == 0 || age < 0 ? 0 : age));
      if (depth->octets > 0) out.add("journal_octets", depth->octets);
    }
    return out.text();
  }

 private:
  // A journal that is away is not asked again at each letter: each would wait for it.
  std::optional<Allowance> ask_for_allowance(const std::string& sender, const std::vector<std::string>& mailboxes) {
    const Clock::time_point now = Clock::now();
    if (now < Clock::time_point(Clock::duration(ask_again_.load()))) return std::nullopt;
    const auto taken = store_->take_allowance(sender, mailboxes, wall_clock());
    if (taken) return *taken;
    ask_again_ = (Clock::now() + kLeftAlone).time_since_epoch().count();
    log_error("allowances are not looked at for some seconds: " + taken.error().text);
    return std::nullopt;
  }

  // Worth a line in the case, and no letter's delay or loss.
  CheckedBefore checked_before(const Outcome& outcome, Instant now) {
    const auto known = checked_.of(outcome.print, now);
    if (!known) log_error(settings_.precheck.seen + ": " + known.error().text);
    return known.value_or(CheckedBefore::no);
  }

  // What the case says of itself hangs on its number.
  void number(RecordRequest& request, const CaseToRecord& found) const {
    CaseEntry& entry = request.entry;
    entry.number = draw_case_number();
    const CaseReference reference = reference_to(entry.number, found);
    add_answer(entry, found, reference);
    request.letters.clear();
    compose(request, found, reference);
    make_storable(entry, found.configuration.settings.journal.keep_values == KeepValues::shortened);
  }

  void compose(RecordRequest& request, const CaseToRecord& found, const CaseReference& reference) const {
    if (!composer_ || found.outcome.is_machine) return;
    try {
      request.letters = composer_(found, request.entry, reference);
    } catch (const std::exception& error) {
      log_error("case " + request.entry.number + ": no letters: " + error.what());
    }
  }

  // For the form that the link leads to.
  void keep(const CaseToRecord& found, const Recorded& recorded) {
    if (!secret_) return;
    LetterBox box(box_bounds(found.configuration.settings), *secret_);
    if (!found.outcome.is_machine && is_settled(found)) box.erase(recorded.first_case);
    auto letter = letter_to_keep(found);
    if (!letter) return;
    if (const auto kept = box.put(KeptKind::letter, recorded.number, *letter); !kept)
      log_info("case " + recorded.number + ": " + kept.error().text);
  }

  // With a link where there is a page that it leads to.
  CaseReference reference_to(const std::string& number, const CaseToRecord& found) const {
    const Settings::Review& review = found.configuration.settings.review;
    if (review.public_url.empty() || !secret_) return {number, {}};
    const auto expires = std::chrono::floor<std::chrono::seconds>(wall_clock() + std::chrono::days(review.link_days));
    return {number, case_link(review.public_url, make_case_token(*secret_, number, expires))};
  }

  static std::optional<Secret> secret_of(const Settings& settings) {
    if (settings.review.public_url.empty()) return std::nullopt;
    auto secret = Secret::of_file(settings.review.secret);
    if (secret) return *secret;
    log_error("no links to cases: " + secret.error().text);
    return std::nullopt;
  }

  // A letter that passes anyway passes without a case; of others the caller must hear.
  static std::optional<CaseReference> not_recorded(const CaseToRecord& found, const StoreError& error) {
    log_error("qid=" + found.envelope.queue_id + " not in the journal: " + error.text);
    if (is_weighty(found.plan.action)) throw std::runtime_error("the case is not on record: " + error.text);
    return std::nullopt;
  }

  void prune() {
    if (Clock::now() < prune_again_) return;
    prune_again_ = Clock::now() + kPruneEvery;
    const Instant now = wall_clock();
    if (secret_) LetterBox(box_bounds(settings_), *secret_).prune(now);
    const int64_t keep = settings_.journal.keep_days;
    const Instant before = keep == 0 ? Instant() : now - std::chrono::days(keep);
    const auto gone = store_->prune(before, now - std::chrono::days(settings_.notify.keep_days), kPrunedAtATime);
    if (gone && *gone >= kPrunedAtATime) prune_again_ = Clock::now();  // the rest in a minute: letters wait meanwhile
    if (!gone) log_error("journal: " + gone.error().text);
    if (gone && *gone > 0) log_info("journal: " + std::to_string(*gone) + " old cases removed");
  }

  Settings settings_;
  std::string host_;
  LetterComposer composer_;
  std::optional<Secret> secret_;
  std::unique_ptr<Store> store_;
  CheckedLetters checked_;
  mutable Spool spool_;  // asked how much waits
  std::atomic<Clock::rep> ask_again_{0};
  Clock::time_point prune_again_{};
  Recording recording_;  // last: its thread uses what stands above
};

}  // namespace

std::unique_ptr<CaseRecorder> make_journal_recorder(const Settings& settings, LetterComposer composer) {
  if (settings.journal.path.empty()) return nullptr;
  if (const auto opened = open_store({settings.journal.path, store_wait(settings), 0}); !opened) {
    // Where nobody configured one and none can be made, the daemon can do without. One that is locked, full or
    // damaged is there.
    const std::string folder = settings.journal.path.substr(0, settings.journal.path.rfind('/') + 1);
    const bool is_wanted = is_server(settings.journal.path) || settings.journal.path != Settings().journal.path ||
                           ::access(settings.journal.path.c_str(), F_OK) == 0 ||
                           ::access(folder.c_str(), W_OK | X_OK) == 0;
    log_error("journal " + settings.journal.path + ": " + opened.error().text +
              (is_wanted ? "; cases go to the spool" : "; there will be none"));
    if (!is_wanted) return nullptr;
  }
  return std::make_unique<JournalRecorder>(settings, std::move(composer));
}

}  // namespace pismovod
