#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>

#include "base/file.h"
#include "reader/confinement.h"

namespace pismovod {
namespace {

// Newer than the header that this is built with.
constexpr uint64_t kTruncate = uint64_t{1} << 14;  // version 3
constexpr uint64_t kIoctl = uint64_t{1} << 15;     // version 5
constexpr uint64_t kTcp = 3;                       // version 4: bind, connect
constexpr uint64_t kScopes = 3;                    // version 6: abstract sockets, signals

struct Ruleset {
  uint64_t files = 0;
  uint64_t network = 0;
  uint64_t scopes = 0;
};

constexpr uint64_t kReadFile = LANDLOCK_ACCESS_FS_READ_FILE;
constexpr uint64_t kRead = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr uint64_t kExecute = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE;

int version() {
  return static_cast<int>(::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION));
}

// All that this version can forbid.
Ruleset everything(int version) {
  Ruleset ruleset;
  ruleset.files = (uint64_t{1} << 13) - 1;
  if (version >= 2) ruleset.files |= uint64_t{1} << 13;
  if (version >= 3) ruleset.files |= kTruncate;
  if (version >= 5) ruleset.files |= kIoctl;
  if (version >= 4) ruleset.network = kTcp;
  if (version >= 6) ruleset.scopes = kScopes;
  return ruleset;
}

size_t size_for(int version) {
  const size_t fields = version >= 6 ? 3 : version >= 4 ? 2 : 1;
  return fields * sizeof(uint64_t);
}

// What is not there needs no rule.
void allow(int ruleset, const std::string& path, uint64_t access) {
  const FileDescriptor file(::open(path.c_str(), O_PATH | O_CLOEXEC));
  struct stat status {};
  if (!file || ::fstat(file.get(), &status) != 0) return;
  if (!S_ISDIR(status.st_mode)) access &= ~static_cast<uint64_t>(LANDLOCK_ACCESS_FS_READ_DIR);
  landlock_path_beneath_attr rule{};
  rule.allowed_access = access;
  rule.parent_fd = file.get();
  ::syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
}

void allow_all(int ruleset, const ReaderLimits& limits) {
  for (const char* folder : {"/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/share", "/usr/local/share", "/etc/fonts",
                             "/sys/devices/system/cpu"}) {
    allow(ruleset, folder, kRead);
  }
  allow(ruleset, limits.tessdata, kRead);
  for (const char* file : {"/etc/ld.so.cache", "/etc/catdocrc", "/dev/urandom"}) allow(ruleset, file, kReadFile);
  allow(ruleset, "/dev/null", kReadFile | LANDLOCK_ACCESS_FS_WRITE_FILE);
  // The converters of old office files, and the loaders of programs.
  for (const char* program : {"/usr/bin/catdoc", "/usr/bin/xls2csv", "/usr/bin/antiword", "/usr/bin/ddjvu",
                              "/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1"}) {
    allow(ruleset, program, kExecute);
  }
#ifdef PISMOVOD_SANITIZED
  allow(ruleset, "/proc", kRead);
#endif
}

}  // namespace

int confine_files(const ReaderLimits& limits) {
  const int offered = version();
  if (offered < 1) return 0;
  const Ruleset wanted = everything(offered);
  const FileDescriptor ruleset(static_cast<int>(::syscall(SYS_landlock_create_ruleset, &wanted, size_for(offered), 0)));
  if (!ruleset) return 0;
  allow_all(ruleset.get(), limits);
  return ::syscall(SYS_landlock_restrict_self, ruleset.get(), 0) == 0 ? offered : 0;
}

}  // namespace pismovod
