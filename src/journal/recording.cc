#include "journal/recording.h"

#include "base/log.h"
#include "journal/case_number.h"
#include "rules/reasons.h"

namespace pismovod {

using Clock = std::chrono::steady_clock;

constexpr int kTakenAtATime = 8;
constexpr size_t kLeftInLine = 4096;  // of some 3 KB each

struct Recording::Job {
  RecordRequest request;
  std::optional<StoreResult<Recorded>> result;
  bool is_given_up = false;  // nobody waits any more
};

Recording::Recording(Store& store, Spool& spool, RecordingOptions options)
    : store_(store), spool_(spool), options_(std::move(options)), chores_(Clock::now()) {
  if (const auto prepared = spool_.prepare(); !prepared) log_error("journal: no spool: " + prepared.error().text);
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

Recording::~Recording() = default;

StoreResult<Recorded> Recording::record(RecordRequest request, Clock::time_point until) {
  const auto job = std::make_shared<Job>();
  job->request = std::move(request);
  std::unique_lock lock(mutex_);
  if (is_closed_) return tl::unexpected(StoreError{StoreError::Kind::busy, "the program is ending"});
  jobs_.push_back(job);
  changed_.notify_all();
  if (changed_.wait_until(lock, until, [&] { return job->result.has_value(); })) return *job->result;
  // A letter that passes whatever becomes of its case waits for nothing: the case stands in line, and is none to undo.
  if (!job->request.durable && jobs_.size() < kLeftInLine) {
    ++counters_.late;
    return tl::unexpected(StoreError{StoreError::Kind::busy, "the journal took too long; the case follows"});
  }
  job->is_given_up = true;
  const bool is_under_way = std::erase(jobs_, job) == 0;
  counters_.lost += is_under_way ? 0 : 1;
  lock.unlock();
  if (is_under_way) note_undo(job->request.entry.number);  // it may be on the disk yet
  return tl::unexpected(StoreError{StoreError::Kind::busy, "the journal took too long"});
}

void Recording::close(Clock::time_point by) {
  std::unique_lock lock(mutex_);
  is_closed_ = true;
  thread_.request_stop();
  changed_.wait_until(lock, by, [this] { return is_finished_; });
}

void Recording::run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  bool is_more = false;
  while (!stop.stop_requested() || !jobs_.empty()) {
    if (jobs_.empty() && !is_more) changed_.wait_for(lock, stop, options_.retry, [this] { return !jobs_.empty(); });
    std::shared_ptr<Job> job;
    if (!jobs_.empty()) {
      job = jobs_.front();
      jobs_.pop_front();
    }
    lock.unlock();
    if (job) work(*job);
    is_more = take_in();
    if (options_.now_and_then && Clock::now() >= chores_) {
      options_.now_and_then();
      chores_ = Clock::now() + std::chrono::minutes(1);
    }
    lock.lock();
  }
  is_finished_ = true;
  changed_.notify_all();
}

void Recording::work(Job& job) {
  StoreResult<Recorded> result = put(job.request);
  std::unique_lock lock(mutex_);
  const bool is_late = job.is_given_up;
  if (is_late && result) ++counters_.late;
  if (!result && (is_late || result.error().kind != StoreError::Kind::number_taken)) ++counters_.lost;
  job.result = result;
  changed_.notify_all();
  lock.unlock();
  if (is_late && result && !result->is_repeat && !undo(job.request.entry.number)) note_undo(job.request.entry.number);
}

// While the store is known to fail, nobody waits for it: the spool is quick.
StoreResult<Recorded> Recording::put(const RecordRequest& request) {
  if (Clock::now() >= store_again_ && spool_.waiting() == 0) {
    auto recorded = store_.record(request);
    if (recorded) {
      ++counters_.recorded;
      return *recorded;
    }
    if (recorded.error().kind == StoreError::Kind::number_taken) return recorded;
    log_error("journal: " + recorded.error().text + "; cases go to the spool");
    store_again_ = Clock::now() + options_.retry;
  }
  auto spooled = spool_.add(request);
  if (!spooled) {
    log_error("journal: " + spooled.error().text);
    return tl::unexpected(StoreError{StoreError::Kind::full, spooled.error().text});
  }
  ++counters_.spooled;
  return Recorded{request.entry.number, false, {}};
}

bool Recording::take(const RecordRequest& request) {
  auto recorded = store_.record(request);
  if (!recorded && recorded.error().kind == StoreError::Kind::number_taken) {
    // After a crash the case may be there already; another's number is as good as never drawn.
    const auto known = store_.find(request.entry.number);
    if (!known) return false;
    if (known->at == request.entry.at) return undo_if_late(request.entry.number);
    RecordRequest renamed = request;
    renamed.entry.number = draw_case_number();
    log_error("journal: the number " + request.entry.number + " was drawn twice; the later case is " +
              renamed.entry.number);
    recorded = store_.record(renamed);
  }
  if (!recorded && recorded.error().kind == StoreError::Kind::other) {
    log_error("journal: case " + request.entry.number + " cannot be taken in: " + recorded.error().text);
    ++counters_.lost;
    return true;
  }
  if (!recorded) return false;
  ++counters_.taken_in;
  return undo_if_late(request.entry.number);
}

// A few between one letter and the next: the spool becomes empty however many letters come, and none of
// them waits long.
bool Recording::take_in() {
  if (Clock::now() < store_again_ || spool_.waiting() == 0) return false;
  bool has_failed = false;
  int left = kTakenAtATime;
  const auto bounded = [&](auto one) {
    return [&, one](const auto& what) {
      if (left-- == 0) return false;
      has_failed = !one(what);
      return !has_failed;
    };
  };
  const Spool::Takers all = takers();
  taken_ += spool_.take_in({bounded(all.take), bounded(all.undo)});
  if (has_failed) store_again_ = Clock::now() + options_.retry;
  if (spool_.waiting() > 0) return !has_failed;
  log_info("journal: " + std::to_string(taken_) + " cases taken in from the spool");
  taken_ = 0;
  return false;
}

// False where it could not be now. A case that is not there yet stands behind in the spool, and is undone
// when it comes; or it never does.
bool Recording::undo(const std::string& number) {
  const auto done = store_.take_back(number, std::string(name_of(Trouble::journal_late)));
  const bool is_to_come = !done && done.error().kind == StoreError::Kind::no_such_case;
  const std::lock_guard lock(mutex_);
  if (is_to_come) late_.insert(number);
  if (done) late_.erase(number);
  return done || is_to_come;
}

bool Recording::undo_if_late(const std::string& number) {
  {
    const std::lock_guard lock(mutex_);
    if (!late_.contains(number)) return true;
  }
  return undo(number);
}

void Recording::note_undo(const std::string& number) {
  log_error("journal: case " + number + " is late: its letter went without it");
  if (const auto noted = spool_.add_undo(number); !noted)
    log_error("journal: case " + number + " may stay as it was found: " + noted.error().text);
}

Spool::Takers Recording::takers() {
  return {[this](const RecordRequest& request) { return take(request); },
          [this](const std::string& number) { return undo(number); }};
}

bool Recording::settle() {
  spool_.take_in(takers());
  return spool_.waiting() == 0;
}

}  // namespace pismovod
