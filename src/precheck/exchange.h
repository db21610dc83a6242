// One request on its way: read by one thread, answered by another, sent by the first.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "precheck/web.h"

namespace pismovod {

struct Exchange {
  WebHead head;
  std::string body;
  size_t expected = 0;  // octets of the body
  std::optional<WebAnswer> answer;
};

// Threads that make answers. Those who wait are bounded; more are turned away. Any thread may call.
class Answerers {
 public:
  using Work = std::function<void()>;

  explicit Answerers(size_t threads);
  ~Answerers() { close(); }

  // False: too many wait, or it is closed.
  bool take(Work work);
  // Takes no more and returns when all that was taken is done. Whoever goes on asking afterwards gets false.
  void close();

 private:
  void run();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Work> waiting_;
  size_t most_waiting_;
  bool is_closed_ = false;
  std::vector<std::jthread> threads_;  // last: they use what stands above
};

}  // namespace pismovod
