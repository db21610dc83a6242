#include "daemon/unix_socket.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <optional>

namespace pismovod {
namespace {

std::optional<sockaddr_un> address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof(address.sun_path)) return std::nullopt;
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  return address;
}

tl::unexpected<StartError> socket_trouble(const std::string& path, int error_number) {
  return cannot_start(exit_status_of(error_number), "socket " + path + ": " + system_message(error_number));
}

// 0, or the error of connecting; EAGAIN where somebody listens and is busy.
int try_connecting(const sockaddr_un& address) {
  const FileDescriptor probe(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!probe) return errno;
  return ::connect(probe.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0 ? 0 : errno;
}

Started<void> remove_stale(const std::string& path) {
  struct stat found {};
  if (::lstat(path.c_str(), &found) != 0) {
    if (errno == ENOENT) return {};
    return socket_trouble(path, errno);
  }
  if (!S_ISSOCK(found.st_mode))
    return cannot_start(kExitConfiguration, "socket " + path + ": there is something else than a socket");
  const auto address = address_of(path);
  const int error = address ? try_connecting(*address) : ENAMETOOLONG;
  if (error == 0 || error == EAGAIN)
    return cannot_start(kExitUnavailable, "socket " + path + ": another program listens there");
  if (error != ECONNREFUSED) return socket_trouble(path, error);
  if (::unlink(path.c_str()) != 0) return socket_trouble(path, errno);
  return {};
}

}  // namespace

Started<SocketClaim> claim_socket(const std::string& path) {
  if (!address_of(path)) return socket_trouble(path, ENAMETOOLONG);
  const std::string lock = path + ".lock";
  SocketClaim claim{path, FileDescriptor(::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600))};
  if (!claim.lock)
    return cannot_start(exit_status_of(errno),
                        "socket " + path + ": cannot make " + lock + ": " + system_message(errno));
  if (::flock(claim.lock.get(), LOCK_EX | LOCK_NB) != 0) {
    return cannot_start(kExitUnavailable, "socket " + path + ": another pismovod has it");
  }
  if (auto removed = remove_stale(path); !removed) return tl::unexpected(removed.error());
  return claim;
}

Started<FileDescriptor> listen_at(const SocketClaim& claim, unsigned mode) {
  const auto address = address_of(claim.path);
  FileDescriptor made(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!made || !address) return socket_trouble(claim.path, made ? ENAMETOOLONG : errno);
  if (::bind(made.get(), reinterpret_cast<const sockaddr*>(&*address), sizeof(*address)) != 0 ||
      ::chmod(claim.path.c_str(), mode) != 0 || ::listen(made.get(), 8) != 0) {
    return socket_trouble(claim.path, errno);
  }
  return made;
}

}  // namespace pismovod
