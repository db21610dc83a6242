#include "desk/gate.h"

namespace pismovod {

Gate::Place::~Place() {
  if (gate_ != nullptr) gate_->leave();
}

std::optional<Gate::Place> Gate::enter(Deadline deadline) {
  std::unique_lock lock(mutex_);
  if (!freed_.wait_until(lock, deadline, [this] { return inside_ < places_; })) return std::nullopt;
  ++inside_;
  return Place(*this);
}

void Gate::leave() {
  {
    const std::lock_guard lock(mutex_);
    --inside_;
  }
  freed_.notify_one();
}

void Gate::set_places(size_t places) {
  {
    const std::lock_guard lock(mutex_);
    places_ = places;
  }
  freed_.notify_all();
}

}  // namespace pismovod
