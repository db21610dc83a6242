#include "daemon/signals.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <atomic>

// Instead of the C library's, for libmilter (others here call sigwaitinfo()): its thread would now and
// then take a signal that the kernel had meant for the main thread.
extern "C" int sigwait(const sigset_t* /*set*/, int* /*signal*/) {
  for (;;) ::pause();  // in this thread all signals of ours are blocked
}

namespace pismovod {
namespace {

constexpr std::array<int, 4> kSignals = {SIGTERM, SIGINT, SIGHUP, SIGUSR1};

// A handler can reach nothing else.
std::atomic<int> g_write_end{-1};

extern "C" void pass_on(int signal) {
  const int saved = errno;
  const auto octet = static_cast<char>(signal);
  if (::write(g_write_end, &octet, 1) < 0) errno = saved;  // full: enough signals wait already
  errno = saved;
}

sigset_t taken() {
  sigset_t set;
  ::sigemptyset(&set);
  for (const int signal : kSignals) ::sigaddset(&set, signal);
  return set;
}

}  // namespace

Started<Signals> Signals::block() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) return cannot_start(kExitSystem, system_message(errno));
  g_write_end = ends[1];  // open until the end of the program: a signal may come at any time
  const sigset_t set = taken();
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
  struct sigaction action {};
  action.sa_handler = pass_on;
  action.sa_flags = SA_RESTART;
  for (const int signal : kSignals) ::sigaction(signal, &action, nullptr);
  ::signal(SIGPIPE, SIG_IGN);
  return Signals(FileDescriptor(ends[0]));
}

void Signals::unblock() {
  const sigset_t set = taken();
  ::pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

int Signals::wait(int milliseconds) const {
  pollfd waiting{read_end_.get(), POLLIN, 0};
  if (::poll(&waiting, 1, milliseconds) <= 0) return 0;
  char octet = 0;
  return ::read(read_end_.get(), &octet, 1) == 1 ? octet : 0;
}

}  // namespace pismovod
