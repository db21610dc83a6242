// Connections whose request does not come to its end are closed: a caller that sends an octet now and then would
// else keep one for ever, since the library's own time is from one octet to the next.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <thread>

namespace pismovod {

class SlowConnections {
 public:
  using Clock = std::chrono::steady_clock;
  // Over so many those that have not shown a head get a second.
  static constexpr size_t kMany = 400;

  SlowConnections(std::chrono::milliseconds head_time, std::chrono::milliseconds body_time);

  // A connection is known by whatever address stands for it. Any thread; its socket is open until closed() returns.
  void opened(const void* connection, int socket);
  void has_head(const void* connection);
  void has_all(const void* connection);
  void closed(const void* connection);

 private:
  enum class State { opened, has_head, has_all };
  struct Open {
    int socket = -1;
    State state = State::opened;
    Clock::time_point since = Clock::now();
  };
  void reach(const void* connection, State state);
  void close_slow();

  std::chrono::milliseconds head_time_;
  std::chrono::milliseconds body_time_;
  std::mutex mutex_;
  std::map<const void*, Open> open_;
  std::jthread thread_;  // last: it uses what stands above
};

}  // namespace pismovod
