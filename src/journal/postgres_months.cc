#include "journal/postgres_months.h"

#include <array>
#include <vector>

#include "journal/record_case.h"

namespace pismovod {
namespace {

struct Parted {
  std::string name;
  std::string key;    // the primary key: it holds the id
  std::string id;     // the column
  std::string index;  // another one, as CREATE INDEX has it behind the table's name; its name is the first word
};
const std::array<Parted, 5>& parted() {
  static const std::array<Parted, 5> tables = {{{"case_entry", "id", "id", ""},
                                                {"case_words", "rowid", "rowid", "case_words_words USING gin (words)"},
                                                {"case_mailbox", "mailbox, id", "id", "case_mailbox_id (id)"},
                                                {"case_lack", "requirement, id", "id", "case_lack_id (id)"},
                                                {"thread_key", "key, id", "id", "thread_key_id (id)"}}};
  return tables;
}

// "y2026m09"
std::string name_of_month(Instant month) {
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(month));
  const auto number = static_cast<unsigned>(day.month());
  return "y" + std::to_string(static_cast<int>(day.year())) + (number < 10 ? "m0" : "m") + std::to_string(number);
}

std::string part_sql(const Parted& table, int64_t behind) {
  const std::string& name = table.name;
  const std::string old = name + "_before";
  const std::string index_name = table.index.substr(0, table.index.find(' '));
  std::string out = "ALTER TABLE " + name + " RENAME TO " + old + ";\nALTER INDEX " + name + "_pkey RENAME TO " + old +
                    "_pkey;\nCREATE TABLE " + name + " (LIKE " + old + ", PRIMARY KEY (" + table.key +
                    ")) PARTITION BY RANGE (" + table.id + ");\n";
  if (!table.index.empty()) {
    out += "ALTER INDEX " + index_name + " RENAME TO " + index_name + "_before;\nCREATE INDEX " + index_name + " ON " +
           name + table.index.substr(index_name.size()) + ";\n";
  }
  return out + "ALTER TABLE " + name + " ATTACH PARTITION " + old + " FOR VALUES FROM (MINVALUE) TO (" +
         std::to_string(behind) + ");\nCREATE TABLE " + name + "_beside PARTITION OF " + name + " DEFAULT;\n";
}

bool has_month(Database& database, int64_t first) {
  Query query = database.query("SELECT 1 FROM case_month WHERE first <= ?1 AND behind > ?1");
  return query.bind(first).next();
}

// A clock that ran ahead has put cases there already: they stay beside, and so does all of their month.
bool is_beside(Database& database, int64_t first, int64_t behind) {
  Query query = database.query("SELECT 1 FROM case_entry_beside WHERE id >= ? AND id < ? LIMIT 1");
  return query.bind(first).bind(behind).next();
}

void make_month(Database& database, Instant month) {
  const int64_t first = first_id_of(month);
  const int64_t behind = first_id_of(next_month_of(month));
  if (has_month(database, first) || is_beside(database, first, behind)) return;
  const std::string name = name_of_month(month);
  for (const Parted& table : parted())
    database.execute(("CREATE TABLE " + table.name + "_" + name + " PARTITION OF " + table.name + " FOR VALUES FROM (" +
                      std::to_string(first) + ") TO (" + std::to_string(behind) + ")")
                         .c_str());
  database.query("INSERT INTO case_month (name, first, behind) VALUES (?, ?, ?)")
      .bind(name)
      .bind(first)
      .bind(behind)
      .run();
}

}  // namespace

std::string by_months_sql(int64_t behind) {
  std::string out =
      "CREATE TABLE case_month (name TEXT PRIMARY KEY, first BIGINT NOT NULL, behind BIGINT NOT NULL);\n"
      "INSERT INTO case_month VALUES ('before', 0, " +
      std::to_string(behind) + ");\n";
  for (const Parted& table : parted()) out += part_sql(table, behind);
  return out;
}

Instant month_of(Instant at) {
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(at));
  return std::chrono::sys_days(day.year() / day.month() / 1);
}

Instant next_month_of(Instant at) { return month_of(month_of(at) + std::chrono::days(32)); }

void make_months(Database& database, Instant now) {
  make_month(database, month_of(now));
  make_month(database, next_month_of(now));
}

void drop_months(Database& database, int64_t end) {
  std::vector<std::string> names;
  {
    Query query = database.query("SELECT name FROM case_month WHERE behind <= ?");
    for (query.bind(end); query.next();) names.push_back(query.text(0));
  }
  for (const std::string& name : names) {
    for (const Parted& table : parted()) database.execute(("DROP TABLE " + table.name + "_" + name).c_str());
    database.query("DELETE FROM case_month WHERE name = ?").bind(name).run();
  }
}

}  // namespace pismovod
