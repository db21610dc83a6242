// Who waits for a letter hears now and then that it is still being worked on, and is looked after: is it
// still there? One thread of its own for all letters; a letter that is done before the first look costs
// a place in a list.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <list>
#include <mutex>
#include <thread>

namespace pismovod {

// Whoever waits: the MTA on its connection. Asked from the heartbeat's thread; neither throws, nor waits
// for anything: one that does not read what it is told must not keep others from being told.
class Waiting {
 public:
  Waiting() = default;
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;
  virtual ~Waiting() = default;
  virtual void still_working() noexcept = 0;
  virtual bool is_gone() noexcept = 0;
};

class Heartbeat {
 public:
  // `interval`: how often it is told.
  explicit Heartbeat(std::chrono::milliseconds interval);
  Heartbeat(const Heartbeat&) = delete;
  Heartbeat& operator=(const Heartbeat&) = delete;
  // All scopes must be gone.
  ~Heartbeat();

  class Scope;
  // `who` is asked until the scope ends, never afterwards.
  Scope during(Waiting& who);

 private:
  struct Entry {
    Entry(Waiting& waiting, std::chrono::steady_clock::time_point first) : who(waiting), next(first) {}
    Waiting& who;
    std::chrono::steady_clock::time_point next;  // when it is to be told
    std::atomic<bool> is_gone{false};
  };
  using Entries = std::list<Entry>;

  void run(const std::stop_token& stop);
  void look_after_all();

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
    // Set once nobody waits any more; lives as long as the scope.
    const std::atomic<bool>& gone() const { return entry_->is_gone; }

   private:
    Heartbeat& heartbeat_;
    Entries::iterator entry_;
  };
};

}  // namespace pismovod
