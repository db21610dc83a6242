// Signals as values that the main thread waits for.
//
// libmilter has a thread that waits for SIGHUP, SIGTERM and SIGINT and stops at each. It asks
// sigwait(), which in this program never answers; the main thread has the handlers.
#pragma once

#include <csignal>

#include "base/file.h"
#include "daemon/start_error.h"

namespace pismovod {

class Signals {
 public:
  // In the main thread, before any other is started: those inherit the signals blocked.
  static Started<Signals> block();
  // From now on signals are taken; what came in between is not lost.
  void unblock();
  // The next one: SIGTERM, SIGINT, SIGHUP or SIGUSR1; 0 where none came in time.
  int wait(int milliseconds) const;

 private:
  explicit Signals(FileDescriptor read_end) : read_end_(std::move(read_end)) {}
  FileDescriptor read_end_;
};

}  // namespace pismovod
