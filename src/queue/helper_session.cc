#include "queue/helper_session.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>

#include "base/log.h"
#include "base/unix_client.h"

namespace pismovod {
namespace {

constexpr size_t kMostOctets = 64;      // of a question
constexpr size_t kMostOfAnswer = 1000;  // what commands say, and Message-IDs, which strangers write

// A line it must be: what others wrote stands within.
std::string as_line(std::string text) {
  if (text.size() > kMostOfAnswer) text.resize(kMostOfAnswer);
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7F') c = ' ';
  }
  return text;
}

std::string answer_of(const Result<void>& done) { return done ? "ok" : "error " + as_line(done.error().text); }

std::string look(const std::string& queue_id, const HeldLetters& letters) {
  const auto held = letters.held(queue_id);
  if (!held) return "error " + as_line(held.error().text);
  return *held ? "ok held " + as_line(**held) : "ok";
}

// Nothing where the peer hangs up, is too slow, or says more than a line.
std::optional<std::string> read_line(int connection, std::chrono::steady_clock::time_point until) {
  std::array<char, kMostOctets> line{};
  for (size_t size = 0; size < line.size();) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    pollfd waiting{connection, POLLIN, 0};
    if (left.count() <= 0 || ::poll(&waiting, 1, static_cast<int>(left.count())) <= 0) return std::nullopt;
    const ssize_t got = ::recv(connection, line.data() + size, line.size() - size, 0);
    if (got <= 0) return std::nullopt;
    const auto end = std::find(line.begin(), line.end(), '\n');
    size += static_cast<size_t>(got);
    if (end == line.end()) continue;
    const auto length = static_cast<size_t>(end - line.begin());
    return length + 1 == size ? std::optional(std::string(line.data(), length)) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

bool may_ask(int connection, uid_t user) {
  ucred peer{};
  socklen_t size = sizeof(peer);
  if (::getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0 || size != sizeof(peer)) return false;
  // Nobody is there where the socket is no Unix socket: then the process number is 0.
  return peer.pid > 0 && (peer.uid == 0 || peer.uid == user);
}

std::string answer_to(std::string_view line, const HeldLetters& letters) {
  const size_t blank = line.find(' ');
  if (blank == std::string_view::npos) return "error allowed are: held, release, drop, each with a queue id";
  const std::string_view verb = line.substr(0, blank);
  const std::string queue_id(line.substr(blank + 1));
  if (!is_queue_id(queue_id)) return "error no queue id of Postfix";
  if (verb == "held") return look(queue_id, letters);
  if (verb == "release") return answer_of(letters.release(queue_id));
  if (verb == "drop") return answer_of(letters.drop(queue_id));
  return "error allowed are: held, release, drop, each with a queue id";
}

bool serve_question(int connection, const HeldLetters& letters, int seconds) {
  const auto line = read_line(connection, std::chrono::steady_clock::now() + std::chrono::seconds(seconds));
  if (!line) return false;
  const std::string answer = answer_to(*line, letters) + "\n";
  log_info("event=queue asked=\"" + as_line(*line) + "\" done=" + (answer.starts_with("ok") ? "yes" : "no"));
  set_patience(connection, std::chrono::seconds(seconds));
  return ::send(connection, answer.data(), answer.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(answer.size());
}

}  // namespace pismovod
