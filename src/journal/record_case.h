// What is written of a case. Used within journal/ alone, inside a transaction; throws DatabaseError.
#pragma once

#include <string>

#include "journal/database.h"
#include "journal/store.h"

namespace pismovod {

Recorded record_case(Database& database, const RecordRequest& request);
CaseEntry read_case(Database& database, int64_t id);
void change_to_passed(Database& database, int64_t id, const std::string& trouble);
void mark_case(Database& database, int64_t id, const CaseMark& mark);
// The case is tied to its first one no more, and what it put right is open again.
void untie_case(Database& database, int64_t id, const CaseMark& note);
void withdraw_link(Database& database, int64_t id, const CaseMark& note);
// A completed letter (a row of the outbox) did not go: what it put right is open again. Other letters: nothing.
void reopen_completed(Database& database, int64_t letter, const std::string& answer, Instant now);
void end_case(Database& database, int64_t id, const CaseEnding& ending);

// With all that hangs on it; figures stay.
void remove_case(Database& database, int64_t id);
// A few hundred at a time: how many.
int64_t prune_some(Database& database, Instant before, Instant letters_before);

// Ids lie in the order of time: the first that a case of this moment may have.
int64_t first_id_of(Instant at);
Instant time_of_id(int64_t id);

}  // namespace pismovod
