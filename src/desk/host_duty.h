// What a machine does for the others that share its journal: says by which rules it judges, and follows the orders for
// letters that are held in its queue (journal/held_orders.h). In a thread of its own, with a store of its own; what it
// cannot do now it does later.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <semaphore>
#include <thread>
#include <vector>

#include "desk/rules_in_force.h"
#include "journal/running_daemons.h"

namespace pismovod {

class HostDuty {
 public:
  // `rules` outlive it.
  HostDuty(const Settings& settings, const CurrentRules& rules);
  // All daemons that it knew of at its last look, this one too. Any thread.
  std::vector<RunningDaemon> daemons() const;
  // Returns by then; afterwards it does nothing.
  void close(std::chrono::steady_clock::time_point by);

 private:
  void run(const std::stop_token& stop);
  void say_and_look();
  void follow_orders();

  const std::string host_;
  const CurrentRules& rules_;
  std::unique_ptr<Store> store_;
  std::string digest_;  // of the rules that were told of last; the thread's own, as the next
  Instant rules_since_;
  std::chrono::steady_clock::time_point say_again_{};
  bool did_differ_ = false;
  mutable std::mutex mutex_;
  std::vector<RunningDaemon> daemons_;
  std::binary_semaphore finished_{0};
  std::jthread thread_;  // last: it uses what stands above
};

}  // namespace pismovod
