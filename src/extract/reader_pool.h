// The pool of reader processes: every attachment that is no text is read in one of them.
//
// What it promises
//   A file can end, stop or fool one reader process, and nothing else. A reader that is late at the
//   deadline is killed, one that died is replaced, and the document says timed_out or failed with
//   all that was known until then. Pictures of one call are read by all readers that are idle.
//   Callers take turns: they get readers in the order in which they asked, a caller asks anew for each
//   task, and one that has two readers gives the second up while another has none (reader_session.cc).
//   Nothing here throws. When all readers are busy a caller waits until its deadline.
//
// Thread safe. Start it before the program has threads of its own: processes are then made while
// nothing else runs; those that replace dead ones are made by posix_spawn, which is safe later too.
#pragma once

#include <atomic>
#include <condition_variable>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "extract/reader.h"
#include "extract/reader_limits.h"
#include "extract/reader_process.h"

namespace pismovod {

struct ReaderPoolOptions {
  unsigned processes = 2;
  std::string executable;  // empty: default_reader_executable()
  ReaderLimits limits;
  // A process that has done so many is replaced: what one letter may have done to it ends there.
  unsigned jobs_of_process = 200;
};

// What happened since the pool was made.
struct ReaderPoolCounts {
  uint64_t started = 0;
  uint64_t died = 0;
  uint64_t killed_late = 0;
  uint64_t jobs = 0;
  uint64_t cpu_microseconds = 0;  // of jobs that were finished
};

class ReaderPool : public AttachmentReader {
 public:
  explicit ReaderPool(ReaderPoolOptions options);
  ~ReaderPool() override;

  // Starts all processes and waits until each has said how it is confined. Not needed: they are
  // started when they are first used. The error is of the first that could not be had.
  Result<void> start();

  std::vector<std::vector<Document>> read_all(std::span<const ReadRequest> requests) override;

  const ReaderLimits& limits() const { return options_.limits; }
  ReaderPoolCounts counts() const;
  // As the last reader said that was started: "limits, landlock 4, seccomp"; empty before.
  std::string confinement() const;

  // For the session (reader_session.h). A process to use alone, until it is given back; null when
  // none could be had by the deadline, or started. With `patient` unset it does not wait, and takes
  // none while another thread waits.
  std::unique_ptr<ReaderProcess> take(Deadline deadline, bool patient);
  // Does a thread that has no reader wait for one?
  bool is_wanted() const;
  // Null where it has been ended.
  void give_back(std::unique_ptr<ReaderProcess> process);
  void note(const Hello& hello);
  void note(const JobDone& done);
  void note_death(bool late);

 private:
  std::unique_ptr<ReaderProcess> start_one();

  ReaderPoolOptions options_;
  mutable std::mutex mutex_;
  std::condition_variable freed_;
  unsigned seats_;               // of processes that may still be taken
  std::list<uint64_t> waiting_;  // threads, by the number of their turn
  uint64_t next_turn_ = 0;
  std::vector<std::unique_ptr<ReaderProcess>> idle_;
  std::string confinement_;
  ReaderPoolCounts counts_;
};

}  // namespace pismovod
