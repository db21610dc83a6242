// Signals that one thread waits for, for programs without libmilter's own wait (daemon/signals.h).
#pragma once

#include <csignal>
#include <initializer_list>

namespace pismovod {

class AwaitedSignals {
 public:
  // In the main thread, before any other is started: those inherit the signals blocked.
  explicit AwaitedSignals(std::initializer_list<int> signals);
  // The next one. Any thread.
  int wait() const;

 private:
  sigset_t signals_{};
};

}  // namespace pismovod
