// Figures that are kept as cases come. Used within journal/ alone, inside a transaction; throws
// DatabaseError.
#pragma once

#include <vector>

#include "journal/database.h"
#include "journal/store.h"

namespace pismovod {

// `by` -1: takes a case out that was counted.
void count_case(Database& database, const CaseEntry& entry, int64_t by = 1);
// `entry` was just put right.
void count_put_right(Database& database, const CaseEntry& entry, int64_t by = 1);
void count_mark(Database& database, const CaseEntry& entry, CaseMark::Kind kind, int64_t by);

std::vector<Tally> read_tallies(Database& database, const TallyRequest& request);
void drop_tallies(Database& database, Instant before);

}  // namespace pismovod
