// Tries the milter's address before libmilter takes it, which says only that it did not work.
#pragma once

#include <optional>
#include <string>

#include "daemon/socket_spec.h"
#include "daemon/start_error.h"
#include "daemon/unix_socket.h"

namespace pismovod {

// The right to listen there: a Unix socket is claimed and a stale one removed, an internet address
// is tried. The error says what stands in the way.
struct ListenAddress {
  SocketSpec spec;
  std::optional<SocketClaim> claim;  // of a Unix socket
};
Started<ListenAddress> claim_address(const SocketSpec& spec);

// Could the daemon listen there, were the address free? Changes nothing, and asks nobody who listens.
Started<void> could_listen(const SocketSpec& spec);

// Mode and group of a Unix socket that was just made; nothing for others.
Started<void> set_access(const SocketSpec& spec, unsigned mode, const std::string& group);

}  // namespace pismovod
