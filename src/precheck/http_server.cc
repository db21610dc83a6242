#include "precheck/http_server.h"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>

#include <array>
#include <charconv>
#include <cstring>

#include "base/log.h"
#include "base/utf8.h"
#include "precheck/exchange.h"
#include "precheck/slow_connections.h"

namespace pismovod {
namespace {

constexpr unsigned kMostConnections = 512;
constexpr size_t kMostHead = size_t{32} << 10;
constexpr unsigned kSilentSeconds = 30;  // between two octets; SlowConnections bounds the whole

// No browser is to keep, guess at or show what was meant for the program that asked.
constexpr std::array<std::pair<const char*, const char*>, 6> kSecurity = {{
    {"Cache-Control", "no-store"},
    {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Referrer-Policy", "no-referrer"},
    {"X-Content-Type-Options", "nosniff"},
    {"Connection", "close"},
}};

sockaddr_storage socket_address(const LoopbackAddress& where) {
  sockaddr_storage out{};
  if (where.host == "::1") {
    auto* v6 = reinterpret_cast<sockaddr_in6*>(&out);
    v6->sin6_family = AF_INET6;
    v6->sin6_addr = in6addr_loopback;
    v6->sin6_port = htons(static_cast<uint16_t>(where.port));
    return out;
  }
  auto* v4 = reinterpret_cast<sockaddr_in*>(&out);
  v4->sin_family = AF_INET;
  v4->sin_port = htons(static_cast<uint16_t>(where.port));
  ::inet_pton(AF_INET, where.host == "localhost" ? "127.0.0.1" : where.host.c_str(), &v4->sin_addr);
  return out;
}

std::string address_of(MHD_Connection* connection) {
  const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (info == nullptr || info->client_addr == nullptr) return {};
  const auto* address = info->client_addr;
  const void* octets = address->sa_family == AF_INET6
                           ? static_cast<const void*>(&reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr)
                           : static_cast<const void*>(&reinterpret_cast<const sockaddr_in*>(address)->sin_addr);
  return ::inet_ntop(address->sa_family, octets, text.data(), text.size()) == nullptr ? "" : text.data();
}

WebHead head_of(MHD_Connection* connection, const char* path, const char* method) {
  WebHead out;
  out.method = method;
  out.path = to_valid_utf8(path);
  out.address = address_of(connection);
  const auto field = [](void* to, MHD_ValueKind, const char* name, const char* value) {
    (*static_cast<decltype(out.fields)*>(to))[in_lower_case(name)] = value == nullptr ? "" : value;
    return MHD_YES;
  };
  const auto argument = [](void* to, MHD_ValueKind, const char* name, const char* value) {
    (*static_cast<decltype(out.query)*>(to))[to_valid_utf8(name)] = value == nullptr ? "" : to_valid_utf8(value);
    return MHD_YES;
  };
  MHD_get_connection_values(connection, MHD_HEADER_KIND, field, &out.fields);
  MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, argument, &out.query);
  return out;
}

MHD_Result send(MHD_Connection* connection, const WebAnswer& answer) {
  const std::unique_ptr<MHD_Response, decltype(&MHD_destroy_response)> response(
      MHD_create_response_from_buffer(answer.body.size(), const_cast<char*>(answer.body.data()),  // C: it is copied
                                      MHD_RESPMEM_MUST_COPY),
      MHD_destroy_response);
  if (!response) return MHD_NO;
  for (const auto& [name, value] : kSecurity) MHD_add_response_header(response.get(), name, value);
  MHD_add_response_header(response.get(), "Content-Type", answer.type.c_str());
  for (const auto& [name, value] : answer.fields) MHD_add_response_header(response.get(), name.c_str(), value.c_str());
  return MHD_queue_response(connection, static_cast<unsigned>(answer.status), response.get());
}

// What cannot be read within bounds is refused at its head. The body's size, where there is none: 0.
tl::expected<size_t, WebAnswer> body_size(const WebHead& head, size_t most) {
  if (!head.field("transfer-encoding").empty()) return tl::unexpected(refusal(411, "a Content-Length is needed"));
  if (!head.field("content-encoding").empty()) return tl::unexpected(refusal(415, "no Content-Encoding is understood"));
  const std::string& text = head.field("content-length");
  size_t size = 0;
  if (text.empty()) {
    if (head.method == "POST") return tl::unexpected(refusal(411, "a Content-Length is needed"));
    return size;
  }
  const auto read = std::from_chars(text.data(), text.data() + text.size(), size);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || size > most)
    return tl::unexpected(refusal(413, "at most " + std::to_string(most) + " octets are read (precheck.megabytes)"));
  return size;
}

class Server final : public HttpServer {
 public:
  Server(HttpServerOptions options, HttpHandlers handlers)
      : options_(std::move(options)),
        handlers_(std::move(handlers)),
        slow_(options_.head_time, options_.body_time),
        answerers_(options_.answerers) {}

