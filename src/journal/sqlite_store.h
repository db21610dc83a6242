// The journal in one SQLite file (WAL): one connection that writes, one that reads. Several processes
// may open the same file (serve, notify, review, the commands).
#pragma once

#include <memory>
#include <string>

#include "journal/store.h"

namespace pismovod {

struct SqliteOptions {
  std::string path;                      // its folder must be there
  std::chrono::milliseconds wait{2000};  // for a lock of another's, the longest
  int64_t max_pages = 0;                 // a bound on the file's size, for tests; 0: none
};

// Makes the file (mode 0600) and its tables where they are missing, and brings older ones up to date.
StoreResult<std::unique_ptr<Store>> open_sqlite_store(const SqliteOptions& options);
// The same without a try: a file that cannot be opened is tried again at every call.
std::unique_ptr<Store> make_sqlite_store(const SqliteOptions& options);

}  // namespace pismovod
