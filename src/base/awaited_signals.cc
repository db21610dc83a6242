#include "base/awaited_signals.h"

#include <pthread.h>

namespace pismovod {

AwaitedSignals::AwaitedSignals(std::initializer_list<int> signals) {
  sigemptyset(&signals_);
  for (const int signal : signals) sigaddset(&signals_, signal);
  pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
}

int AwaitedSignals::wait() const {
  int number = 0;
  // Not sigwait(): that is libmilter's here (daemon/signals.h).
  while ((number = ::sigwaitinfo(&signals_, nullptr)) < 0) {
  }
  return number;
}

}  // namespace pismovod
