#include "daemon/status.h"

#include <unistd.h>

#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <sstream>

#include "base/clock_text.h"
#include "base/version.h"
#include "daemon/file_access.h"

namespace pismovod {
namespace {

using std::chrono::system_clock;

std::string utc(system_clock::time_point at) { return utc_text(at, "%Y-%m-%dT%H:%M:%SZ"); }

uint64_t unix_seconds(system_clock::time_point at) {
  return static_cast<uint64_t>(std::chrono::floor<std::chrono::seconds>(at.time_since_epoch()).count());
}

// Of a line of key=value whose values are numbers.
template <class Take>
void each_figure(const std::string& line, Take take) {
  std::istringstream words(line);
  for (std::string word; words >> word;) {
    if (const size_t equals = word.find('='); equals != std::string::npos)
      take(word.substr(0, equals), word.substr(equals + 1));
  }
}

std::string quoted_label(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == '"') out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

std::string number(double value) {
  std::array<char, 32> text{};
  return {text.data(), static_cast<size_t>(std::snprintf(text.data(), text.size(), "%g", value))};
}

class Exposition {
 public:
  void family(const std::string& name, const char* type, const char* help) {
    text_ += "# HELP pismovod_" + name + " " + help + "\n# TYPE pismovod_" + name + " " + type + "\n";
  }
  void sample(const std::string& name, const std::string& labels, const std::string& value) {
    text_ += "pismovod_" + name + (labels.empty() ? "" : "{" + labels + "}") + " " + value + "\n";
  }
  void counter(const std::string& name, const char* help, uint64_t value) {
    one(name, "counter", help, std::to_string(value));
  }
  void gauge(const std::string& name, const char* help, const std::string& value) { one(name, "gauge", help, value); }
  void histogram(const std::string& name, const char* help, const Histogram& times) {
    family(name, "histogram", help);
    for (size_t i = 0; i < Histogram::kBounds.size(); ++i)
      sample(name + "_bucket", "le=\"" + number(Histogram::kBounds.at(i)) + "\"", std::to_string(times.within(i)));
    sample(name + "_bucket", "le=\"+Inf\"", std::to_string(times.count()));
    sample(name + "_sum", "", number(times.seconds()));
    sample(name + "_count", "", std::to_string(times.count()));
  }
  std::string take() { return std::move(text_); }

