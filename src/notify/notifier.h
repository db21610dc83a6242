// Empties the outbox: claims a letter, hands it to the relay, marks it sent right after the relay's
// 250. Killed at any moment, a letter is sent at least once: its claim runs out and the next one takes
// it. Several may run at a time, in one process or many.
#pragma once

#include <functional>
#include <thread>

#include "journal/store.h"
#include "notify/sender.h"

namespace pismovod {

// After the n-th try that failed: a minute, then twice the last pause, up to an hour.
std::chrono::milliseconds pause_after(int attempts);

class Notifier {
 public:
  using Clock = std::function<Instant()>;
  // A claim lasts longer than any send().
  static constexpr std::chrono::milliseconds kLease = 2 * kSendSeconds;

  // All outlives it. A letter is given up `give_up` after it was made.
  Notifier(Store& store, Sender& sender, std::chrono::milliseconds give_up, Clock clock = wall_clock)
      : store_(store), sender_(sender), give_up_(give_up), clock_(std::move(clock)) {}

  // Tries everything that is due; how many were handed over. One thread at a time.
  size_t run(const std::function<bool()>& is_stopped = [] { return false; });

 private:
  bool try_one(const OutboxRow& row);
  void mark_sent(const OutboxRow& row, const std::string& answer);

  Store& store_;
  Sender& sender_;
  std::chrono::milliseconds give_up_;
  Clock clock_;
};

// Runs a notifier every two seconds in a thread of its own, with a store of its own, until it is gone.
class NotifierThread {
 public:
  explicit NotifierThread(const Settings& settings);

 private:
  std::unique_ptr<Store> store_;
  std::unique_ptr<Sender> sender_;
  Notifier notifier_;
  std::jthread thread_;  // last: it uses what stands above
};

}  // namespace pismovod
