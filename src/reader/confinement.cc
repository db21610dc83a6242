#include "reader/confinement.h"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace pismovod {

void limit_resources(const ReaderLimits& limits) {
  const auto limit = [](__rlimit_resource resource, rlim_t most) {
    const rlimit both{most, most};
    ::setrlimit(resource, &both);
  };
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_NOFILE, 64);
  // Files in memory are all that it can write.
  limit(RLIMIT_FSIZE, limits.archive_entry_octets + (rlim_t{1} << 20));
#ifndef PISMOVOD_SANITIZED  // the sanitizer's shadow takes terabytes of addresses
  limit(RLIMIT_AS, limits.memory_octets);
#endif
}

std::string confine(const ReaderLimits& limits) {
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  limit_resources(limits);
  const int landlock = confine_files(limits);
  const bool seccomp = confine_system_calls();
  std::string held = "limits, ";
  held += landlock > 0 ? "landlock " + std::to_string(landlock) : "no landlock";
  held += seccomp ? ", seccomp" : ", no seccomp";
  return held;
}

}  // namespace pismovod
