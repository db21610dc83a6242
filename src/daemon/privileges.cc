#include "daemon/privileges.h"

#include <grp.h>
#include <pwd.h>
#include <unistd.h>

#include "base/file.h"

namespace pismovod {
namespace {

tl::unexpected<StartError> trouble(const std::string& user, int error_number) {
  return cannot_start(exit_status_of(error_number),
                      "cannot become the user " + user + ": " + system_message(error_number));
}

}  // namespace

Started<void> become_user(const std::string& user) {
  if (user.empty()) return {};
  const struct passwd* const found = ::getpwnam(user.c_str());
  if (found == nullptr) return cannot_start(kExitConfiguration, "milter.user: no such user: " + user);
  if (found->pw_uid == ::geteuid()) return {};
  if (::geteuid() != 0) return trouble(user, EPERM);
  const uid_t uid = found->pw_uid;
  const gid_t gid = found->pw_gid;
  if (::initgroups(user.c_str(), gid) != 0 || ::setgid(gid) != 0 || ::setuid(uid) != 0) return trouble(user, errno);
  const bool can_return = ::setuid(0) == 0 || ::seteuid(0) == 0;
  if (can_return || ::geteuid() != uid || ::getegid() != gid) return trouble(user, EPERM);
  return {};
}

void hand_over(const std::string& path, const std::string& user) {
  const struct passwd* const found = user.empty() || ::geteuid() != 0 ? nullptr : ::getpwnam(user.c_str());
  if (found != nullptr && ::chown(path.c_str(), found->pw_uid, static_cast<gid_t>(-1)) != 0) return;
}

}  // namespace pismovod
