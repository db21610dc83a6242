// A bound on letters that are judged at a time (libmilter would start as many threads as there are
// connections), and who comes next where there are more: one sender's costly letters do not keep
// others' from their places.
//
// Of all places one sender has at most half, and one client all but one (at least one each). Of those
// who wait, whose sender's letters have cost least in the last minutes comes first; else who came first.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "extract/reader.h"

namespace pismovod {

// Whose letter it is.
struct GateUser {
  std::string sender;  // the authenticated name, else the reverse-path
  std::string client;  // IP address; empty: this machine
};

// Any thread.
class Gate {
 public:
  explicit Gate(size_t places) : places_(places) {}

  // A place taken; given back when it goes out of scope. The gate must outlive it.
  class Place {
   public:
    Place(Gate& gate, GateUser user) : gate_(&gate), user_(std::move(user)) {}
    Place(Place&& other) noexcept
        : gate_(std::exchange(other.gate_, nullptr)), user_(std::move(other.user_)), since_(other.since_) {}
    Place& operator=(Place&&) = delete;
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place();

   private:
    Gate* gate_;
    GateUser user_;
    std::chrono::steady_clock::time_point since_ = std::chrono::steady_clock::now();
  };

  // Waits for a place; nothing where none was free by the deadline, or before nobody waited any more.
  std::optional<Place> enter(GateUser user, Deadline deadline, const std::atomic<bool>* gone = nullptr);
  // From now on so many; those inside stay.
  void set_places(size_t places);
  // How many wait.
  size_t waiting() const {
    const std::lock_guard lock(mutex_);
    return waiting_.size();
  }

 private:
  using Clock = std::chrono::steady_clock;
  // What the letters of a sender have cost; halves in kHalfLife.
  struct Cost {
    double seconds = 0;
    Clock::time_point at;
  };
  struct Waiter {
    Waiter(const GateUser& who, double so_far) : user(who), cost(so_far) {}
    const GateUser& user;
    double cost;
    std::condition_variable called;
    bool is_called = false;  // it has its place
  };

  bool has_room_for(const GateUser& user) const;
  void take(const GateUser& user);
  void leave(const GateUser& user, Clock::duration took);
  // Lets in who may come in.
  void call();
  double cost_of(const std::string& sender) const;
  void add_cost(const std::string& sender, double seconds);

  mutable std::mutex mutex_;
  size_t places_;
  size_t inside_ = 0;
  std::map<std::string, size_t> senders_;  // how many of each are inside
  std::map<std::string, size_t> clients_;
  std::map<std::string, Cost> costs_;
  std::list<Waiter> waiting_;
};

}  // namespace pismovod
