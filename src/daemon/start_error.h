// Why the program cannot start: one line for people, and the status to end with (<sysexits.h>).
#pragma once

#include <cerrno>
#include <string>
#include <tl/expected.hpp>

#include "base/exit_status.h"

namespace pismovod {

struct StartError {
  int status = kExitSystem;
  std::string text;
};

template <class T>
using Started = tl::expected<T, StartError>;

inline tl::unexpected<StartError> cannot_start(int status, std::string text) {
  return tl::unexpected<StartError>(StartError{status, std::move(text)});
}

// The status for what the system said.
inline int exit_status_of(int error_number) {
  switch (error_number) {
    case EACCES:
    case EPERM:
    case EROFS:
      return kExitNoPermission;
    case EADDRINUSE:
      return kExitUnavailable;
    case ENOENT:
    case ENOTDIR:
    case EADDRNOTAVAIL:
    case ENAMETOOLONG:
      return kExitConfiguration;
    default:
      return kExitSystem;
  }
}

}  // namespace pismovod
