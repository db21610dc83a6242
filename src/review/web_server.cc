#include "review/web_server.h"

#include <httplib.h>

#include <atomic>

#include "base/log.h"
#include "base/loopback.h"
#include "base/utf8.h"
#include "mime/form_data.h"
#include "review/bounded_socket.h"

namespace pismovod {
namespace {

constexpr size_t kMostTargetOctets = 4096;
constexpr size_t kMostHeaderFields = 64;
constexpr size_t kMostFormOctets = size_t{16} * 1024;
constexpr size_t kMostText = size_t{256} * 1024;  // of a text field of a form with files
constexpr size_t kThreads = 64;                   // they wait for octets, most of them
constexpr int kMostUploads = 4;                   // at a time
constexpr std::chrono::seconds kUploadTime{120};
// Where the type of a form with files is put: httplib's own reader of those is none for strangers' octets (it matches
// their header fields with std::regex, which recurses), and is not to see what it is.
constexpr const char* kFormType = "X-Pismovod-Form-Type";
constexpr std::string_view kFilesType = "multipart/form-data";

// Lets httplib read and write through a BoundedSocket.
class BoundedStream : public httplib::Stream {
 public:
  explicit BoundedStream(int socket) : socket_(socket) {}
  bool is_readable() const override { return socket_.wait_readable(); }
  bool is_writable() const override { return socket_.wait_writable(); }
  ssize_t read(char* to, size_t size) override { return socket_.read(to, size); }
  ssize_t write(const char* from, size_t size) override { return socket_.write(from, size); }
  socket_t socket() const override { return socket_.socket(); }
  void widen(size_t octets) { socket_.widen(octets, kUploadTime); }
  void get_remote_ip_and_port(std::string& ip, int& port) const override { name_of(::getpeername, ip, port); }
  void get_local_ip_and_port(std::string& ip, int& port) const override { name_of(::getsockname, ip, port); }

 private:
  template <class Ask>
  void name_of(Ask ask, std::string& ip, int& port) const {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    std::array<char, NI_MAXHOST> host{};
    if (ask(socket_.socket(), reinterpret_cast<sockaddr*>(&address), &size) != 0) return;
    if (::getnameinfo(reinterpret_cast<sockaddr*>(&address), size, host.data(), host.size(), nullptr, 0,
                      NI_NUMERICHOST) == 0) {
      ip = host.data();
    }
    port = 0;
  }

  mutable BoundedSocket socket_;
};

// One of so many at a time, or none.
class UploadPlace {
 public:
  UploadPlace() = default;
  UploadPlace(const UploadPlace&) = delete;
  UploadPlace& operator=(const UploadPlace&) = delete;
  ~UploadPlace() {
    if (is_taken_) --count();
  }
  bool take() {
    is_taken_ = ++count() <= kMostUploads;
    if (!is_taken_) --count();
    return is_taken_;
  }

 private:
  static std::atomic<int>& count() {
    static std::atomic<int> taken{0};
    return taken;
  }
  bool is_taken_ = false;
};

// One request a connection. Who says nothing holds a thread for BoundedSocket::kSilence, and there are many.
class BoundedServer : public httplib::Server {
 public:
  // Of the request whose header is read: may its body be a form with files?
  using TakesFiles = std::function<bool(const httplib::Request&)>;
  void take_files(TakesFiles takes, size_t most) {
    takes_files_ = std::move(takes);
    most_ = most;
  }

 private:
  void prepare(httplib::Request& request, BoundedStream& stream, UploadPlace& place) const {
    request.headers.erase(kFormType);
    const std::string type = request.get_header_value("Content-Type");
    if (request.method != "POST" || !type.starts_with(kFilesType) || !takes_files_ || !takes_files_(request)) return;
    const std::string length = request.get_header_value("Content-Length");
    const bool is_small = !length.empty() && length.size() < 10 && std::stoull("0" + length) <= most_;
    if (!is_small || !place.take()) return;
    request.headers.erase("Content-Type");
    request.headers.emplace("Content-Type", "application/octet-stream");
    request.headers.emplace(kFormType, type);
    stream.widen(most_);
  }

