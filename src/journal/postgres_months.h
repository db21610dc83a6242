// On a server what is large of a case lies in partitions by months of its id (record_case.h), so that what is old goes
// by dropping them: rows that are deleted one by one leave their room behind, and an index to be cleaned. Which months
// there are stands in the table case_month. Used within journal/ alone; within a transaction; throws DatabaseError.
#pragma once

#include <string>

#include "journal/database.h"

namespace pismovod {

// The migration: what was there becomes the first partition, of all ids before `behind`. Nothing is copied.
std::string by_months_sql(int64_t behind);

// The first moment of the month (UTC), and of the one after it.
Instant month_of(Instant at);
Instant next_month_of(Instant at);

// Makes the partitions of this month and the next where they are missing; a case that finds none lies beside them.
void make_months(Database& database, Instant now);
// Drops those whose ids are all before `end`.
void drop_months(Database& database, int64_t end);

}  // namespace pismovod