 private:
  void one(const std::string& name, const char* type, const char* help, const std::string& value) {
    family(name, type, help);
    sample(name, "", value);
  }
  std::string text_;
};

// "mx2 rules 4f1c09ab77d2 since 2026-11-30T08:00:00Z seen 2026-11-30T12:00:00Z version 1.4"
std::string words_of(const RunningDaemon& daemon) {
  return daemon.host + " rules " + daemon.rules + " since " + utc(daemon.rules_since) + " seen " + utc(daemon.seen) +
         " version " + daemon.version;
}

struct Counted {
  const char* name;
  const char* help;
  Metrics::Counter Metrics::*counter;
};

constexpr std::array kCounted = {
    Counted{"connections_total", "Connections of the mail server.", &Metrics::connections},
    Counted{"letters_not_ours_total", "Letters to no mailbox of ours, let go unseen.", &Metrics::not_ours},
    Counted{"letters_exempt_total", "Letters of exempt senders.", &Metrics::exempt},
    Counted{"letters_overridden_total", "Letters that an allowed sender let pass.", &Metrics::overridden},
    Counted{"letters_completed_total", "Letters that were completed with the partner's own data.", &Metrics::completed},
    Counted{"letters_of_machines_total", "Auto-replies, reports and other letters of machines.", &Metrics::machines},
    Counted{"letters_over_limits_total", "Letters that could not be inspected.", &Metrics::cannot_inspect},
    Counted{"letters_unverified_total", "Letters with something that could not be told.", &Metrics::unverified},
    Counted{"letters_aborted_total", "Letters whose sender or mail server went away.", &Metrics::aborted},
    Counted{"letters_busy_total", "Letters that passed unjudged: there was no place for them.", &Metrics::busy},
    Counted{"letters_unjudged_total", "Letters that passed unjudged while the program ended.", &Metrics::unjudged},
    Counted{"failures_total", "Faults of ours.", &Metrics::failures},
    Counted{"letters_put_off_total", "Letters answered 451.", &Metrics::put_off},
    Counted{"letter_octets_total", "Octets of letters that concern us.", &Metrics::octets},
    Counted{"reloads_total", "Reloads that took effect.", &Metrics::reloads},
    Counted{"reloads_refused_total", "Reloads that kept the old rules.", &Metrics::reloads_refused},
};

}  // namespace

std::vector<std::string> DaemonStatus::lines() const {
  const auto rules = rules_.get();
  const Configuration& configuration = rules->configuration();
  const auto user = ids_of("");
  std::vector<std::string> out = {"version " + std::string(version()),
                                  "pid " + std::to_string(::getpid()),
                                  "user " + (user->name.empty() ? std::to_string(user->user) : user->name),
                                  "since " + utc(started_),
                                  "listen " + listen_,
                                  "mode " + std::string(name_of(configuration.settings.milter.mode)),
                                  "rules " + configuration.short_digest(),
                                  "rules_since " + utc(loaded_),
                                  "mailboxes " + std::to_string(configuration.mailboxes.size())};
  for (const std::string& file : configuration.files) {
    if (!file.starts_with("shipped:")) out.push_back("file " + file);
  }
  const auto figure = [&](const std::string& key, const std::string& value) { out.push_back(key + " " + value); };
  each_figure(metrics_.text(), figure);
  if (recorder_ != nullptr) {
    each_figure(recorder_->figures() + " " + recorder_->waiting(), figure);
    for (const RunningDaemon& daemon : recorder_->daemons()) out.push_back("daemon " + words_of(daemon));
  }
  if (readers_ != nullptr) {
    const ReaderPoolCounts counts = readers_->counts();
    out.push_back("readers " + std::to_string(configuration.settings.readers.processes));
    out.push_back("readers_confined " + readers_->confinement());
    out.push_back("readers_jobs " + std::to_string(counts.jobs));
    out.push_back("readers_died " + std::to_string(counts.died));
    out.push_back("readers_killed_late " + std::to_string(counts.killed_late));
  }
  for (const Fault& fault : metrics_.faults.all()) out.push_back("fault " + utc(fault.at) + " " + fault.what);
  return out;
}

std::string DaemonStatus::prometheus() const {
  const auto rules = rules_.get();
  Exposition out;
  out.family("build_info", "gauge", "The program.");
  out.sample("build_info", "version=\"" + std::string(version()) + "\"", "1");
  out.gauge("start_time_seconds", "When the daemon started.", std::to_string(unix_seconds(started_)));
  out.gauge("configuration_time_seconds", "When the rules in force were read.", std::to_string(unix_seconds(loaded_)));
  out.family("configuration_info", "gauge", "The rules in force.");
  out.sample("configuration_info",
             "digest=\"" + quoted_label(rules->configuration().short_digest()) + "\",mode=\"" +
                 std::string(name_of(rules->settings().milter.mode)) + "\"",
             "1");
  out.family("letters_total", "counter", "Letters to mailboxes of ours, by what came of them.");
  for (const Action action : kActions)
    out.sample("letters_total", "action=\"" + std::string(name_of(action)) + "\"",
               std::to_string(metrics_.letters.at(static_cast<size_t>(action)).load()));
  for (const Counted& counted : kCounted) out.counter(counted.name, counted.help, (metrics_.*counted.counter).load());
  out.histogram("judging_seconds", "Time that judging a letter took, OCR included.", metrics_.judging);
  out.histogram("waiting_seconds", "Time that a letter waited for its place.", metrics_.waiting);
  if (recorder_ != nullptr) {
    each_figure(recorder_->figures(), [&](const std::string& key, const std::string& value) {
      out.family("cases_" + key + "_total", "counter", "Cases: see docs/journal.md.");
      out.sample("cases_" + key + "_total", "", value);
    });
    each_figure(recorder_->waiting(), [&](const std::string& key, const std::string& value) {
      out.gauge(key, "What waits: see docs/journal.md.", value);
    });
    const std::vector<RunningDaemon> daemons = recorder_->daemons();
    const Instant now = wall_clock();
    const auto silent = std::count_if(daemons.begin(), daemons.end(), [&](const auto& d) { return is_silent(d, now); });
    out.gauge("daemons", "Daemons that share the journal.", std::to_string(daemons.size()));
    out.gauge("daemons_silent", "Those that were not heard of lately.", std::to_string(silent));
    out.gauge("rules_differ", "1: they judge by different rules.", rules_differ(daemons, now) ? "1" : "0");
  }
  if (readers_ != nullptr) {
    const ReaderPoolCounts counts = readers_->counts();
    out.counter("reader_jobs_total", "Attachments that readers were given.", counts.jobs);
    out.counter("reader_died_total", "Readers that died.", counts.died);
    out.counter("reader_killed_late_total", "Readers that were ended: their time was over.", counts.killed_late);
    out.family("reader_cpu_seconds_total", "counter", "Processor time of readers, OCR included.");
    out.sample("reader_cpu_seconds_total", "", number(static_cast<double>(counts.cpu_microseconds) / 1e6));
  }
  return out.take();
}

}  // namespace pismovod
