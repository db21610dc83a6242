// The journal in one SQLite file (WAL), or on a PostgreSQL server: one connection that writes, one that reads. Several
// processes may open the same one (serve, notify, review, the commands), and of a server those of several machines.
#pragma once

#include <memory>
#include <string>

#include "journal/store.h"

namespace pismovod {

struct StoreOptions {
  std::string where;                     // a file, whose folder must be there; or "postgresql://…"
  std::chrono::milliseconds wait{2000};  // for a lock of another's, the longest
  int64_t max_pages = 0;                 // a bound on the file's size, for tests; 0: none
  // For a server's answer where nothing is written, the longest: lists of many cases take their time.
  std::chrono::milliseconds reading = std::chrono::seconds(30);
};

// Makes the file (mode 0600) and the tables where they are missing, and brings older ones up to date.
StoreResult<std::unique_ptr<Store>> open_store(const StoreOptions& options);
// The same without a try: what cannot be opened is tried again at every call.
std::unique_ptr<Store> make_store(const StoreOptions& options);

}  // namespace pismovod
