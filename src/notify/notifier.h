// Empties the outbox: claims a letter, hands it to the relay, marks it sent right after the relay's
// 250. Killed at any moment, a letter is sent at least once: its claim runs out and the next one takes
// it. What one has sent it does not send again, whatever the journal says. Several may run at a time, in one process or
// many.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <semaphore>
#include <thread>

#include "journal/store.h"
#include "notify/sender.h"

namespace pismovod {

// After the n-th try that failed: a minute, then twice the last pause, up to an hour.
std::chrono::milliseconds pause_after(int attempts);

class Notifier {
 public:
  using Clock = std::function<Instant()>;
  // For so long a letter that was sent is tried to be marked, by the clock: the journal may be locked.
  static constexpr std::chrono::milliseconds kMarkFor = std::chrono::minutes(10);
  // A claim lasts longer than any send() and what follows it.
  static constexpr std::chrono::milliseconds kLease = kSendSeconds + kMarkFor + std::chrono::minutes(1);

  using Pause = std::function<void(std::chrono::milliseconds)>;
  static void sleep(std::chrono::milliseconds time) { std::this_thread::sleep_for(time); }

  // All outlives it. A letter is given up `give_up` after it was made.
  Notifier(Store& store, Sender& sender, std::chrono::milliseconds give_up, Clock clock = wall_clock,
           Pause pause = sleep)
      : store_(store), sender_(sender), give_up_(give_up), clock_(std::move(clock)), pause_(std::move(pause)) {}

  // Tries everything that is due; how many were handed over. One thread at a time.
  size_t run(const std::function<bool()>& is_stopped = [] { return false; });

 private:
  bool try_one(const OutboxRow& row);
  void mark_sent(const OutboxRow& row, const std::string& answer);
  void mark_what_was_not();

  Store& store_;
  Sender& sender_;
  std::chrono::milliseconds give_up_;
  Clock clock_;
  Pause pause_;
  std::map<int64_t, std::string> sent_;  // and not marked so: the relay's answers by the rows' ids
};

// Runs a notifier every two seconds in a thread of its own, with a store of its own, until it is gone.
class NotifierThread {
 public:
  explicit NotifierThread(const Settings& settings);
  // Breaks off what is being sent, and waits for the thread until then. Whatever it was doing is done again
  // by the next one.
  void close(std::chrono::steady_clock::time_point by);

 private:
  void run(const std::stop_token& stop);

  std::atomic<bool> is_ending_{false};
  std::unique_ptr<Store> store_;
  std::unique_ptr<Sender> sender_;
  Notifier notifier_;
  std::binary_semaphore finished_{0};
  std::jthread thread_;  // last: it uses what stands above
};

}  // namespace pismovod
