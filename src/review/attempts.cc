#include "review/attempts.h"

#include <algorithm>

namespace pismovod {
namespace {

std::string name_key(const std::string& name, bool is_known) { return (is_known ? "k" : "n") + name; }
std::string address_key(const std::string& address) { return "a" + address; }

// 2, 4, 8 ... seconds from the first failure that is not free.
Attempts::Pause pause_after(int failures, Attempts::Pause longest) {
  if (failures < Attempts::kFree) return Attempts::Pause{0};
  const int doublings = std::min(failures - Attempts::kFree + 1, 20);
  return std::min(Attempts::Pause{int64_t{1} << doublings}, longest);
}

}  // namespace

Attempts::Pause Attempts::begin(const std::string& name, const std::string& address, Clock::time_point now,
                                bool is_known) {
  const std::lock_guard lock(mutex_);
  if (failures_.size() >= kMostRemembered) forget_old(now);
  Failures& of_name = failures_[name_key(name, is_known)];
  Failures& of_address = failures_[address_key(address)];
  const Clock::time_point free_at = std::max(of_name.free_at, of_address.free_at);
  if (free_at > now) return std::chrono::ceil<Pause>(free_at - now);
  of_name.free_at = now + pause_after(++of_name.count, kLongestOfName);
  of_address.free_at = now + pause_after(++of_address.count, kLongestOfAddress);
  return Pause{0};
}

void Attempts::forgive(const std::string& name, const std::string& address, bool is_known) {
  const std::lock_guard lock(mutex_);
  failures_.erase(name_key(name, is_known));
  failures_.erase(address_key(address));
}

// Those whose pause has been over for an hour; where that frees no room, those that are free now; at
// last everybody, rather than memory without bound.
void Attempts::forget_old(Clock::time_point now) {
  const auto drop = [&](Clock::time_point before) {
    std::erase_if(failures_, [&](const auto& item) { return item.second.free_at <= before; });
  };
  drop(now - std::chrono::hours(1));
  if (failures_.size() >= kMostRemembered) drop(now);
  if (failures_.size() >= kMostRemembered) failures_.clear();
}

}  // namespace pismovod
