#include "journal/memo_table.h"

namespace pismovod {
namespace {

Memo memo_of(const Query& row) { return {row.text(0), row.text(1), from_milliseconds(row.integer(2))}; }

}  // namespace

std::vector<Memo> read_memos(Database& database, MemoKind kind, Instant now) {
  Query query = database.query("SELECT key, value, until FROM memo WHERE kind = ? AND until > ? ORDER BY key");
  query.bind(static_cast<int64_t>(kind)).bind(to_milliseconds(now));
  std::vector<Memo> out;
  while (query.next()) out.push_back(memo_of(query));
  return out;
}

std::optional<Memo> read_memo(Database& database, MemoKind kind, const std::string& key, Instant now) {
  Query query = database.query("SELECT key, value, until FROM memo WHERE kind = ? AND key = ? AND until > ?");
  query.bind(static_cast<int64_t>(kind)).bind(key).bind(to_milliseconds(now));
  if (!query.next()) return std::nullopt;
  return memo_of(query);
}

void write_memo(Database& database, MemoKind kind, const Memo& memo) {
  database.query("INSERT INTO memo (kind, key, value, until) VALUES (?, ?, ?, ?)")
      .bind(static_cast<int64_t>(kind))
      .bind(memo.key)
      .bind(memo.value)
      .bind(to_milliseconds(memo.until))
      .run();
}

void forget_memos(Database& database, MemoKind kind, const std::string& key, Instant now) {
  database.query("DELETE FROM memo WHERE kind = ? AND (key = ? OR until <= ?)")
      .bind(static_cast<int64_t>(kind))
      .bind(key)
      .bind(to_milliseconds(now))
      .run();
}

}  // namespace pismovod