  bool process_and_close_socket(socket_t socket) override {
    BoundedStream stream(socket);
    UploadPlace place;
    bool closed = false;
    bool answered = false;
    const auto prepared = [&](httplib::Request& request) { prepare(request, stream, place); };
    if (stream.is_readable()) answered = process_request(stream, true, closed, prepared);
    ::shutdown(socket, SHUT_RDWR);
    ::close(socket);
    return answered;
  }

  TakesFiles takes_files_;
  size_t most_ = 0;
};

void set_missing(httplib::Response& response, const char* name, const char* value) {
  if (!response.has_header(name)) response.set_header(name, value);
}

void secure(httplib::Response& response) {
  set_missing(response, "Content-Security-Policy",
              "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
              "frame-ancestors 'none'");
  set_missing(response, "X-Content-Type-Options", "nosniff");
  set_missing(response, "X-Frame-Options", "DENY");
  set_missing(response, "Referrer-Policy", "no-referrer");  // a link in a notice is a key
  set_missing(response, "Cross-Origin-Opener-Policy", "same-origin");
  set_missing(response, "Cross-Origin-Resource-Policy", "same-origin");
  set_missing(response, "Permissions-Policy", "camera=(), geolocation=(), microphone=()");
  set_missing(response, "X-Robots-Tag", "noindex, nofollow");
  set_missing(response, "Cache-Control", "no-store");
}

// What need not be understood is refused before its body is read: httplib unpacks encoded bodies
// without a bound, and builds answers for any number of ranges. 0: nothing to refuse.
int refusal_of(const httplib::Request& request) {
  if (request.target.size() > kMostTargetOctets) return 414;
  if (request.headers.size() > kMostHeaderFields) return 431;
  if (request.method != "GET" && request.method != "HEAD" && request.method != "POST") return 405;
  if (request.has_header("Range")) return 416;
  if (request.method != "POST") return request.has_header("Content-Length") ? 400 : 0;
  if (request.has_header("Content-Encoding") || request.has_header("Transfer-Encoding")) return 415;
  if (request.has_header(kFormType)) return 0;
  const std::string type = request.get_header_value("Content-Type");
  if (type.starts_with(kFilesType)) return 413;  // not here, too large, or too many at a time
  const std::string length = request.get_header_value("Content-Length");
  if (length.size() > 6 ||
      (!length.empty() && std::strtol(length.c_str(), nullptr, 10) > static_cast<long>(kMostFormOctets)))
    return 413;
  return type.starts_with("application/x-www-form-urlencoded") ? 0 : 415;
}

std::string visitor_address(const httplib::Request& request, bool behind_proxy) {
  if (!behind_proxy) return request.remote_addr;
  const std::string forwarded = request.get_header_value("X-Forwarded-For");
  const size_t from = forwarded.find_last_of(", ");
  const std::string last = from == std::string::npos ? forwarded : forwarded.substr(from + 1);
  return last.empty() || last.size() > 64 ? request.remote_addr : to_valid_utf8(last);
}

void read_files(const httplib::Request& request, HttpRequest& out) {
  BlockPool blocks(0);
  const Octets::Limits memory{request.body.size() + 1, "/nonexistent"};
  Limits limits;
  limits.message_octets = request.body.size() + 1;
  auto fields = read_form_data(request.get_header_value(kFormType), request.body, limits, blocks, memory);
  if (!fields) return;  // without its mark the form counts for nothing
  for (FormField& field : *fields) {
    const bool is_file = !field.file_name.empty();
    if (out.form.size() + out.files.size() >= kMostFields) return;
    if (is_file) out.files.push_back({to_valid_utf8(field.name), std::move(field.file_name), std::move(field.octets)});
    // A file field where none was chosen is a file without name and octets.
    if (!is_file && field.octets.size() <= kMostText)
      out.form.try_emplace(to_valid_utf8(field.name), to_valid_utf8(field.octets));
  }
}

HttpRequest head_of(const httplib::Request& request, bool behind_proxy) {
  HttpRequest out;
  out.method = request.method == "HEAD" ? "GET" : request.method;
  out.path = to_valid_utf8(request.path);
  const size_t query = request.target.find('?');
  if (query != std::string::npos) out.query = parse_form(std::string_view(request.target).substr(query + 1));
  out.cookies = parse_cookies(request.get_header_value("Cookie"));
  out.address = visitor_address(request, behind_proxy);
  const std::string site = request.get_header_value("Sec-Fetch-Site");
  out.is_cross_site = site == "cross-site" || site == "same-site";
  return out;
}

HttpRequest value_of(const httplib::Request& request, bool behind_proxy) {
  HttpRequest out = head_of(request, behind_proxy);
  if (request.method != "POST") return out;
  if (request.has_header(kFormType)) {
    read_files(request, out);
  } else {
    out.form = parse_form(request.body);
  }
  return out;
}

class Httplib : public WebServer {
 public:
  Httplib(const WebServerOptions& options, HttpHandler handler) : options_(options), handler_(std::move(handler)) {
    server_.new_task_queue = [] { return std::make_unique<httplib::ThreadPool>(kThreads).release(); };
    server_.set_payload_max_length(std::max(kMostFormOctets, options_.most_octets));
    if (options_.takes_files)
      server_.take_files(
          [this](const httplib::Request& request) {
            return options_.takes_files(head_of(request, options_.behind_proxy));
          },
          options_.most_octets);
    server_.set_pre_routing_handler([](const httplib::Request& request, httplib::Response& response) {
      response.status = refusal_of(request);
      if (response.status != 0) return httplib::Server::HandlerResponse::Handled;
      response.status = -1;
      return httplib::Server::HandlerResponse::Unhandled;
    });
    const auto answer = [this](const httplib::Request& request, httplib::Response& response) {
      give(request, response);
    };
    server_.Get("/.*", answer);
    server_.Post("/.*", answer);
    server_.set_error_handler([](const httplib::Request&, httplib::Response& response) {
      if (response.body.empty() && response.status != 303) {
        response.set_content(std::to_string(response.status) + "\n", "text/plain");
      }
    });
    server_.set_post_routing_handler([](const httplib::Request&, httplib::Response& response) { secure(response); });
  }