  // The library aborts the process where it is stopped with a suspended connection. So first every one of them gets
  // its answer; a request that the library's thread reads in between finds the answerers closed and is turned away.
  ~Server() override {
    answerers_.close();
    if (daemon_ != nullptr) MHD_stop_daemon(daemon_);
  }

  Result<void> listen() {
    const sockaddr_storage address = socket_address(options_.listen);
    const unsigned family = address.ss_family == AF_INET6 ? unsigned{MHD_USE_IPv6} : 0U;
    daemon_ = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | family, 0, nullptr, nullptr, &Server::take, this,
        MHD_OPTION_SOCK_ADDR, &address, MHD_OPTION_CONNECTION_LIMIT, kMostConnections, MHD_OPTION_CONNECTION_TIMEOUT,
        kSilentSeconds, MHD_OPTION_CONNECTION_MEMORY_LIMIT, kMostHead, MHD_OPTION_NOTIFY_COMPLETED, &Server::completed,
        this, MHD_OPTION_NOTIFY_CONNECTION, &Server::connection, this, MHD_OPTION_END);
    if (daemon_ == nullptr) return failure("cannot listen there: is another program there?");
    return {};
  }

  uint16_t port() const override { return MHD_get_daemon_info(daemon_, MHD_DAEMON_INFO_BIND_PORT)->port; }

 private:
  // --- what the library calls, in its one thread; nothing may be thrown through it -----------------

  static MHD_Result take(void* self, MHD_Connection* connection, const char* path, const char* method, const char*,
                         const char* data, size_t* size, void** exchange) noexcept try {
    auto& server = *static_cast<Server*>(self);
    if (*exchange == nullptr) return server.take_head(connection, path, method, exchange);
    auto& begun = *static_cast<Exchange*>(*exchange);
    if (*size > 0) return take_body(begun, data, *size);
    return server.take_end(connection, begun);
  } catch (const std::exception& error) {
    log_error(std::string("precheck: ") + error.what());
    return MHD_NO;  // closes the connection
  }

  static void completed(void*, MHD_Connection*, void** exchange, MHD_RequestTerminationCode) noexcept {
    const std::unique_ptr<Exchange> done(static_cast<Exchange*>(*exchange));  // the library's pointer was the only one
    *exchange = nullptr;
  }

  static void connection(void* self, MHD_Connection* connection, void**, MHD_ConnectionNotificationCode what) noexcept {
    SlowConnections& slow = static_cast<Server*>(self)->slow_;
    if (what == MHD_CONNECTION_NOTIFY_CLOSED) return slow.closed(connection);
    const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    if (info != nullptr) slow.opened(connection, info->connect_fd);
  }

  // --- the steps of a request ---------------------------------------------------------------------

  MHD_Result take_head(MHD_Connection* connection, const char* path, const char* method, void** to) {
    slow_.has_head(connection);
    auto exchange = std::make_unique<Exchange>();
    exchange->head = head_of(connection, path, method);
    const auto size = body_size(exchange->head, options_.most_body);
    if (!size) return send(connection, size.error());
    if (const auto answer = handlers_.at_head(exchange->head)) return send(connection, *answer);
    exchange->expected = *size;
    *to = exchange.release();
    return MHD_YES;
  }

  // Memory is taken as octets come: who announces much and sends nothing holds none.
  static MHD_Result take_body(Exchange& exchange, const char* data, size_t& size) {
    if (exchange.body.size() + size > exchange.expected) return MHD_NO;
    exchange.body.append(data, size);
    size = 0;
    return MHD_YES;
  }

  MHD_Result take_end(MHD_Connection* connection, Exchange& exchange) {
    if (exchange.answer) return send(connection, *exchange.answer);
    slow_.has_all(connection);
    MHD_suspend_connection(connection);
    const bool is_taken = answerers_.take([this, connection, &exchange] {
      exchange.answer = answer_to(exchange);
      MHD_resume_connection(connection);
    });
    if (is_taken) return MHD_YES;
    exchange.answer = refusal(503, "too many letters wait to be judged");
    MHD_resume_connection(connection);
    return MHD_YES;
  }

  WebAnswer answer_to(const Exchange& exchange) const try {
    return handlers_.at_end(exchange.head, exchange.body);
  } catch (const std::exception& error) {
    log_error(std::string("precheck: ") + error.what());
    return refusal(500, "the letter could not be judged; the log of the service says why");
  }

  HttpServerOptions options_;
  HttpHandlers handlers_;
  SlowConnections slow_;
  Answerers answerers_;
  MHD_Daemon* daemon_ = nullptr;
};

}  // namespace

Result<std::unique_ptr<HttpServer>> HttpServer::start(HttpServerOptions options, HttpHandlers handlers) {
  auto server = std::make_unique<Server>(std::move(options), std::move(handlers));
  if (const auto listening = server->listen(); !listening) return tl::unexpected(listening.error());
  return server;
}

}  // namespace pismovod
