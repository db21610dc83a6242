// Recording that does not fail when the store does: what the store cannot take goes to the spool and
// from there to the store later. One thread of its own does all the writing, so that whoever records
// never waits longer than its bound.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <thread>

#include "journal/spool.h"
#include "journal/store.h"

namespace pismovod {

// Any thread may read them.
struct RecordingCounters {
  std::atomic<uint64_t> recorded{0};  // by the store
  std::atomic<uint64_t> spooled{0};
  std::atomic<uint64_t> taken_in{0};
  std::atomic<uint64_t> late{0};  // on the disk after nobody waited any more: their letters passed
  std::atomic<uint64_t> lost{0};  // neither store nor spool took them
};

struct RecordingOptions {
  std::chrono::milliseconds retry{1000};  // how often a store that failed is tried again
  std::function<void()> now_and_then;     // called from the thread about once a minute; must not throw
};

class Recording {
 public:
  Recording(Store& store, Spool& spool, RecordingOptions options = {});
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;
  // Finishes what is under way.
  ~Recording();

  // The case is on the disk, in the store or in the spool; an error where it was in neither by `until`.
  // A case that gets there after all is changed to one that passed with trouble; that it must be is on the
  // disk before this returns. One that need not be durable stands in line instead, and gets there as it is.
  // number_taken: nothing was written, draw another one.
  StoreResult<Recorded> record(RecordRequest request, std::chrono::steady_clock::time_point until);

  // What was recorded is finished by then; afterwards nothing is. Threads may be waiting in record().
  void close(std::chrono::steady_clock::time_point by);

  const RecordingCounters& counters() const { return counters_; }
  // Tries to empty the spool now. True when nothing waits there.
  bool settle();

 private:
  struct Job;
  void run(const std::stop_token& stop);
  void work(Job& job);
  StoreResult<Recorded> put(const RecordRequest& request);
  // True: there is more, and it can be had now.
  bool take_in();
  bool take(const RecordRequest& request);
  void note_undo(const std::string& number);
  bool undo(const std::string& number);
  bool undo_if_late(const std::string& number);
  Spool::Takers takers();

  Store& store_;
  Spool& spool_;
  RecordingOptions options_;
  RecordingCounters counters_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<std::shared_ptr<Job>> jobs_;
  std::set<std::string> late_;  // cases that are to be undone when they come
  bool is_closed_ = false;
  bool is_finished_ = false;
  std::chrono::steady_clock::time_point store_again_{};  // not before; the thread's own
  std::chrono::steady_clock::time_point chores_{};
  int64_t taken_ = 0;    // from the spool since it was empty; the thread's own
  std::jthread thread_;  // last: it uses what stands above
};

}  // namespace pismovod
