#include "cli/tcp_probe.h"

#include <netdb.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <array>
#include <cerrno>
#include <memory>

#include "base/file.h"

namespace pismovod {
namespace {

constexpr time_t kPatienceSeconds = 5;

}  // namespace

Result<std::string> greeting_of(const std::string& host, uint16_t port, bool wants_words) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* raw = nullptr;
  const int unknown = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &raw);
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> found(raw, &freeaddrinfo);
  if (unknown != 0) return failure(::gai_strerror(unknown));
  const FileDescriptor connection(::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const timeval patience{kPatienceSeconds, 0};
  if (!connection || ::setsockopt(connection.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience)) != 0 ||
      ::setsockopt(connection.get(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience)) != 0 ||
      ::connect(connection.get(), found->ai_addr, found->ai_addrlen) != 0) {
    return failure(system_message(errno));
  }
  if (!wants_words) return std::string();
  std::array<char, 256> line{};
  const ssize_t got = ::recv(connection.get(), line.data(), line.size(), 0);
  if (got <= 0) return failure(got == 0 ? "hung up" : system_message(errno));
  const std::string said(line.data(), static_cast<size_t>(got));
  return said.substr(0, said.find_first_of("\r\n"));
}

}  // namespace pismovod
