// The daemon in a process of its own, with rules made for the tests: their verdicts hang on nothing
// but a word in the letter.
//
//   tickets@firm.test  needs "Ticket: TK-1234"      (alias: help@vektor.test)
//   parcels@firm.test  needs "Parcel: PC-1234"
//   watched@firm.test, marked@firm.test, held@firm.test, withheld@firm.test need a ticket too, under
//   mode observe, mode annotate, action hold and action withhold
#pragma once

#include <sys/types.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "daemon/serve.h"

namespace pismovod::test {

// A folder of the test's own, gone with it.
class TempFolder {
 public:
  TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  ~TempFolder();
  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

void write_text(const std::string& path, const std::string& text);
std::string read_text(const std::string& path);

// Writes the configuration with the mailboxes above; the file that holds all the rest.
std::string write_configuration(const TempFolder& folder, const std::string& milter_settings,
                                const std::string& tables = "");

struct DaemonSetup {
  std::string milter_settings;  // lines of [milter]
  std::string tables;           // further tables
  std::function<void(ServeOptions&)> change;
  std::string socket;  // elsewhere than in the folder
};

class Daemon {
 public:
  // Starts it and waits until it listens.
  explicit Daemon(const DaemonSetup& setup = {});
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;
  // Kills it where it still runs.
  ~Daemon();

  const std::string& socket() const { return socket_; }
  std::string control() const { return folder_ / "control"; }
  std::string config() const { return folder_ / "pismovod.toml"; }
  const TempFolder& folder() const { return folder_; }
  pid_t pid() const { return pid_; }

  // What it has logged so far.
  std::string log() const { return read_text(folder_ / "log"); }
  // Waits until the log has `text`; false when it never came.
  bool logs(const std::string& text) const;
  void signal(int number) const;
  // Waits for its end: the exit status, or 1000 and the signal.
  int wait();
  bool runs() const;
  size_t open_descriptors() const;
  // "VmRSS", "VmHWM" in KiB.
  size_t memory(const std::string& what) const;
  // Rewrites the configuration.
  void configure(const std::string& milter_settings, const std::string& tables = "") const;

 private:
  TempFolder folder_;
  std::string socket_;
  pid_t pid_ = -1;
  int status_ = -1;
};

// serve() in a process of its own that is expected to fail: status and what it says.
struct FailedStart {
  int status = 0;
  std::string said;
};
FailedStart start_and_fail(const TempFolder& folder, const std::string& config, const std::string& listen = "",
                           const std::function<void()>& before = {});

}  // namespace pismovod::test
