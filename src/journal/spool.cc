#include "journal/spool.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "base/log.h"
#include "journal/entry_json.h"

namespace pismovod {
namespace {

// What stands behind the last line's end was being written when the machine stopped: nobody was told
// that it is recorded.
int64_t end_of_lines(int fd, int64_t size) {
  for (char c = 0; size > 0; --size) {
    if (::pread(fd, &c, 1, size - 1) == 1 && c == '\n') break;
  }
  return size;
}

}  // namespace

Result<void> Spool::open() {
  struct stat named {};
  struct stat opened {};
  const bool same = file_ && ::stat(path_.c_str(), &named) == 0 && ::fstat(file_.get(), &opened) == 0 &&
                    named.st_ino == opened.st_ino && named.st_dev == opened.st_dev;
  if (same) return {};
  FileDescriptor file(::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!file) return failure("cannot open " + path_ + ": " + system_message(errno));
  if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) return failure(path_ + " is in use by another process");
  if (::fstat(file.get(), &opened) != 0) return failure("cannot read " + path_ + ": " + system_message(errno));
  size_ = end_of_lines(file.get(), opened.st_size);
  if (::ftruncate(file.get(), size_) != 0) return failure("cannot mend " + path_ + ": " + system_message(errno));
  taken_ = 0;
  file_ = std::move(file);
  // Not every file system can; then the file needs room when it needs it.
  ::fallocate(file_.get(), FALLOC_FL_KEEP_SIZE, 0, reserved_);
  return {};
}

Result<void> Spool::prepare() {
  const std::lock_guard lock(mutex_);
  return open();
}

Result<void> Spool::append(const std::string& line) {
  const auto octets = static_cast<int64_t>(line.size());
  if (size_ + octets > most_) return failure(path_ + " is full");
  if (::lseek(file_.get(), size_, SEEK_SET) < 0) return failure(system_message(errno));
  auto written = write_all(file_.get(), line);
  if (written && ::fdatasync(file_.get()) != 0) written = failure(system_message(errno));
  if (!written) {
    // A torn line must not stand before the next one.
    if (::ftruncate(file_.get(), size_) != 0) file_ = FileDescriptor();
    return failure("cannot write " + path_ + ": " + written.error().text);
  }
  size_ += octets;
  return {};
}

Result<void> Spool::add(const RecordRequest& request) { return add_line(request_json(request) + "\n"); }

Result<void> Spool::add_undo(const std::string& number) { return add_line(undo_json(number) + "\n"); }

Result<void> Spool::add_line(const std::string& line) {
  const std::lock_guard lock(mutex_);
  if (auto opened = open(); !opened) return opened;
  return append(line);
}

std::string Spool::next_line() {
  const std::lock_guard lock(mutex_);
  if (!open() || taken_ >= size_) return {};
  std::string line;
  std::array<char, 65536> buffer{};
  for (int64_t at = taken_; at < size_;) {
    const auto wanted = std::min(static_cast<int64_t>(buffer.size()), size_ - at);
    const ssize_t got = ::pread(file_.get(), buffer.data(), static_cast<size_t>(wanted), at);
    if (got <= 0) return {};
    line.append(buffer.data(), static_cast<size_t>(got));
    if (const size_t end = line.find('\n'); end != std::string::npos) return line.substr(0, end + 1);
    at += got;
  }
  return {};
}

void Spool::forget_if_empty() {
  const std::lock_guard lock(mutex_);
  if (!file_ || taken_ < size_ || size_ == 0) return;
  if (::ftruncate(file_.get(), 0) != 0) return;  // once more the next time: cases that are there already are known
  ::fallocate(file_.get(), FALLOC_FL_KEEP_SIZE, 0, reserved_);
  size_ = taken_ = 0;
}

int64_t Spool::take_in(const Takers& takers) {
  const std::lock_guard only(taking_);
  int64_t count = 0;
  for (std::string line = next_line(); !line.empty(); line = next_line()) {
    if (const auto undone = parse_undo(line)) {
      if (!takers.undo(*undone)) break;
    } else if (const auto request = parse_request(line)) {
      if (!takers.take(*request)) break;
      ++count;
    } else {
      log_error("a case in " + path_ + " cannot be read and is lost");
    }
    const std::lock_guard lock(mutex_);
    taken_ += static_cast<int64_t>(line.size());
  }
  forget_if_empty();
  return count;
}

int64_t Spool::waiting() {
  const std::lock_guard lock(mutex_);
  return open() ? size_ - taken_ : 0;
}

}  // namespace pismovod
