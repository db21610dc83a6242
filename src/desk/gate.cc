#include "desk/gate.h"

#include <algorithm>
#include <cmath>

namespace pismovod {
namespace {

constexpr std::chrono::milliseconds kLook{200};  // how soon it is noticed that nobody waits
constexpr double kHalfLife = 60;                 // seconds
constexpr double kForgotten = 0.01;              // seconds: as good as nothing
constexpr size_t kSenders = 1000;                // that costs are kept of

size_t count_of(const std::map<std::string, size_t>& counts, const std::string& name) {
  const auto found = counts.find(name);
  return found == counts.end() ? 0 : found->second;
}

void take_one(std::map<std::string, size_t>& counts, const std::string& name) {
  const auto found = counts.find(name);
  if (found != counts.end() && --found->second == 0) counts.erase(found);
}

}  // namespace

Gate::Place::~Place() {
  if (gate_ != nullptr) gate_->leave(user_, Clock::now() - since_);
}

bool Gate::has_room_for(const GateUser& user) const {
  return inside_ < places_ && count_of(senders_, user.sender) < std::max<size_t>(places_ / 2, 1) &&
         count_of(clients_, user.client) < std::max<size_t>(places_ - 1, 1);
}

void Gate::take(const GateUser& user) {
  ++inside_;
  ++senders_[user.sender];
  ++clients_[user.client];
}

std::optional<Gate::Place> Gate::enter(GateUser user, Deadline deadline, const std::atomic<bool>* gone) {
  std::unique_lock lock(mutex_);
  Waiter& me = waiting_.emplace_back(user, cost_of(user.sender));
  const auto place_in_line = std::prev(waiting_.end());
  call();
  const auto is_over = [&] { return Clock::now() >= deadline || (gone != nullptr && *gone); };
  while (!me.is_called && !is_over()) me.called.wait_until(lock, std::min(deadline, Clock::now() + kLook));
  const bool is_in = me.is_called;
  waiting_.erase(place_in_line);
  if (!is_in) return std::nullopt;
  return Place(*this, std::move(user));
}

// Whoever is called has its place already.
void Gate::call() {
  for (;;) {
    auto next = waiting_.end();
    for (auto one = waiting_.begin(); one != waiting_.end(); ++one) {
      if (one->is_called || !has_room_for(one->user)) continue;
      if (next == waiting_.end() || one->cost < next->cost) next = one;
    }
    if (next == waiting_.end()) return;
    take(next->user);
    next->is_called = true;
    next->called.notify_one();
  }
}

void Gate::leave(const GateUser& user, Clock::duration took) {
  const std::lock_guard lock(mutex_);
  --inside_;
  take_one(senders_, user.sender);
  take_one(clients_, user.client);
  add_cost(user.sender, std::chrono::duration<double>(took).count());
  call();
}

double Gate::cost_of(const std::string& sender) const {
  const auto found = costs_.find(sender);
  if (found == costs_.end()) return 0;
  const double age = std::chrono::duration<double>(Clock::now() - found->second.at).count();
  return found->second.seconds * std::exp2(-age / kHalfLife);
}

// A sender whose letters cost next to nothing is as one who has sent none.
void Gate::add_cost(const std::string& sender, double seconds) {
  const double sum = cost_of(sender) + seconds;
  if (sum < kForgotten) return;
  if (costs_.size() >= kSenders)
    std::erase_if(costs_, [this](const auto& known) { return cost_of(known.first) < kForgotten; });
  if (costs_.size() < kSenders || costs_.contains(sender)) costs_[sender] = {sum, Clock::now()};
}

void Gate::set_places(size_t places) {
  const std::lock_guard lock(mutex_);
  places_ = places;
  call();
}

}  // namespace pismovod
