#include "base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace pismovod {

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  if (this != &other) {
    if (fd_ >= 0) ::close(fd_);
    fd_ = std::exchange(other.fd_, -1);
  }
  return *this;
}

FileDescriptor::~FileDescriptor() {
  if (fd_ >= 0) ::close(fd_);
}

std::string system_message(int error_number) { return std::generic_category().message(error_number); }

Result<std::string> read_all(int fd, const std::string& name) {
  std::string out;
  std::array<char, 65536> buffer{};
  for (;;) {
    const ssize_t got = ::read(fd, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failure("cannot read " + name + ": " + system_message(errno));
    if (got == 0) return out;
    out.append(buffer.data(), static_cast<size_t>(got));
  }
}

Result<std::string> read_file(const std::string& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return failure("cannot read " + path + ": " + system_message(errno));
  struct stat status {};
  const bool endless = ::fstat(file.get(), &status) == 0 && S_ISCHR(status.st_mode) && ::isatty(file.get()) == 0;
  if (endless && path != "/dev/null") return failure("cannot read " + path + ": a device, not a file");
  return read_all(file.get(), path);
}

Result<void> write_all(int fd, std::string_view octets) {
  while (!octets.empty()) {
    const ssize_t put = ::write(fd, octets.data(), octets.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return failure(system_message(errno));
    octets.remove_prefix(static_cast<size_t>(put));
  }
  return {};
}

Result<FileDescriptor> unlinked_file(const std::string& folder) {
  FileDescriptor file(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  if (file) return file;
  // Some file systems have no O_TMPFILE.
  std::string name = folder + "/pismovod-XXXXXX";
  FileDescriptor named(::mkostemp(name.data(), O_CLOEXEC));
  if (!named) return failure("cannot make a file in " + folder + ": " + system_message(errno));
  ::unlink(name.c_str());
  return named;
}

}  // namespace pismovod
