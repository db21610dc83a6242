#include "review/bounded_socket.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace pismovod {
namespace {

bool wait_for(int socket, short what, BoundedSocket::Clock::time_point until) {
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - BoundedSocket::Clock::now()).count();
    if (left <= 0) return false;
    pollfd waiting{socket, what, 0};
    const int ready = ::poll(&waiting, 1, static_cast<int>(left));
    if (ready > 0) return true;
    if (ready == 0 || errno != EINTR) return false;
  }
}

}  // namespace

bool BoundedSocket::wait_readable() const {
  const auto first_by = read_by_ - kReadTime + kSilence;
  return at_ < filled_ || wait_for(socket_, POLLIN, taken_ == 0 ? first_by : read_by_);
}

bool BoundedSocket::wait_writable() {
  if (write_by_ == Clock::time_point{}) write_by_ = Clock::now() + kWriteTime;
  return wait_for(socket_, POLLOUT, write_by_);
}

bool BoundedSocket::refill() {
  if (taken_ >= most_ || !wait_readable()) return false;
  const ssize_t got = ::recv(socket_, buffer_.data(), std::min(buffer_.size(), most_ - taken_), 0);
  if (got <= 0) return false;
  at_ = 0;
  filled_ = static_cast<size_t>(got);
  taken_ += filled_;
  return true;
}

ssize_t BoundedSocket::read(char* to, size_t size) {
  if (at_ == filled_ && !refill()) return -1;
  const size_t count = std::min(size, filled_ - at_);
  std::memcpy(to, buffer_.data() + at_, count);
  at_ += count;
  return static_cast<ssize_t>(count);
}

ssize_t BoundedSocket::write(const char* from, size_t size) {
  if (!wait_writable()) return -1;
  // A visitor who went away is an error here, not a signal.
  return ::send(socket_, from, size, MSG_NOSIGNAL | MSG_DONTWAIT);
}

}  // namespace pismovod
