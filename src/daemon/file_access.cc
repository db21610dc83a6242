#include "daemon/file_access.h"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/file.h"

namespace pismovod {
namespace {

bool is_me(const UserIds& who) { return who.user == ::geteuid(); }

// Of owner, group and others the first that fits, and no other (POSIX).
bool is_allowed(const struct stat& found, unsigned wanted, const UserIds& who) {
  const bool is_of_group = std::find(who.groups.begin(), who.groups.end(), found.st_gid) != who.groups.end();
  const unsigned shift = found.st_uid == who.user ? 6 : is_of_group ? 3 : 0;
  return who.user == 0 || ((found.st_mode >> shift) & wanted) == wanted;
}

int trouble_of(const std::string& path, unsigned wanted, const UserIds& who) {
  if (is_me(who)) return ::faccessat(AT_FDCWD, path.c_str(), static_cast<int>(wanted), AT_EACCESS) == 0 ? 0 : errno;
  struct stat found {};
  if (::stat(path.c_str(), &found) != 0) return errno;
  struct statvfs system {};
  const bool is_fixed = (wanted & 2U) != 0 && ::statvfs(path.c_str(), &system) == 0 && (system.f_flag & ST_RDONLY) != 0;
  if (is_fixed) return EROFS;
  return is_allowed(found, wanted, who) ? 0 : EACCES;
}

std::string parent_of(const std::string& path) {
  const size_t slash = path.find_last_of('/');
  return slash == std::string::npos ? "." : slash == 0 ? "/" : path.substr(0, slash);
}

}  // namespace

std::optional<UserIds> ids_of(const std::string& name) {
  const struct passwd* const found = name.empty() ? ::getpwuid(::geteuid()) : ::getpwnam(name.c_str());
  if (found == nullptr) {
    if (!name.empty()) return std::nullopt;
    return UserIds{"", ::geteuid(), {::getegid()}};
  }
  UserIds out{found->pw_name, found->pw_uid, {}};
  int count = 64;
  out.groups.resize(static_cast<size_t>(count));
  if (::getgrouplist(found->pw_name, found->pw_gid, out.groups.data(), &count) < 0) {
    out.groups.resize(static_cast<size_t>(count));
    ::getgrouplist(found->pw_name, found->pw_gid, out.groups.data(), &count);
  }
  out.groups.resize(static_cast<size_t>(std::max(count, 0)));
  return out;
}

int trouble_with(const std::string& path, Access access, const UserIds& who) {
  for (size_t slash = path.find('/', 1); slash != std::string::npos && !is_me(who); slash = path.find('/', slash + 1)) {
    if (const int trouble = trouble_of(path.substr(0, slash), 1, who); trouble != 0) return trouble;
  }
  return trouble_of(path, static_cast<unsigned>(access), who);
}

int trouble_with_folder(const std::string& path, const UserIds& who) {
  struct stat found {};
  if (::stat(path.c_str(), &found) == 0) {
    if (!S_ISDIR(found.st_mode)) return ENOTDIR;
    const int trouble = trouble_with(path, Access::search, who);
    return trouble != 0 ? trouble : trouble_with(path, Access::write, who);
  }
  if (errno != ENOENT) return errno;
  // It is made before privileges are dropped: by who starts the program.
  const std::string parent = parent_of(path);
  if (::stat(parent.c_str(), &found) != 0) return errno;
  return S_ISDIR(found.st_mode) ? trouble_of(parent, 3, *ids_of("")) : ENOTDIR;
}

std::string advice_for(int trouble, const std::string& path, const UserIds& who) {
  if (trouble == EACCES && !who.name.empty())
    return who.name + " may not write to " + path + ": chown -R " + who.name + " " + path;
  if (trouble == ENOENT) return "there is no folder " + path + ": mkdir -p " + path;
  return path + ": " + system_message(trouble);
}

}  // namespace pismovod
