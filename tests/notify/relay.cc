#include "relay.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

namespace pismovod::test {
namespace {

class Lines {
 public:
  explicit Lines(int fd) : fd_(fd) {}
  // Without its end; false at the end.
  bool next(std::string& line) {
    for (;;) {
      const size_t end = buffer_.find("\r\n");
      if (end != std::string::npos) {
        line = buffer_.substr(0, end);
        buffer_.erase(0, end + 2);
        return true;
      }
      char chunk[4096];
      const ssize_t got = ::recv(fd_, chunk, sizeof chunk, 0);
      if (got <= 0) return false;
      buffer_.append(chunk, static_cast<size_t>(got));
    }
  }

 private:
  int fd_;
  std::string buffer_;
};

bool say(int fd, const std::string& text) {
  return ::send(fd, (text + "\r\n").c_str(), text.size() + 2, MSG_NOSIGNAL) > 0;
}

}  // namespace

Relay::Relay() {
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(socket_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(socket_, 50) != 0 ||
      ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error("no port for the relay");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { listen(); });
}

Relay::~Relay() {
  is_over_ = true;
  thread_.join();
  ::close(socket_);
}

void Relay::answer(const std::string& to, const std::string& answer) {
  const std::lock_guard lock(mutex_);
  answers_[to] = answer;
}

std::vector<Relay::Letter> Relay::letters() const {
  const std::lock_guard lock(mutex_);
  return letters_;
}

std::string Relay::answer_to(const std::string& verb, const std::string& usual) const {
  const std::lock_guard lock(mutex_);
  const auto found = answers_.find(verb);
  return found == answers_.end() ? usual : found->second;
}

void Relay::listen() {
  while (!is_over_) {
    pollfd waiting{socket_, POLLIN, 0};
    if (::poll(&waiting, 1, 20) <= 0) continue;
    const int client = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) continue;
    talk(client);
    ::close(client);
  }
}

void Relay::note_heard() {
  const int mine = ++heard_;
  while (mine >= held_at_ && !is_over_) ::usleep(100);
}

void Relay::talk(int client) {
  Lines lines(client);
  Letter letter;
  say(client, "220 relay.test");
  for (std::string line; lines.next(line);) {
    const std::string verb = line.substr(0, 4);
    note_heard();
    std::string reply = answer_to(verb, verb == "DATA" ? "354 go on" : verb == "QUIT" ? "221 bye" : "250 ok");
    if (verb == "MAIL") letter = {line, "", ""};
    if (verb == "RCPT") letter.to = line;
    if (reply == "hang up" || !say(client, reply) || verb == "QUIT") return;
    if (verb != "DATA" || !reply.starts_with("354")) continue;
    bool is_whole = false;
    while (!is_whole && lines.next(line)) {
      is_whole = line == ".";
      if (!is_whole) letter.octets += (line.starts_with(".") ? line.substr(1) : line) + "\r\n";
    }
    if (!is_whole) return;  // half a letter is none (RFC 5321 section 4.1.1.4)
    note_heard();
    reply = answer_to(".", "250 taken");
    if (reply.starts_with("250")) {
      const std::lock_guard lock(mutex_);
      letters_.push_back(letter);
    }
    if (reply == "hang up" || !say(client, reply)) return;
  }
}

}  // namespace pismovod::test
