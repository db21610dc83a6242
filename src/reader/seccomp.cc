#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <memory>

#include "reader/confinement.h"

namespace pismovod {
namespace {

using Filter = std::unique_ptr<void, decltype(&seccomp_release)>;

// Harmless in a process that has no files to write, no sockets but its own, and nobody to signal.
constexpr int kAllowed[] = {
    SCMP_SYS(read),
    SCMP_SYS(readv),
    SCMP_SYS(pread64),
    SCMP_SYS(write),
    SCMP_SYS(writev),
    SCMP_SYS(close),
    SCMP_SYS(close_range),
    SCMP_SYS(lseek),
    SCMP_SYS(_llseek),
    SCMP_SYS(fstat),
    SCMP_SYS(fstat64),
    SCMP_SYS(newfstatat),
    SCMP_SYS(fstatat64),
    SCMP_SYS(stat),
    SCMP_SYS(stat64),
    SCMP_SYS(lstat),
    SCMP_SYS(lstat64),
    SCMP_SYS(statx),
    SCMP_SYS(statfs),
    SCMP_SYS(fstatfs),
    SCMP_SYS(access),
    SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(getdents64),
    SCMP_SYS(getcwd),
    SCMP_SYS(mmap),
    SCMP_SYS(mmap2),
    SCMP_SYS(mremap),
    SCMP_SYS(munmap),
    SCMP_SYS(mprotect),
    SCMP_SYS(madvise),
    SCMP_SYS(brk),
    SCMP_SYS(ftruncate),
    SCMP_SYS(fcntl),
    SCMP_SYS(fcntl64),
    SCMP_SYS(dup),
    SCMP_SYS(dup2),
    SCMP_SYS(dup3),
    SCMP_SYS(pipe),
    SCMP_SYS(pipe2),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(select),
    SCMP_SYS(pselect6),
    SCMP_SYS(recvmsg),
    SCMP_SYS(recvfrom),
    SCMP_SYS(sendmsg),
    SCMP_SYS(sendto),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(futex),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(rseq),
    SCMP_SYS(set_tid_address),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(getppid),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(getrlimit),
    SCMP_SYS(setrlimit),
    SCMP_SYS(getrusage),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(times),
    SCMP_SYS(uname),
    SCMP_SYS(sysinfo),
    SCMP_SYS(getrandom),
    SCMP_SYS(arch_prctl),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(wait4),
    SCMP_SYS(waitid),
    SCMP_SYS(setitimer),
    SCMP_SYS(fadvise64),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(fork),
    SCMP_SYS(vfork),
    // Converters only; Landlock says which programs.
    SCMP_SYS(execve),
};

bool allow_plain(scmp_filter_ctx filter) {
  for (const int call : kAllowed) {
    // A call that this machine has not is none that could be used.
    const int added = seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
    if (added != 0 && added != -EDOM) return false;
  }
  return true;
}

bool allow_by_argument(scmp_filter_ctx filter) {
  const auto allow = [&](int call, scmp_arg_cmp comparison) {
    const int added = seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 1, comparison);
    return added == 0 || added == -EDOM;
  };
  constexpr scmp_datum_t kWriting = O_ACCMODE | O_CREAT | O_TRUNC;
  constexpr scmp_datum_t kNamespaces =
      CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET;
  const auto own = static_cast<scmp_datum_t>(::getpid());
  return allow(SCMP_SYS(openat), SCMP_A2(SCMP_CMP_MASKED_EQ, kWriting, O_RDONLY)) &&
         allow(SCMP_SYS(open), SCMP_A1(SCMP_CMP_MASKED_EQ, kWriting, O_RDONLY)) &&
         allow(SCMP_SYS(clone), SCMP_A0(SCMP_CMP_MASKED_EQ, kNamespaces, 0)) &&
         allow(SCMP_SYS(prlimit64), SCMP_A0(SCMP_CMP_EQ, 0)) && allow(SCMP_SYS(prlimit64), SCMP_A0(SCMP_CMP_EQ, own)) &&
         allow(SCMP_SYS(tgkill), SCMP_A0(SCMP_CMP_EQ, own)) && allow(SCMP_SYS(ioctl), SCMP_A1(SCMP_CMP_EQ, TCGETS)) &&
         allow(SCMP_SYS(ioctl), SCMP_A1(SCMP_CMP_EQ, FIONREAD));
}

}  // namespace

// Everything else is refused as if the kernel had it not: libraries then do without.
bool confine_system_calls() {
  const Filter filter(seccomp_init(SCMP_ACT_ERRNO(ENOSYS)), &seccomp_release);
  if (!filter || !allow_plain(filter.get()) || !allow_by_argument(filter.get())) return false;
  return seccomp_load(filter.get()) == 0;
}

}  // namespace pismovod
