#include "notify/notifier.h"

#include <algorithm>

#include "base/key_values.h"
#include "base/log.h"
#include "journal/database_store.h"

namespace pismovod {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLongest = std::chrono::hours(1);
constexpr milliseconds kBetweenLooks{2000};
constexpr milliseconds kMarkAgain{1000};

// No address: it is somebody's name.
std::string line(const OutboxRow& row, std::string_view event, const std::string& answer) {
  KeyValues out;
  out.add("event", event).add("case", row.case_number).add("kind", name_of(row.letter.kind));
  out.add("attempts", static_cast<uint64_t>(row.attempts)).add("answer", answer);
  return out.text();
}

}  // namespace

milliseconds pause_after(int attempts) {
  milliseconds pause = std::chrono::minutes(1);
  for (int i = 1; i < attempts && pause < kLongest; ++i) pause *= 2;
  return std::min(pause, kLongest);
}

size_t Notifier::run(const std::function<bool()>& is_stopped) {
  size_t count = 0;
  while (!is_stopped()) {
    mark_what_was_not();
    // Asked before anything is written: most of the time there is nothing to do.
    const auto due = store_.next_due();
    if (!due || !*due || **due > clock_()) return count;
    const auto row = store_.claim(clock_(), kLease);
    if (!row || !*row) return count;
    count += try_one(**row) ? 1 : 0;
  }
  return count;
}

bool Notifier::try_one(const OutboxRow& row) {
  // Its claim ran out before it could be marked.
  if (const auto known = sent_.find(row.id); known != sent_.end()) {
    mark_sent(row, std::string(known->second));
    return false;
  }
  // Whoever sent it was killed before he could say so: our own milter has seen it go.
  if (row.passed != Instant()) {
    mark_sent(row, "passed the milter");
    log_info(line(row, "passed_before", {}));
    return false;
  }
  const SendResult result = sender_.send(row.letter);
  if (result.kind == SendResult::Kind::sent) {
    mark_sent(row, result.answer);
    log_info(line(row, "sent", result.answer));
    return true;
  }
  const Instant now = clock_();
  const bool is_over = now >= row.made + give_up_;
  if (result.kind == SendResult::Kind::never || is_over) {
    store_.given_up(row.id, result.answer, now);
    log_error(line(row, "given_up", result.answer));
  } else {
    store_.failed(row.id, result.answer, now + pause_after(row.attempts));
    log_warning(line(row, "put_off", result.answer));
  }
  return false;
}

// A letter that is sent and not marked is sent again by others: what stands in the way now may pass.
void Notifier::mark_sent(const OutboxRow& row, const std::string& answer) {
  sent_[row.id] = answer;
  for (const Instant until = clock_() + kMarkFor; clock_() < until; pause_(kMarkAgain)) {
    mark_what_was_not();
    if (!sent_.contains(row.id)) return;
  }
  log_error(line(row, "not_marked", answer));
}

void Notifier::mark_what_was_not() {
  std::erase_if(sent_, [this](const auto& one) { return store_.sent(one.first, one.second, clock_()).has_value(); });
}

NotifierThread::NotifierThread(const Settings& settings)
    : store_(make_store({settings.journal.path, std::chrono::seconds(10), 0})),
      sender_(make_smtp_sender(settings.notify, &is_ending_)),
      notifier_(*store_, *sender_, std::chrono::hours(settings.notify.give_up_hours)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

void NotifierThread::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    notifier_.run([&] { return stop.stop_requested(); });
    for (milliseconds slept{0}; slept < kBetweenLooks && !stop.stop_requested(); slept += milliseconds(100))
      std::this_thread::sleep_for(milliseconds(100));
  }
  finished_.release();
}

void NotifierThread::close(std::chrono::steady_clock::time_point by) {
  is_ending_ = true;
  thread_.request_stop();
  if (!finished_.try_acquire_until(by)) log_warning("event=stop the sender of notices did not end in time");
}

}  // namespace pismovod
