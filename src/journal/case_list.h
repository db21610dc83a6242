// Lists of cases that stay fast at a million of them. Used within journal/ alone; throws DatabaseError.
#pragma once

#include "journal/database.h"
#include "journal/store.h"

namespace pismovod {

CasePage list_cases(Database& database, const CaseFilter& filter, const PageRequest& page);
// No further than `most`.
int64_t count_cases(Database& database, const CaseFilter& filter, int64_t most);

}  // namespace pismovod
