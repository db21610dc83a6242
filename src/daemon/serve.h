// The daemon and how it is asked: what `pismovod serve` and `pismovod reload` do.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "desk/case_recorder.h"

namespace pismovod {

struct ServeOptions {
  std::vector<std::string> configs;
  std::string listen;  // empty: as configured
  // Made once, after privileges are dropped and before any letter; may be empty, may give null.
  std::function<std::unique_ptr<CaseRecorder>(const Settings&)> make_recorder;
  // How often the MTA hears that a letter is still being worked on; it would wait for five minutes.
  std::chrono::milliseconds progress{10000};
};

// Runs in the foreground until SIGTERM or SIGINT; SIGUSR1 and SIGHUP reload. To be called in the main
// thread, once, before any other thread is started. Returns only when it could not start: the reason
// is on standard error, in one line or one an error, and the status is of sysexits.h. Once started it
// ends the program itself: threads of libmilter are still there, and nothing may be torn down
// beneath them.
int serve(const ServeOptions& options);

// Asks the daemon to read its configuration anew; says on standard output what came of it.
// 0 reloaded; 78 the daemon keeps its old rules, for these errors; 69 there is no daemon; 77 it may
// not be asked.
int reload(const std::vector<std::string>& configs);

}  // namespace pismovod
