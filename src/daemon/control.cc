#include "daemon/control.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

#include "base/unix_client.h"

namespace pismovod {
namespace {

constexpr size_t kWordOctets = 400;           // an address has at most 320
constexpr int kLookAroundMilliseconds = 200;  // how soon the end is noticed

// The first line; what has come until then where the peer stops short.
std::string read_word(int connection) {
  std::string out;
  std::array<char, kWordOctets> buffer{};
  while (out.size() < kWordOctets && out.find('\n') == std::string::npos) {
    const ssize_t got = ::read(connection, buffer.data(), buffer.size());
    if (got <= 0) break;
    out.append(buffer.data(), static_cast<size_t>(got));
  }
  return out.substr(0, out.find_first_of("\r\n"));
}

}  // namespace

ControlServer::ControlServer(SocketClaim claim, FileDescriptor listening, Handler handler)
    : claim_(std::move(claim)),
      listening_(std::move(listening)),
      handler_(std::move(handler)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

ControlServer::~ControlServer() {
  thread_.request_stop();
  thread_.join();
  ::unlink(claim_.path.c_str());
}

void ControlServer::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    pollfd waiting{listening_.get(), POLLIN, 0};
    if (::poll(&waiting, 1, kLookAroundMilliseconds) <= 0) continue;
    const FileDescriptor connection(::accept4(listening_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (connection) serve(connection.get());
  }
}

void ControlServer::serve(int connection) const {
  set_patience(connection, std::chrono::seconds(5));
  const ControlAnswer answer = handler_(read_word(connection));
  std::string text = answer.ok ? "ok" : "error";
  for (size_t i = 0; i < answer.lines.size(); ++i) text += (i == 0 ? " " : "\n") + answer.lines[i];
  // Who does not wait for the answer does not get it.
  if (!write_all(connection, text + "\n")) return;
}

Result<ControlAnswer> ask_daemon(const std::string& socket, std::string_view word) {
  const auto connection = connect_to(socket);
  if (!connection) return tl::unexpected(connection.error());
  set_patience(connection->get(), std::chrono::seconds(60));
  if (auto sent = write_all(connection->get(), std::string(word) + "\n"); !sent) return tl::unexpected(sent.error());
  const auto text = read_all(connection->get(), socket);
  if (!text) return tl::unexpected(text.error());
  ControlAnswer answer;
  answer.ok = text->starts_with("ok");
  const size_t first = text->find(' ');
  for (size_t at = first == std::string::npos ? text->size() : first + 1; at < text->size();) {
    const size_t end = std::min(text->find('\n', at), text->size());
    answer.lines.push_back(text->substr(at, end - at));
    at = end + 1;
  }
  if (text->empty()) return failure("the daemon hung up");
  return answer;
}

}  // namespace pismovod
