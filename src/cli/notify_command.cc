// pismovod notify, and what serve starts besides the milter
#include <chrono>
#include <thread>

#include "base/log.h"
#include "base/server_url.h"
#include "cli/daemon_parts.h"
#include "cli/journal_open.h"
#include "desk/compose_letters.h"
#include "desk/host_duty.h"
#include "notify/notifier.h"

namespace pismovod {
namespace {

// The recorder, and what runs beside it: the sender of notices, what machines that share the journal owe each other.
class RecorderAndHelpers final : public CaseRecorder {
 public:
  RecorderAndHelpers(std::unique_ptr<CaseRecorder> recorder, const Settings& settings)
      : settings_(settings), recorder_(std::move(recorder)) {
    if (settings.notify.in_serve) notifier_.emplace(settings);
  }
  std::optional<CaseReference> record(const CaseToRecord& found) override { return recorder_->record(found); }
  bool pass_once(const Message& message, const Envelope& envelope) override {
    return recorder_->pass_once(message, envelope);
  }
  std::optional<std::string> let_pass_once(const Outcome& outcome, const Envelope& envelope,
                                           const Texts& texts) override {
    return recorder_->let_pass_once(outcome, envelope, texts);
  }
  std::string figures() const override { return recorder_->figures(); }
  std::string waiting() const override { return recorder_->waiting(); }
  void follow(const CurrentRules& rules) override {
    if (is_server(settings_.journal.path)) duty_.emplace(settings_, rules);
  }
  std::vector<RunningDaemon> daemons() const override {
    return duty_ ? duty_->daemons() : std::vector<RunningDaemon>();
  }
  void close(std::chrono::steady_clock::time_point by) override {
    recorder_->close(by);
    if (notifier_) notifier_->close(by);
    if (duty_) duty_->close(by);
  }

 private:
  Settings settings_;
  std::unique_ptr<CaseRecorder> recorder_;
  std::optional<NotifierThread> notifier_;
  std::optional<HostDuty> duty_;
};

}  // namespace

std::unique_ptr<CaseRecorder> make_recorder(const Settings& settings) {
  auto recorder = make_journal_recorder(settings, letters_composer());
  if (!recorder) return recorder;
  return std::make_unique<RecorderAndHelpers>(std::move(recorder), settings);
}

// Killed at any moment nothing is lost: there is nothing to tidy up at the end.
int notify(const NotifyOptions& options) {
  int status = 0;
  const auto journal = open_journal(options.configs, status);
  if (!journal) return status;
  const Settings& settings = journal->configuration->settings;
  open_log(settings.log.to, log_level_of(settings.log.level).value_or(LogLevel::info), "pismovod-notify");
  const auto sender = make_smtp_sender(settings.notify);
  Notifier notifier(*journal->store, *sender, std::chrono::hours(settings.notify.give_up_hours));
  if (!options.once) log_info("event=start relay=" + settings.notify.relay);
  for (;;) {
    notifier.run();
    if (options.once) return kPass;
    std::this_thread::sleep_for(std::chrono::seconds(2));
  }
}

}  // namespace pismovod
