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

// The name in the folder is safe only when the folder is on disk too.
void sync_folder_of(const std::string& path) {
  const size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const FileDescriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (opened) ::fsync(opened.get());
}

}  // namespace

Result<void> write_private_file(const std::string& path, std::string_view octets) {
  std::string beside = path + ".XXXXXX";
  const FileDescriptor file(::mkostemp(beside.data(), O_CLOEXEC));  // 0600 from the first moment
  if (!file) return failure(trouble(path));
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
