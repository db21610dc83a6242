#include "daemon/metrics_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <optional>

namespace pismovod {
namespace {

constexpr size_t kRequestOctets = 8192;
constexpr int kLookAroundMilliseconds = 200;  // how soon the end is noticed
constexpr time_t kPatienceSeconds = 5;

struct Place {
  sockaddr_storage address{};
  socklen_t size = 0;
};

std::optional<Place> place_of(const std::string& text) {
  const size_t colon = text.rfind(':');
  if (colon == std::string::npos) return std::nullopt;
  uint16_t port = 0;
  const auto [end, wrong] = std::from_chars(text.data() + colon + 1, text.data() + text.size(), port);
  if (wrong != std::errc() || end != text.data() + text.size() || port == 0) return std::nullopt;
  std::string host = text.substr(0, colon);
  Place out;
  if (host.starts_with('[') && host.ends_with(']')) {
    auto& v6 = reinterpret_cast<sockaddr_in6&>(out.address);
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(port);
    out.size = sizeof(v6);
    const bool is_loopback = ::inet_pton(AF_INET6, host.substr(1, host.size() - 2).c_str(), &v6.sin6_addr) == 1 &&
                             IN6_IS_ADDR_LOOPBACK(&v6.sin6_addr);
    return is_loopback ? std::optional(out) : std::nullopt;
  }
  auto& v4 = reinterpret_cast<sockaddr_in&>(out.address);
  v4.sin_family = AF_INET;
  v4.sin_port = htons(port);
  out.size = sizeof(v4);
  const bool is_loopback = ::inet_pton(AF_INET, host == "localhost" ? "127.0.0.1" : host.c_str(), &v4.sin_addr) == 1 &&
                           (ntohl(v4.sin_addr.s_addr) >> 24) == 127;
  return is_loopback ? std::optional(out) : std::nullopt;
}

std::string answer(const char* status, const char* type, const std::string& body) {
  return "HTTP/1.1 " + std::string(status) + "\r\nContent-Type: " + type +
         "\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n" + body;
}

// The head of the request; what has come until then where the peer stops short.
std::string read_request(int connection) {
  std::string out;
  std::array<char, 1024> buffer{};
  while (out.size() < kRequestOctets && out.find("\r\n\r\n") == std::string::npos) {
    const ssize_t got = ::recv(connection, buffer.data(), buffer.size(), 0);
    if (got <= 0) break;
    out.append(buffer.data(), static_cast<size_t>(got));
  }
  return out;
}

}  // namespace

std::string trouble_with_metrics_address(const std::string& address) {
  if (place_of(address)) return {};
  return "\"" + address + "\" is no address of this machine alone; one looks so: 127.0.0.1:9895";
}

Started<FileDescriptor> listen_for_metrics(const std::string& address) {
  const auto place = place_of(address);
  if (!place) return cannot_start(kExitConfiguration, "metrics.listen: " + trouble_with_metrics_address(address));
  FileDescriptor listening(::socket(place->address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  const int yes = 1;
  if (!listening || ::setsockopt(listening.get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) != 0 ||
      ::bind(listening.get(), reinterpret_cast<const sockaddr*>(&place->address), place->size) != 0 ||
      ::listen(listening.get(), 16) != 0) {
    return cannot_start(exit_status_of(errno), "metrics.listen: " + address + ": " + system_message(errno));
  }
  return listening;
}

MetricsServer::MetricsServer(FileDescriptor listening, std::function<std::string()> figures)
    : listening_(std::move(listening)),
      figures_(std::move(figures)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

MetricsServer::~MetricsServer() = default;

void MetricsServer::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    pollfd waiting{listening_.get(), POLLIN, 0};
    if (::poll(&waiting, 1, kLookAroundMilliseconds) <= 0) continue;
    const FileDescriptor connection(::accept4(listening_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (connection) {
      serve(connection.get());
    } else {
      ::poll(nullptr, 0, kLookAroundMilliseconds);  // without descriptors there is nothing to do but wait
    }
  }
}

void MetricsServer::serve(int connection) const {
  const timeval patience{kPatienceSeconds, 0};
  ::setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
  ::setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
  const std::string request = read_request(connection);
  std::string out;
  if (request.starts_with("GET /metrics ")) {
    out = answer("200 OK", "text/plain; version=0.0.4; charset=utf-8", figures_());
  } else if (request.starts_with("GET /healthz ")) {
    out = answer("200 OK", "text/plain; charset=utf-8", "ok\n");
  } else {
    out = answer("404 Not Found", "text/plain; charset=utf-8", "There are /metrics and /healthz.\n");
  }
  if (!write_all(connection, out)) return;  // who does not wait for the answer does not get it
}

Result<void> write_metrics_file(const std::string& path, const std::string& figures) {
  const std::string beside = path + ".new";
  const FileDescriptor file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644));
  if (!file) return failure(beside + ": " + system_message(errno));
  if (auto written = write_all(file.get(), figures); !written) return failure(beside + ": " + written.error().text);
  if (::fchmod(file.get(), 0644) != 0 || ::rename(beside.c_str(), path.c_str()) != 0)
    return failure(path + ": " + system_message(errno));
  return {};
}

}  // namespace pismovod
