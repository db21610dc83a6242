#include "desk/heartbeat.h"

#include <algorithm>

namespace pismovod {
namespace {

// How soon it is noticed that nobody waits; while there is nothing to look after it costs nothing.
constexpr std::chrono::milliseconds kLook{200};

}  // namespace

Heartbeat::Heartbeat(std::chrono::milliseconds interval)
    : interval_(interval), thread_([this](const std::stop_token& stop) { run(stop); }) {}

Heartbeat::~Heartbeat() = default;

Heartbeat::Scope Heartbeat::during(Waiting& who) {
  const std::lock_guard lock(mutex_);
  entries_.emplace_back(who, std::chrono::steady_clock::now() + interval_);
  return {*this, std::prev(entries_.end())};
}

Heartbeat::Scope::~Scope() {
  const std::lock_guard lock(heartbeat_.mutex_);
  heartbeat_.entries_.erase(entry_);
}

void Heartbeat::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    changed_.wait_for(lock, stop, std::min(kLook, interval_ / 2), [] { return false; });
    look_after_all();
  }
}

// Under the lock: nobody whose letter is done is asked, and those who are asked do not wait.
void Heartbeat::look_after_all() {
  const auto now = std::chrono::steady_clock::now();
  for (Entry& entry : entries_) {
    if (entry.is_gone) continue;
    entry.is_gone = entry.who.is_gone();
    if (entry.is_gone || entry.next > now) continue;
    entry.who.still_working();
    entry.next = now + interval_;
  }
}

}  // namespace pismovod
