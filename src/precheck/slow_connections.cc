#include "precheck/slow_connections.h"

#include <sys/socket.h>

#include <algorithm>
#include <condition_variable>

namespace pismovod {

using std::chrono::milliseconds;

SlowConnections::SlowConnections(milliseconds head_time, milliseconds body_time)
    : head_time_(head_time), body_time_(body_time), thread_([this](const std::stop_token& stop) {
        std::mutex waiting;
        std::condition_variable_any never;
        std::unique_lock lock(waiting);
        const milliseconds pause = std::clamp(head_time_ / 10, milliseconds(10), milliseconds(1000));
        while (!never.wait_for(lock, stop, pause, [] { return false; }) && !stop.stop_requested()) close_slow();
      }) {}

void SlowConnections::opened(const void* connection, int socket) {
  const std::lock_guard lock(mutex_);
  open_[connection] = {socket, State::opened, Clock::now()};
}

void SlowConnections::has_head(const void* connection) { reach(connection, State::has_head); }
void SlowConnections::has_all(const void* connection) { reach(connection, State::has_all); }

void SlowConnections::closed(const void* connection) {
  const std::lock_guard lock(mutex_);
  open_.erase(connection);
}

void SlowConnections::reach(const void* connection, State state) {
  const std::lock_guard lock(mutex_);
  const auto found = open_.find(connection);
  if (found != open_.end()) found->second.state = state;
}

void SlowConnections::close_slow() {
  const std::lock_guard lock(mutex_);
  const auto now = Clock::now();
  const milliseconds for_head = open_.size() > kMany ? std::min(head_time_, milliseconds(1000)) : head_time_;
  for (const auto& [connection, open] : open_) {
    const milliseconds allowed = open.state == State::opened ? for_head : body_time_;
    // Its owner sees the end of the stream, and closes it.
    if (open.state != State::has_all && now - open.since > allowed) ::shutdown(open.socket, SHUT_RDWR);
  }
}

}  // namespace pismovod
