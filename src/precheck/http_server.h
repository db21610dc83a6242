// An HTTP server for letters: large bodies, few callers, none of whom can hold it up. One thread reads from all
// connections at once (libmicrohttpd), so that whoever is slow costs a descriptor and no thread; answers are made
// by threads of their own. The one place where libmicrohttpd is used.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "base/loopback.h"
#include "precheck/web.h"

namespace pismovod {

struct HttpServerOptions {
  LoopbackAddress listen;
  size_t most_body = 0;                         // octets; a larger one is refused before it is read
  size_t answerers = 1;                         // threads that make answers; four times as many requests wait
  std::chrono::milliseconds head_time{10'000};  // to come in, as the whole request
  std::chrono::milliseconds body_time{60'000};
};

// Called from several threads at once; what is thrown becomes 500.
struct HttpHandlers {
  // An answer where the body is not worth reading. Quick: nothing else is read meanwhile.
  std::function<std::optional<WebAnswer>(const WebHead&)> at_head;
  std::function<WebAnswer(const WebHead&, std::string_view body)> at_end;
};

// One request a connection. A head of at most 32 KiB; a body has a Content-Length; no content codings. Over 400
// connections, those whose head has not come within a second are closed.
class HttpServer {
 public:
  // Listens and answers from here on, until it is destroyed: requests whose answers are being made get them.
  static Result<std::unique_ptr<HttpServer>> start(HttpServerOptions options, HttpHandlers handlers);
  virtual ~HttpServer() = default;
  virtual uint16_t port() const = 0;
};

}  // namespace pismovod
