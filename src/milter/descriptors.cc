#include "milter/descriptors.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <string>
#include <thread>

#include "base/file.h"
#include "base/log.h"

namespace pismovod {
namespace {

constexpr rlim_t kDescriptors = 65536;
constexpr int kSpareDescriptors = 32;  // for what letters need on connections: spool, journal, readers
constexpr std::chrono::milliseconds kPause{100};
constexpr uint64_t kPausesALine = 100;  // about ten seconds

std::atomic<size_t> g_put_off{0};

int most_descriptors() {
  rlimit limit{};
  return ::getrlimit(RLIMIT_NOFILE, &limit) == 0 ? static_cast<int>(limit.rlim_cur) : 1024;
}

// The next descriptor would be the lowest that is free: a trial tells how many are left.
bool are_descriptors_left(int any) {
  const FileDescriptor next(::fcntl(any, F_DUPFD_CLOEXEC, 0));
  const int most = most_descriptors();
  return next && next.get() < most - std::min(kSpareDescriptors, most / 4);
}

bool is_shortage(int error) { return error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM; }

int wait_for_descriptors(int error) {
  if (g_put_off++ % kPausesALine == 0) log_error("no descriptors left, connections wait: " + system_message(error));
  std::this_thread::sleep_for(kPause);
  errno = error;
  return -1;
}

}  // namespace

void raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = std::max(limit.rlim_cur, std::min(limit.rlim_max, kDescriptors));
  if (::setrlimit(RLIMIT_NOFILE, &limit) != 0) return;
}

size_t accepts_put_off() { return g_put_off; }

}  // namespace pismovod

// Instead of the C library's, for libmilter.
extern "C" int accept(int listening, sockaddr* address, socklen_t* octets) {
  using namespace pismovod;
  if (!are_descriptors_left(listening)) return wait_for_descriptors(EMFILE);
  const int made = ::accept4(listening, address, octets, SOCK_CLOEXEC);
  return made < 0 && is_shortage(errno) ? wait_for_descriptors(errno) : made;
}
