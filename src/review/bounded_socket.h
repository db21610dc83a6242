// A socket that gives at most so many octets in at most such a time.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>

namespace pismovod {

// Does not own the socket. One thread.
class BoundedSocket {
 public:
  using Clock = std::chrono::steady_clock;
  static constexpr size_t kMostOctets = size_t{48} * 1024;  // of a request, header and form together
  static constexpr std::chrono::seconds kReadTime{10};
  static constexpr std::chrono::seconds kSilence{2};  // till the first octet
  static constexpr std::chrono::seconds kWriteTime{30};

  explicit BoundedSocket(int socket) : socket_(socket), read_by_(Clock::now() + kReadTime) {}

  // From now on so many octets more may come, for so long: a form with files, whose header says so.
  void widen(size_t octets, std::chrono::seconds time) {
    most_ = taken_ + octets;
    read_by_ = Clock::now() + time;
  }
  // As read(2) and write(2): -1 too when time is over or there was too much.
  ssize_t read(char* to, size_t size);
  ssize_t write(const char* from, size_t size);
  bool wait_readable() const;
  bool wait_writable();
  int socket() const { return socket_; }

 private:
  bool refill();

  int socket_;
  Clock::time_point read_by_;
  Clock::time_point write_by_{};  // from the first octet that is written
  std::array<char, 4096> buffer_{};
  size_t at_ = 0;
  size_t filled_ = 0;
  size_t taken_ = 0;
  size_t most_ = kMostOctets;
};

}  // namespace pismovod
