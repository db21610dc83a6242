#include "desk/heartbeat.h"

#include <vector>

namespace pismovod {

Heartbeat::Heartbeat(std::chrono::milliseconds interval)
    : interval_(interval), thread_([this](const std::stop_token& stop) { run(stop); }) {}

Heartbeat::~Heartbeat() = default;

Heartbeat::Scope Heartbeat::during(std::function<void()> beat) {
  auto entry = std::make_shared<Entry>();
  entry->beat = std::move(beat);
  entry->next = std::chrono::steady_clock::now() + interval_;
  const std::lock_guard lock(mutex_);
  entries_.push_back(std::move(entry));
  return {*this, std::prev(entries_.end())};
}

Heartbeat::Scope::~Scope() {
  const std::shared_ptr<Entry> entry = *entry_;
  {
    const std::lock_guard lock(heartbeat_.mutex_);
    heartbeat_.entries_.erase(entry_);
  }
  const std::lock_guard wait(entry->mutex);
  entry->is_over = true;
}

void Heartbeat::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    // Looking twice an interval is often enough, and costs nothing while there is nothing to do.
    changed_.wait_for(lock, stop, interval_ / 2, [] { return false; });
    lock.unlock();
    beat_due();
    lock.lock();
  }
}

// A beat may wait for the MTA: only its own letter waits with it.
void Heartbeat::beat_due() {
  const auto now = std::chrono::steady_clock::now();
  std::vector<std::shared_ptr<Entry>> due;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& entry : entries_) {
      if (entry->next <= now) due.push_back(entry);
    }
  }
  for (const auto& entry : due) {
    const std::lock_guard beating(entry->mutex);
    if (entry->is_over) continue;
    entry->beat();
    entry->next = now + interval_;
  }
}

}  // namespace pismovod
