#include "base/private_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "base/file.h"

namespace pismovod {
namespace {

std::string trouble(const std::string& path) { return "cannot write " + path + ": " + system_message(errno); }

std::string folder_of(const std::string& path) {
  const size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash + 1);
}

// The name in the folder is safe only when the folder is on disk too.
void sync_folder_of(const std::string& path) {
  const FileDescriptor opened(::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened) ::fsync(opened.get());
}

// What root writes for the program, beside its other files, is the program's to read.
void hand_to_owner_of(const std::string& path, int file) {
  struct stat folder {};
  if (::geteuid() != 0 || ::stat(folder_of(path).c_str(), &folder) != 0) return;
  if (::fchown(file, folder.st_uid, folder.st_gid) != 0) return;  // it stays root's
}

}  // namespace

Result<void> write_private_file(const std::string& path, std::string_view octets) {
  std::string beside = path + ".XXXXXX";
  const FileDescriptor file(::mkostemp(beside.data(), O_CLOEXEC));  // 0600 from the first moment
  if (!file) return failure(trouble(path));
  hand_to_owner_of(path, file.get());
  const bool written = write_all(file.get(), octets).has_value() && ::fsync(file.get()) == 0;
  if (!written || ::rename(beside.c_str(), path.c_str()) != 0) {
    const std::string why = trouble(path);
    ::unlink(beside.c_str());
    return failure(why);
  }
  sync_folder_of(path);
  return {};
}

Result<std::string> read_private_file(const std::string& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat status {};
  if (!file || ::fstat(file.get(), &status) != 0) return failure("cannot read " + path + ": " + system_message(errno));
  if ((status.st_mode & 077U) != 0) return failure(path + " can be read by others; chmod 600 " + path);
  return read_all(file.get(), path);
}

}  // namespace pismovod
