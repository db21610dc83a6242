// Unix sockets that belong to one instance of the program: a lock is taken before anything is
// removed, so that the live socket of another instance never is.
#pragma once

#include <string>

#include "base/file.h"
#include "daemon/start_error.h"

namespace pismovod {

// The right to a socket's path, for as long as it lives. The lock is a file beside the socket,
// "PATH.lock"; it stays.
struct SocketClaim {
  std::string path;
  FileDescriptor lock;
};

// Claims the path and removes a stale socket from it. Refused where somebody listens there, where
// something else than a socket is there, and where it may not be done.
Started<SocketClaim> claim_socket(const std::string& path);

// A listening socket at a claimed path, with this mode.
Started<FileDescriptor> listen_at(const SocketClaim& claim, unsigned mode);

}  // namespace pismovod
