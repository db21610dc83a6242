// pismovod notify, and what serve starts besides the milter
#include <chrono>
#include <thread>

#include "base/log.h"
#include "cli/daemon_parts.h"
#include "cli/journal_open.h"
#include "desk/compose_letters.h"
#include "notify/notifier.h"

namespace pismovod {
namespace {

class RecorderAndNotifier final : public CaseRecorder {
 public:
  RecorderAndNotifier(std::unique_ptr<CaseRecorder> recorder, const Settings& settings)
      : recorder_(std::move(recorder)), notifier_(settings) {}
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
  void close(std::chrono::steady_clock::time_point by) override {
    recorder_->close(by);
    notifier_.close(by);
  }

 private:
  std::unique_ptr<CaseRecorder> recorder_;
  NotifierThread notifier_;
};

}  // namespace

std::unique_ptr<CaseRecorder> make_recorder(const Settings& settings) {
  auto recorder = make_journal_recorder(settings, letters_composer());
  if (!recorder || !settings.notify.in_serve) return recorder;
  return std::make_unique<RecorderAndNotifier>(std::move(recorder), settings);
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
