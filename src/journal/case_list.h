// Lists of cases that stay fast at a million of them. Used within journal/ alone; throws DatabaseError.
#pragma once

#include "journal/database.h"
#include "journal/store.h"

namespace pismovod {

CasePage list_cases(Database& database, const CaseFilter& filter, const PageRequest& page);

}  // namespace pismovod
