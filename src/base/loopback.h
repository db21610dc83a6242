// Where a web page or service of this program listens: on this machine alone.
#pragma once

#include <string>

#include "base/result.h"

namespace pismovod {

struct LoopbackAddress {
  std::string host;  // without brackets: "127.0.0.1", "::1", "localhost"
  int port = 0;      // 0: any
};

// "127.0.0.1:8896", "[::1]:8896", "localhost:8896". An address that others can reach is an error.
Result<LoopbackAddress> parse_loopback(const std::string& text);

bool is_loopback(const std::string& host);

}  // namespace pismovod
