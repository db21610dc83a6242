// The rows of the table memo. Within a transaction of the caller's; errors are thrown as DatabaseError. Used within
// journal/ alone.
#pragma once

#include "journal/database.h"
#include "journal/store.h"

namespace pismovod {

std::vector<Memo> read_memos(Database& database, MemoKind kind, Instant now);
std::optional<Memo> read_memo(Database& database, MemoKind kind, const std::string& key, Instant now);
void write_memo(Database& database, MemoKind kind, const Memo& memo);
// The one of this key, and those that are over.
void forget_memos(Database& database, MemoKind kind, const std::string& key, Instant now);

}  // namespace pismovod
