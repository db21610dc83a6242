#include "daemon/listen_address.h"

#include <grp.h>
#include <netdb.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <memory>

namespace pismovod {
namespace {

tl::unexpected<StartError> address_trouble(const SocketSpec& spec, int error_number) {
  return cannot_start(exit_status_of(error_number),
                      "socket " + spec.for_postfix() + ": " + system_message(error_number));
}

// `port` 0: any that is free, to try the address alone.
Started<void> try_binding(const SocketSpec& spec, uint16_t number) {
  addrinfo hints{};
  hints.ai_family = spec.kind == SocketSpec::Kind::inet6 ? AF_INET6 : AF_INET;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* raw = nullptr;
  const std::string port = std::to_string(number);
  const int unknown = ::getaddrinfo(spec.host.c_str(), port.c_str(), &hints, &raw);
  const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> found(raw, &freeaddrinfo);
  if (unknown != 0)
    return cannot_start(kExitConfiguration, "socket " + spec.for_postfix() + ": " + ::gai_strerror(unknown));
  const FileDescriptor probe(::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const int yes = 1;
  if (!probe || ::setsockopt(probe.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) != 0 ||
      ::bind(probe.get(), found->ai_addr, found->ai_addrlen) != 0 || ::listen(probe.get(), 1) != 0) {
    return address_trouble(spec, errno);
  }
  return {};
}

}  // namespace

Started<ListenAddress> claim_address(const SocketSpec& spec) {
  if (spec.kind != SocketSpec::Kind::unix_path) {
    if (auto tried = try_binding(spec, spec.port); !tried) return tl::unexpected(tried.error());
    return ListenAddress{spec, std::nullopt};
  }
  auto claim = claim_socket(spec.path);
  if (!claim) return tl::unexpected(claim.error());
  return ListenAddress{spec, std::move(*claim)};
}

Started<void> could_listen(const SocketSpec& spec) {
  if (spec.kind != SocketSpec::Kind::unix_path) return try_binding(spec, 0);
  const std::string folder = spec.path.substr(0, spec.path.rfind('/') + 1);
  struct stat found {};
  if (spec.path.size() >= sizeof(sockaddr_un::sun_path)) return address_trouble(spec, ENAMETOOLONG);
  if (::stat(folder.c_str(), &found) != 0) {
    if (errno == EACCES) return {};
    return cannot_start(exit_status_of(errno),
                        "socket " + spec.for_postfix() + ": " + folder + ": " + system_message(errno));
  }
  if (::lstat(spec.path.c_str(), &found) == 0 && !S_ISSOCK(found.st_mode))
    return cannot_start(kExitConfiguration, "socket " + spec.path + ": there is something else than a socket");
  return {};
}

Started<void> set_access(const SocketSpec& spec, unsigned mode, const std::string& group) {
  if (spec.kind != SocketSpec::Kind::unix_path) return {};
  if (!group.empty()) {
    const struct group* const found = ::getgrnam(group.c_str());
    if (found == nullptr) return cannot_start(kExitConfiguration, "milter.socket_group: no such group: " + group);
    if (::chown(spec.path.c_str(), static_cast<uid_t>(-1), found->gr_gid) != 0) return address_trouble(spec, errno);
  }
  if (::chmod(spec.path.c_str(), mode) != 0) return address_trouble(spec, errno);
  return {};
}

}  // namespace pismovod
