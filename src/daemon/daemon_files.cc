#include "daemon/daemon_files.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "base/file.h"
#include "base/log.h"
#include "daemon/privileges.h"

namespace pismovod {
namespace {

constexpr rlim_t kDescriptors = 65536;

}  // namespace

void make_folder(const std::string& path, unsigned mode, const std::string& owner) {
  if (::mkdir(path.c_str(), mode) != 0) return;
  // The umask had its say: the mode is meant as it stands.
  if (::chmod(path.c_str(), mode) != 0) return;
  hand_over(path, owner);
}

Started<void> check_spool(const Configuration& configuration) {
  const std::string& spool = configuration.settings.spool;
  const auto probe = unlinked_file(spool);
  if (probe) return {};
  const int error = ::access(spool.c_str(), W_OK | X_OK) == 0 ? EIO : errno;
  if (configuration.origins.contains("spool"))
    return cannot_start(exit_status_of(error), "spool: " + probe.error().text);
  log_warning("spool: " + probe.error().text + "; letters larger than " +
              std::to_string(configuration.settings.memory_octets) + " octets cannot be inspected");
  return {};
}

Started<void> write_pid_file(const std::string& path, const std::string& owner) {
  if (path.empty()) return {};
  const FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644));
  if (!file) return cannot_start(exit_status_of(errno), "milter.pid_file: " + path + ": " + system_message(errno));
  if (auto written = write_all(file.get(), std::to_string(::getpid()) + "\n"); !written) {
    return cannot_start(kExitSystem, "milter.pid_file: " + path + ": " + written.error().text);
  }
  if (::fchmod(file.get(), 0644) == 0) hand_over(path, owner);
  return {};
}

void raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = std::max(limit.rlim_cur, std::min(limit.rlim_max, kDescriptors));
  if (::setrlimit(RLIMIT_NOFILE, &limit) != 0) return;
}

}  // namespace pismovod