  Result<void> bind(const LoopbackAddress& where) {
    port_ = where.port == 0 ? server_.bind_to_any_port(where.host)
                            : (server_.bind_to_port(where.host, where.port) ? where.port : -1);
    if (port_ <= 0) return failure("cannot listen at " + options_.listen + ": is another program there?");
    return {};
  }

  uint16_t port() const override { return static_cast<uint16_t>(port_); }
  void run() override { server_.listen_after_bind(); }
  void stop() override { server_.stop(); }

 private:
  void give(const httplib::Request& request, httplib::Response& response) {
    try {
      HttpResponse made = handler_(value_of(request, options_.behind_proxy));
      response.status = made.status;
      for (const auto& [name, value] : made.headers) response.set_header(name, value);
      response.set_content(made.body, made.type);
    } catch (const std::exception& error) {
      log_error(std::string("review: ") + error.what());
      response.status = 500;
    }
  }

  WebServerOptions options_;
  HttpHandler handler_;
  BoundedServer server_;
  int port_ = 0;
};

}  // namespace

Result<std::unique_ptr<WebServer>> WebServer::open(const WebServerOptions& options, HttpHandler handler) {
  const auto where = parse_loopback(options.listen);
  if (!where) return tl::unexpected(where.error());
  auto server = std::make_unique<Httplib>(options, std::move(handler));
  if (const auto bound = server->bind(*where); !bound) return tl::unexpected(bound.error());
  return server;
}

}  // namespace pismovod
