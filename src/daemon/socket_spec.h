// Where a socket is: "unix:/path", "inet:port@host" (libmilter's way) or "inet:host:port" (Postfix's
// way); IPv6 as "inet6:port@host" or "inet:[2001:db8::1]:port".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace pismovod {

struct SocketSpec {
  enum class Kind : uint8_t { unix_path, inet, inet6 };
  Kind kind = Kind::inet;
  std::string path;  // of a Unix socket
  std::string host;  // a name or an address without brackets; empty: all of this machine's
  uint16_t port = 0;

  // As libmilter wants it: "inet:8895@[127.0.0.1]".
  std::string for_libmilter() const;
  // As main.cf wants it: "inet:127.0.0.1:8895", "unix:/run/pismovod/milter".
  std::string for_postfix() const;
};

// What was wrong and what is allowed, where the text is none.
Result<SocketSpec> parse_socket_spec(std::string_view text);

}  // namespace pismovod
