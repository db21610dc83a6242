#include "daemon/daemon_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "base/file.h"
#include "base/log.h"
#include "base/server_url.h"
#include "daemon/machine_check.h"
#include "daemon/privileges.h"

namespace pismovod {
namespace {

std::string folder_of(const std::string& path) { return path.substr(0, std::max<size_t>(path.rfind('/'), 1)); }

// Made and gone again, or opened as it is: reading and writing.
int try_it(const KeptPlace& place) {
  if (place.file.empty() || ::access(place.file.c_str(), F_OK) != 0) {
    errno = 0;
    if (unlinked_file(place.folder)) return 0;
    return errno == 0 ? EIO : errno;
  }
  const FileDescriptor file(::open(place.file.c_str(), O_RDWR | O_CLOEXEC));
  return file ? 0 : errno;
}

}  // namespace

void make_folder(const std::string& path, unsigned mode, const std::string& owner) {
  if (::mkdir(path.c_str(), mode) != 0) return;
  // The umask had its say: the mode is meant as it stands.
  if (::chmod(path.c_str(), mode) != 0) return;
  hand_over(path, owner);
}

namespace {

void hand_over_folder(const std::string& folder, const std::string& user) {
  struct stat found {};
  // Where others may write, a name might lead elsewhere by now.
  if (::lstat(folder.c_str(), &found) != 0 || !S_ISDIR(found.st_mode) || found.st_uid != 0 ||
      (found.st_mode & (S_IWGRP | S_IWOTH)) != 0)
    return;
  for (const char* name :
       {"/journal.sqlite", "/journal.sqlite-wal", "/journal.sqlite-shm", "/journal.spool", "/secret", "/users"}) {
    struct stat file {};
    const std::string path = folder + name;
    if (::lstat(path.c_str(), &file) == 0 && S_ISREG(file.st_mode) && file.st_uid == 0) hand_over(path, user);
  }
  hand_over(folder, user);
  log_warning(folder + " was root's: handed over to " + user);
}

}  // namespace

void hand_over_defaults(const Settings& settings) {
  const std::string& user = settings.milter.user;
  const auto ids = ids_of(user);
  if (user.empty() || ::geteuid() != 0 || !ids || ids->user == 0) return;
  const Settings defaults;
  if (settings.spool == defaults.spool) hand_over_folder(settings.spool, user);
  if (settings.journal.path == defaults.journal.path) hand_over_folder(folder_of(settings.journal.path), user);
}

std::vector<KeptPlace> kept_places(const Configuration& configuration) {
  const Settings& settings = configuration.settings;
  const bool is_in_earnest = configuration.has_main_file && enforces(configuration);
  const auto is_needed = [&](const std::string& key, const std::string& folder) {
    return configuration.origins.contains(key) || (is_in_earnest && ::access(folder.c_str(), F_OK) == 0);
  };
  std::vector<KeptPlace> out;
  out.push_back(
      {"spool", settings.spool, "", is_needed("spool", settings.spool),
       "letters larger than " + std::to_string(configuration.settings.memory_octets) + " octets cannot be inspected"});
  const std::string& path = settings.journal.path;
  if (path.empty() || is_server(path)) return out;
  out.push_back({"journal.path", folder_of(path), path, is_needed("journal.path", folder_of(path)),
                 "cases are not recorded and no notices are sent"});
  return out;
}

int trouble_with_place(const KeptPlace& place, const UserIds& who) {
  const int trouble = trouble_with_folder(place.folder, who);
  if (trouble != 0 || place.file.empty() || ::access(place.file.c_str(), F_OK) != 0) return trouble;
  return trouble_with(place.file, Access::write, who);
}

bool is_wrong_place(int trouble) {
  for (const int wrong : {EACCES, EPERM, EROFS, ENOENT, ENOTDIR, EISDIR, ENAMETOOLONG, ELOOP}) {
    if (trouble == wrong) return true;
  }
  return false;
}

Started<void> check_places(const Configuration& configuration) {
  const UserIds me = *ids_of("");
  for (const KeptPlace& place : kept_places(configuration)) {
    const int trouble = try_it(place);
    if (trouble == 0) continue;
    const std::string what = place.key + ": " + advice_for(trouble, place.folder, me);
    if (place.is_needed && is_wrong_place(trouble)) return cannot_start(exit_status_of(trouble), what);
    log_error(what + "; " + place.without);
  }
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

}  // namespace pismovod
