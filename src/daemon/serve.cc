// Start and end are an order of steps, each of which rests on those before. The rules are checked before the log or a
// socket is opened, signals are blocked before there is another thread, sockets and folders are made with the
// privileges of the start; then these are dropped, the folders are tried as the user that is left, and readers start.
// libmilter runs in a thread that nobody joins; the main thread waits for signals and looks after the rest.
//
// At the end the letters whose content is under way are finished, within the deadline of a letter and some grace; a
// second signal cuts that short.

#include "daemon/serve.h"

#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <semaphore>
#include <thread>

#include "base/log.h"
#include "base/server_url.h"
#include "base/service_manager.h"
#include "config/admin_words.h"
#include "daemon/control.h"
#include "daemon/daemon_files.h"
#include "daemon/listen_address.h"
#include "daemon/metrics_server.h"
#include "daemon/privileges.h"
#include "daemon/reloader.h"
#include "daemon/running.h"
#include "daemon/settings_check.h"
#include "daemon/signals.h"
#include "daemon/status.h"
#include "milter/descriptors.h"
#include "milter/shell.h"

namespace pismovod {
namespace {

// What a letter may still need after its deadline, before the end of the program cuts it off.
constexpr std::chrono::seconds kGrace{5};
constexpr std::chrono::milliseconds kLook{50};
constexpr std::chrono::seconds kForLate{2};            // letters that are answered at once
constexpr std::chrono::milliseconds kForAnswers{200};  // libmilter gives them when a letter is done for us

int say_error(const StartError& error) {
  tell_admin("pismovod: " + error.text);
  return error.status;
}

// What was taken before privileges were dropped.
struct Doors {
  SocketSpec spec;
  ListenAddress address;
  std::optional<SocketClaim> control_claim;
  FileDescriptor control;
  FileDescriptor metrics;
};

Started<void> open_control(const Configuration& configuration, Doors& doors) {
  const Settings::Milter& milter = configuration.settings.milter;
  if (milter.control.empty()) return {};
  const std::string folder = milter.control.substr(0, milter.control.rfind('/'));
  if (!folder.empty()) make_folder(folder, 0755, milter.user);
  auto claim = claim_socket(milter.control);
  auto listening = claim ? listen_at(*claim, 0600) : tl::unexpected(claim.error());
  if (listening) {
    hand_over(milter.control, milter.user);
    doors.control_claim = std::move(*claim);
    doors.control = std::move(*listening);
    return {};
  }
  // Where nobody configured it, the daemon can do without: there is SIGUSR1.
  if (configuration.origins.contains("milter.control")) return tl::unexpected(listening.error());
  log_warning("no `pismovod reload`: " + listening.error().text);
  return {};
}

Started<Doors> open_doors(const Configuration& configuration, const std::string& listen) {
  const Settings::Milter& milter = configuration.settings.milter;
  auto spec = parse_socket_spec(listen.empty() ? milter.listen : listen);
  if (!spec) return cannot_start(kExitConfiguration, spec.error().text);
  auto address = claim_address(*spec);
  if (!address) return tl::unexpected(address.error());
  Doors doors{*spec, std::move(*address), std::nullopt, {}, {}};
  if (!open_milter(spec->for_libmilter(), std::chrono::seconds(milter.connection_seconds))) {
    return cannot_start(kExitUnavailable,
                        "socket " + spec->for_postfix() + ": libmilter cannot listen there; see the system log");
  }
  if (auto set = set_access(*spec, socket_mode_of(milter), milter.socket_group); !set)
    return tl::unexpected(set.error());
  if (auto opened = open_control(configuration, doors); !opened) return tl::unexpected(opened.error());
  const std::string& metrics = configuration.settings.metrics.listen;
  if (metrics.empty()) return doors;
  auto listening = listen_for_metrics(metrics);
  if (!listening) return tl::unexpected(listening.error());
  doors.metrics = std::move(*listening);
  return doors;
}

Started<void> settle_down(const Configuration& configuration) {
  const Settings& settings = configuration.settings;
  make_folder(settings.spool, 0700, settings.milter.user);
  const std::string& journal = settings.journal.path;
  if (const size_t slash = journal.rfind('/'); slash != std::string::npos && slash > 0 && !is_server(journal))
    make_folder(journal.substr(0, slash), 0700, settings.milter.user);
  hand_over_defaults(settings);
  if (auto written = write_pid_file(settings.milter.pid_file, settings.milter.user); !written) return written;
  if (auto become = become_user(settings.milter.user); !become) return become;
  return check_places(configuration);
}

// Without them attachments are judged by kind and name, and letters flow.
void start_readers(Services& services) {
  if (const auto started = services.start(); !started) {
    log_error("attachments will not be read: " + started.error().text);
  } else if (services.readers() != nullptr) {
    log_info("event=readers confined=\"" + services.readers()->confinement() + "\"");
  }
}

// The daemon once it is started. Never destroyed: it ends with the program.
class Daemon {
 public:
  Daemon(const ServeOptions& options, const std::shared_ptr<const Configuration>& configuration, Services& services,
         Doors doors, Signals signals)
      : doors_(std::move(doors)),
        signals_(std::move(signals)),
        recorder_(options.make_recorder ? options.make_recorder(configuration->settings) : nullptr),
        rules_(std::make_shared<const RulesInForce>(configuration)),
        gate_(static_cast<size_t>(configuration->settings.milter.letters_at_a_time)),
        heartbeat_(options.progress),
        desk_(services, gate_, heartbeat_, metrics_, recorder_.get()),
        reloader_(options.configs, rules_, gate_, metrics_),
        status_(rules_, metrics_, recorder_.get(), services.readers(), doors_.spec.for_postfix()),
        parts_{rules_, desk_, services.blocks(), metrics_, in_progress_, probe_} {}

