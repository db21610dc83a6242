#include "journal/thread_cases.h"

#include <functional>
#include <set>

#include "journal/record_case.h"

namespace pismovod {

std::vector<CaseEntry> cases_of_thread(Database& database, const std::vector<int64_t>& keys, Instant since,
                                       Instant until, size_t most) {
  std::set<int64_t, std::greater<>> ids;
  for (const int64_t key : keys) {
    Query query =
        database.query("SELECT id FROM thread_key WHERE key = ? AND id >= ? AND id < ? ORDER BY id DESC LIMIT ?");
    query.bind(key).bind(first_id_of(since)).bind(first_id_of(until)).bind(static_cast<int64_t>(most));
    while (query.next()) ids.insert(query.integer(0));
  }
  std::vector<CaseEntry> out;
  for (const int64_t id : ids) {
    if (out.size() == most) break;
    out.push_back(read_case(database, id));
  }
  return out;
}

}  // namespace pismovod
