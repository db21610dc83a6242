// Letters that were checked while they were being written (`pismovod precheck`), for the hours in which they may
// still be sent: digests alone, in an SQLite file of their own, made by the service and read by the daemon.
//
// Any thread. Nothing throws. Several processes share the file.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>

#include "journal/entry.h"
#include "journal/store.h"

namespace pismovod {

class Database;

class CheckedLetters {
 public:
  // No path, or no hours: nothing is noted or known.
  CheckedLetters(std::string path, std::chrono::hours keep);
  ~CheckedLetters();

  // `print` tells the letter, `draft` what stays the same while it is mended. Makes the file.
  StoreResult<void> note(const std::string& print, const std::string& draft, bool is_complete, Instant now);
  // What was said of this letter when it was checked last. Where there is no file: nothing was.
  StoreResult<CheckedBefore> of(const std::string& print, Instant now);

 private:
  Database& opened();
  template <class Work>
  auto guarded(Work work) -> StoreResult<decltype(work())>;

  std::string path_;
  std::chrono::hours keep_;
  std::mutex mutex_;
  std::unique_ptr<Database> database_;
};

}  // namespace pismovod