  [[noreturn]] void run() {
    if (doors_.control_claim) {
      control_.emplace(std::move(*doors_.control_claim), std::move(doors_.control),
                       [this](std::string_view word) { return answer(word); });
    }
    if (doors_.metrics) metrics_server_.emplace(std::move(doors_.metrics), [this] { return status_.prometheus(); });
    if (recorder_) recorder_->follow(rules_);
    std::thread milter([this] {
      start_.acquire();
      run_milter(parts_);
      gave_up_ = true;
    });
    milter.detach();
    // First the signals: libmilter blocks them in the threads it starts.
    signals_.unblock();
    start_.release();
    log_info("event=start listen=" + doors_.spec.for_postfix() + " pid=" + std::to_string(::getpid()) +
             " config=" + rules_.get()->configuration().short_digest());
    say_ready();
    for (;;) {
      say_alive();
      const int signal = signals_.wait(1000);
      if (signal == SIGTERM || signal == SIGINT) drain_and_end();
      if (signal == SIGHUP || signal == SIGUSR1) reload_rules();
      write_figures();
      if (gave_up_) end(kExitSystem, "libmilter gave up; see the system log");
    }
  }

 private:
  ReloadResult reload_rules() {
    say_reloading();
    ReloadResult result = reloader_.reload();
    if (result.done) status_.note_reload();
    say_ready();
    return result;
  }

  ControlAnswer answer(std::string_view word) {
    if (word == "reload") {
      const ReloadResult result = reload_rules();
      return {result.done, result.lines};
    }
    if (word == "metrics") return {true, {figures()}};
    if (word == "status") return {true, status_.lines()};
    if (word.starts_with("probe ")) return expect_probe(word.substr(6));
    return {false, {"unknown word; known are: reload, metrics, status, probe"}};
  }

  ControlAnswer expect_probe(std::string_view address) {
    const std::vector<Mailbox>& mailboxes = rules_.get()->configuration().mailboxes;
    if (mailboxes.empty()) return {false, {"no mailbox is configured"}};
    if (!probe_.expect(address)) return {false, {"no address"}};
    return {true, {mailboxes.front().address}};
  }

  // For node_exporter, every quarter of a minute. That it cannot be written is said once.
  void write_figures() {
    const std::string& path = rules_.get()->settings().metrics.file;
    if (path.empty() || Clock::now() < figures_again_) return;
    figures_again_ = Clock::now() + std::chrono::seconds(15);
    const auto written = write_metrics_file(path, status_.prometheus());
    if (!written && !is_file_said_) log_error("metrics.file: " + written.error().text);
    is_file_said_ = !written;
  }

  std::string figures() const {
    return metrics_.text() + " accepts_put_off=" + std::to_string(accepts_put_off()) +
           (recorder_ ? " " + recorder_->figures() : "");
  }

