// The journal as a whole: a copy of it, a copy put in place of it, a person taken out of it. By connections of
// their own; nothing throws.
#pragma once

#include <cstdint>
#include <string>

#include "journal/store.h"

namespace pismovod {

// Can it be reached now? Nothing is made or changed.
StoreResult<void> reach_server(const std::string& journal);

// A whole copy as of one moment, while others write, in a new file of mode 0600.
StoreResult<void> copy_journal(const std::string& journal, const std::string& to);

// Of a copy that was put in place of the journal: what waits in its outbox may have been sent since, and is not
// sent again. How many letters that were.
StoreResult<int64_t> settle_copy(const std::string& journal);

struct Forgotten {
  int64_t cases = 0;
  int64_t notices = 0;  // that were kept, or waited
};
// Removes every case that names this address or number, with its notices, and the figures of that person; all
// other figures stay. `who`: an address, or digits of a tax number.
StoreResult<Forgotten> forget(const std::string& journal, const std::string& who);

}  // namespace pismovod
