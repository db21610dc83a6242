// Tells the MTA now and then that a letter is still being worked on. One thread of its own for all
// letters; a letter that is done before the first beat costs a place in a list.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <thread>

namespace pismovod {

class Heartbeat {
 public:
  explicit Heartbeat(std::chrono::milliseconds interval);
  Heartbeat(const Heartbeat&) = delete;
  Heartbeat& operator=(const Heartbeat&) = delete;
  // All scopes must be gone.
  ~Heartbeat();

  class Scope;
  // `beat` is called from the heartbeat's thread, once an interval, until the scope ends; never
  // afterwards: the end of the scope waits for one under way. It must not throw.
  Scope during(std::function<void()> beat);

 private:
  struct Entry {
    std::function<void()> beat;
    std::chrono::steady_clock::time_point next;
    std::mutex mutex;  // held while it beats
    bool is_over = false;
  };
  using Entries = std::list<std::shared_ptr<Entry>>;

  void run(const std::stop_token& stop);
  void beat_due();

  std::chrono::milliseconds interval_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  Entries entries_;
  std::jthread thread_;  // last: it uses what stands above

 public:
  class Scope {
   public:
    Scope(Heartbeat& heartbeat, Entries::iterator entry) : heartbeat_(heartbeat), entry_(entry) {}
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;
    ~Scope();

   private:
    Heartbeat& heartbeat_;
    Entries::iterator entry_;
  };
};

}  // namespace pismovod
