// The HTTP server: bounded, on this machine alone. The one place where cpp-httplib is used.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "review/http.h"

namespace pismovod {

struct WebServerOptions {
  std::string listen;         // "127.0.0.1:8896", "[::1]:8896", "localhost:0"; port 0: any
  bool behind_proxy = false;  // believe X-Forwarded-For
  // Forms with files: where they may go, asked before their body is read, and how large the body may be.
  std::function<bool(const HttpRequest& head)> takes_files;
  size_t most_octets = 0;
};

// Answers one request a connection, some at a time, each bounded: 4 KiB of path and query, 32 KiB
// with all header fields, 64 fields, 16 KiB of form, 10 s to come in, 30 s to be taken; of forms with files four at a
// time, each `most_octets` and two minutes. Only GET and POST of forms; no encodings, no ranges. Every answer carries
// the same security header fields.
class WebServer {
 public:
  // Binds. An address that others can reach is an error: a web server with TLS belongs before the page.
  static Result<std::unique_ptr<WebServer>> open(const WebServerOptions& options, HttpHandler handler);
  virtual ~WebServer() = default;

  virtual uint16_t port() const = 0;
  virtual void run() = 0;   // until stop()
  virtual void stop() = 0;  // from any thread; a request that is being answered is finished
};

}  // namespace pismovod
