// Signals as values that the main thread waits for.
//
// libmilter waits for SIGHUP, SIGTERM and SIGINT itself and stops at each. The kernel hands a signal
// of the process to the main thread first, where that has not blocked it: so here, in the main
// thread, these signals are never blocked and have handlers, and libmilter runs in another thread
// and never gets one.
#pragma once

#include <csignal>

#include "base/file.h"
#include "milter/start_error.h"

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