  // Letters whose content is under way are finished; those that come now are answered at once, unjudged. A
  // second signal does not wait.
  [[noreturn]] void drain_and_end() {
    say_stopping();
    in_progress_.begin_the_end();
    if (doors_.address.claim) ::unlink(doors_.address.claim->path.c_str());
    log_info("event=stopping letters=" + std::to_string(in_progress_.count()));
    const std::shared_ptr<const RulesInForce> rules = rules_.get();
    const Settings& settings = rules->settings();
    const auto until = Clock::now() + std::chrono::seconds(settings.milter.deadline_seconds) +
                       std::chrono::milliseconds(settings.journal.wait_milliseconds) + kGrace;
    bool is_told_again = false;
    while (!is_told_again && Clock::now() < until && !in_progress_.wait_for_none(Clock::now() + kLook)) {
      const int signal = signals_.wait(0);
      is_told_again = signal == SIGTERM || signal == SIGINT;
    }
    if (!is_told_again) {
      in_progress_.wait_for_no_late(Clock::now() + kForLate);
      std::this_thread::sleep_for(kForAnswers);
    }
    end(0, "");
  }

  // The recorder stays: letters that were cut off may be using it.
  [[noreturn]] void end(int status, const std::string& why) {
    if (!why.empty()) log_error(why);
    if (recorder_) recorder_->close(Clock::now() + kGrace);
    log_info("event=stop unfinished=" + std::to_string(in_progress_.count()) + " " + figures());
    control_.reset();
    metrics_server_.reset();
    if (doors_.address.claim) ::unlink(doors_.address.claim->path.c_str());
    const std::string& pid_file = rules_.get()->settings().milter.pid_file;
    if (!pid_file.empty()) ::unlink(pid_file.c_str());
    std::_Exit(status);
  }

  using Clock = std::chrono::steady_clock;
  Doors doors_;
  Signals signals_;
  std::unique_ptr<CaseRecorder> recorder_;
  CurrentRules rules_;
  Gate gate_;
  Heartbeat heartbeat_;
  Metrics metrics_;
  InProgress in_progress_;
  LetterDesk desk_;
  Probe probe_;
  Reloader reloader_;
  DaemonStatus status_;
  SessionParts parts_;
  std::optional<ControlServer> control_;
  std::optional<MetricsServer> metrics_server_;
  Clock::time_point figures_again_{};
  bool is_file_said_ = false;
  std::binary_semaphore start_{0};
  std::atomic<bool> gave_up_{false};
};

}  // namespace

int serve(const ServeOptions& options) {
  ::umask(0077);
  const CheckedConfiguration loaded = load_checked(options.configs, options.listen);
  for (const std::string& error : loaded.errors) tell_admin(error);
  if (!loaded.configuration) return kExitConfiguration;
  const Settings& settings = loaded.configuration->settings;
  const auto log = open_log(settings.log.to, log_level_of(settings.log.level).value_or(LogLevel::info), "pismovod");
  if (!log) return say_error({kExitSystem, log.error().text});
  const auto warn = [&] {
    for (const std::string& warning : loaded.warnings) log_warning(warning);
  };
  // That nobody configured it is said before anything else; the rest once it is sure to start, so that the
  // reason of a failed start stands alone.
  if (!loaded.configuration->has_main_file) warn();
  raise_descriptor_limit();
  auto signals = Signals::block();
  if (!signals) return say_error(signals.error());
  auto doors = open_doors(*loaded.configuration, options.listen);
  if (!doors) return say_error(doors.error());
  if (loaded.configuration->has_main_file) warn();
  if (const auto settled = settle_down(*loaded.configuration); !settled) return say_error(settled.error());
  Services services(*loaded.configuration, true);
  services.ask_journal(settings.journal);
  start_readers(services);
  Daemon(options, loaded.configuration, services, std::move(*doors), std::move(*signals)).run();
}

int reload(const std::vector<std::string>& configs) {
  const std::string socket = control_socket_of(configs);
  const auto answer = ask_daemon(socket, "reload");
  if (answer) {
    for (const std::string& line : answer->lines)
      std::fprintf(answer->ok ? stdout : stderr, "%s\n", AdminWords::of_environment().of(line).c_str());
    if (!answer->ok) tell_admin("pismovod: the daemon keeps its old rules");
    return answer->ok ? 0 : kExitConfiguration;
  }
  tell_admin("pismovod: no daemon answers at " + socket + ": " + answer.error().text);
  return answer.error().system == EACCES ? kExitNoPermission : kExitUnavailable;
}

}  // namespace pismovod
