// Cases of one thread, out of the table of keys. Used within journal/ alone.
#pragma once

#include <cstdint>
#include <vector>

#include "journal/database.h"
#include "journal/entry.h"

namespace pismovod {

// As Store::of_thread.
std::vector<CaseEntry> cases_of_thread(Database& database, const std::vector<int64_t>& keys, Instant since,
                                       Instant until, size_t most);

}  // namespace pismovod
