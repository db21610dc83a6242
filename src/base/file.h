// Files and descriptors, with errors as values.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace pismovod {

// A file descriptor that closes itself.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int fd) : fd_(fd) {}
  FileDescriptor(FileDescriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept;
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor();

  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

// A whole file, or what the system said: "cannot read PATH: No such file or directory".
Result<std::string> read_file(const std::string& path);

// All that can still be read from a descriptor.
Result<std::string> read_all(int fd, const std::string& name);

// Writes every octet, over interruptions and short writes.
Result<void> write_all(int fd, std::string_view octets);

// A private file of no name in `folder`, gone when it is closed.
Result<FileDescriptor> unlinked_file(const std::string& folder);

// "Permission denied" for EACCES.
std::string system_message(int error_number);

}  // namespace pismovod
