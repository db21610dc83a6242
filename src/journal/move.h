// A journal copied to another place: from a file to a server, or back. By connections of its own; nothing throws.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "journal/store.h"

namespace pismovod {

struct Moved {
  int64_t cases = 0;  // that are there now
  bool is_finished = false;
};

// Copies every case with all that hangs on it, some hundreds in one transaction, and the figures at the end. What was
// stopped goes on where it was; `to` must hold nothing else. Nobody writes to either meanwhile. `step` is told how
// many of how many are there, and false stops.
StoreResult<Moved> move_journal(const std::string& from, const std::string& to,
                                const std::function<bool(int64_t done, int64_t all)>& step);

}  // namespace pismovod
