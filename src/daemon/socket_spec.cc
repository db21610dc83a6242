#include "daemon/socket_spec.h"

#include <arpa/inet.h>
#include <sys/un.h>

#include <array>
#include <charconv>

namespace pismovod {
namespace {

tl::unexpected<Error> wrong(std::string_view text, std::string_view why) {
  return failure("\"" + std::string(text) + "\" is no socket: " + std::string(why) +
                 "; allowed are unix:/path, inet:port@host and inet:host:port");
}

bool parse_port(std::string_view text, uint16_t& port) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size() && port != 0;
}

bool is_ipv6(const std::string& host) {
  std::array<unsigned char, 16> octets{};
  return ::inet_pton(AF_INET6, host.c_str(), octets.data()) == 1;
}

std::string without_brackets(std::string_view host) {
  if (host.size() >= 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  return std::string(host);
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

Result<SocketSpec> parse_inet(std::string_view text, std::string_view rest, SocketSpec::Kind kind) {
  SocketSpec spec;
  spec.kind = kind;
  std::string_view port;
  if (const size_t at = rest.find('@'); at != std::string_view::npos) {
    port = rest.substr(0, at);
    spec.host = without_brackets(rest.substr(at + 1));
  } else if (is_number(rest)) {
    port = rest;  // without a host: everywhere
  } else {
    const size_t colon = rest.rfind(':');
    if (colon == std::string_view::npos) return wrong(text, "there is no port");
    port = rest.substr(colon + 1);
    spec.host = without_brackets(rest.substr(0, colon));
  }
  if (!parse_port(port, spec.port)) return wrong(text, "\"" + std::string(port) + "\" is no port");
  if (is_ipv6(spec.host)) spec.kind = SocketSpec::Kind::inet6;
  if (spec.host.find_first_of(" \t[]@") != std::string::npos) return wrong(text, "\"" + spec.host + "\" is no host");
  return spec;
}

Result<SocketSpec> parse_unix(std::string_view text, std::string_view path) {
  if (!path.starts_with("/")) return wrong(text, "the path must begin with /");
  if (path.size() >= sizeof(sockaddr_un::sun_path)) return wrong(text, "the path is too long");
  SocketSpec spec;
  spec.kind = SocketSpec::Kind::unix_path;
  spec.path = path;
  return spec;
}

bool is_address(const std::string& host) {
  std::array<unsigned char, 4> octets{};
  return ::inet_pton(AF_INET, host.c_str(), octets.data()) == 1 || is_ipv6(host);
}

}  // namespace

std::string SocketSpec::for_libmilter() const {
  if (kind == Kind::unix_path) return "unix:" + path;
  const std::string name = kind == Kind::inet6 ? "inet6:" : "inet:";
  if (host.empty()) return name + std::to_string(port);
  return name + std::to_string(port) + "@" + (is_address(host) ? "[" + host + "]" : host);
}

std::string SocketSpec::for_postfix() const {
  if (kind == Kind::unix_path) return "unix:" + path;
  const std::string shown = host.empty() ? "127.0.0.1" : is_ipv6(host) ? "[" + host + "]" : host;
  return "inet:" + shown + ":" + std::to_string(port);
}

Result<SocketSpec> parse_socket_spec(std::string_view text) {
  const size_t colon = text.find(':');
  const std::string_view kind = text.substr(0, colon);
  const std::string_view rest = colon == std::string_view::npos ? "" : text.substr(colon + 1);
  if (kind == "unix" || kind == "local") return parse_unix(text, rest);
  if (kind == "inet") return parse_inet(text, rest, SocketSpec::Kind::inet);
  if (kind == "inet6") return parse_inet(text, rest, SocketSpec::Kind::inet6);
  return wrong(text, "it begins with \"" + std::string(kind) + "\"");
}

}  // namespace pismovod
