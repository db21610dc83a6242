#include "journal/tally_table.h"

#include <functional>
#include <map>

#include "journal/dialect.h"
#include "journal/search_words.h"

namespace pismovod {
namespace {

int64_t day_of(Instant at) { return std::chrono::floor<std::chrono::days>(at).time_since_epoch().count(); }
// Day 0 was a Thursday.
int64_t monday_of(int64_t day) { return day - (((day + 3) % 7) + 7) % 7; }

int64_t day_of(TallyKind kind, Instant at) {
  const bool by_weeks = kind == TallyKind::sender || kind == TallyKind::sender_requirement;
  return by_weeks ? monday_of(day_of(at)) : day_of(at);
}

// Rows of one case, each to be added to what stands there.
struct Key {
  TallyKind kind = TallyKind::total;
  std::string name;
  std::string other;
  auto operator<=>(const Key&) const = default;  // NOLINT(modernize-use-nullptr): no pointer is here
};
using Rows = std::map<Key, Tally>;

void add_letter(Tally& row, const CaseEntry& entry, bool fails) {
  row.letters = 1;
  row.failed = fails ? 1 : 0;
  row.refused = entry.action == Action::reject ? 1 : 0;
  row.held = entry.action == Action::hold ? 1 : 0;
  row.withheld = entry.action == Action::withhold ? 1 : 0;
  row.annotated = entry.action == Action::annotate ? 1 : 0;
  row.overridden = entry.override_reason.empty() ? 0 : 1;
}

void add_requirement(Rows& rows, const CaseEntry& entry, const std::string& sender, const CaseMailbox& mailbox,
                     const CaseRequirement& requirement) {
  Tally& row = rows[{TallyKind::requirement, requirement.id, mailbox.mailbox}];
  add_letter(row, entry, requirement.is_lacking());
  row.missing = requirement.status == Status::missing ? 1 : 0;
  row.invalid = requirement.status == Status::invalid ? 1 : 0;
  row.unverified = requirement.status == Status::unverified ? 1 : 0;
  if (requirement.is_lacking()) rows[{TallyKind::sender_requirement, sender, requirement.id}] = row;
}

Rows rows_of(const CaseEntry& entry) {
  Rows rows;
  const std::string sender = lower_case(entry.sender());
  add_letter(rows[{TallyKind::total, "", ""}], entry, entry.fails());
  add_letter(rows[{TallyKind::sender, sender, ""}], entry, entry.fails());
  if (entry.checked_before != CheckedBefore::no)
    add_letter(rows[{TallyKind::checked_before, std::string(name_of(entry.checked_before)), ""}], entry, entry.fails());
  for (const CaseMailbox& mailbox : entry.mailboxes) {
    add_letter(rows[{TallyKind::mailbox, mailbox.mailbox, ""}], entry, mailbox.fails());
    for (const CaseRequirement& requirement : mailbox.requirements) {
      add_requirement(rows, entry, sender, mailbox, requirement);
    }
  }
  return rows;
}

constexpr const char* kAdd =
    "INSERT INTO tally (kind, day, name, other, letters, failed, refused, held, withheld, annotated, overridden, "
    "put_right, "
    "put_right_seconds, marked_right, marked_wrong, missing, invalid, unverified) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (kind, day, name, other) DO UPDATE SET "
    "letters = tally.letters + excluded.letters, failed = tally.failed + excluded.failed, refused = tally.refused + "
    "excluded.refused, "
    "held = tally.held + excluded.held, withheld = tally.withheld + excluded.withheld, annotated = tally.annotated + "
    "excluded.annotated, "
    "overridden = tally.overridden + excluded.overridden, put_right = tally.put_right + excluded.put_right, "
    "put_right_seconds = tally.put_right_seconds + excluded.put_right_seconds, "
    "marked_right = tally.marked_right + excluded.marked_right, marked_wrong = tally.marked_wrong + "
    "excluded.marked_wrong, "
    "missing = tally.missing + excluded.missing, invalid = tally.invalid + excluded.invalid, unverified = "
    "tally.unverified + excluded.unverified";

void add(Database& database, const Key& key, Instant at, const Tally& row, int64_t by) {
  Query query = database.query(kAdd);
  query.bind(static_cast<int64_t>(key.kind)).bind(day_of(key.kind, at)).bind(key.name).bind(key.other);
  for (const int64_t figure :
       {row.letters, row.failed, row.refused, row.held, row.withheld, row.annotated, row.overridden, row.put_right,
        row.put_right_seconds, row.marked_right, row.marked_wrong, row.missing, row.invalid, row.unverified}) {
    query.bind(figure * by);
  }
  query.run();
}

// Only the rows where the letter failed: what was put right or judged wrongly.
void add_to_failed(Database& database, const CaseEntry& entry, const std::function<void(Tally&)>& set, int64_t by) {
  for (const auto& [key, counted] : rows_of(entry)) {
    if (counted.failed == 0 && entry.fails()) continue;
    Tally row;
    set(row);
    add(database, key, entry.at, row, by);
  }
}

std::string period_sql(TallyPeriod period) {
  if (period == TallyPeriod::all) return "0";
  return period == TallyPeriod::day ? "day" : "(day - (day + 3) % 7)";
}

}  // namespace

void count_case(Database& database, const CaseEntry& entry, int64_t by) {
  for (const auto& [key, row] : rows_of(entry)) add(database, key, entry.at, row, by);
}

void count_put_right(Database& database, const CaseEntry& entry, int64_t by) {
  const int64_t seconds = std::chrono::duration_cast<std::chrono::seconds>(
                              entry.put_right.value_or(CasePutRight{"", entry.at}).at - entry.at)
                              .count();
  const auto set = [&](Tally& row) {
    row.put_right = 1;
    row.put_right_seconds = seconds;
  };
  add_to_failed(database, entry, set, by);
}

void count_mark(Database& database, const CaseEntry& entry, CaseMark::Kind kind, int64_t by) {
  const auto set = [&](Tally& row) { (kind == CaseMark::Kind::right ? row.marked_right : row.marked_wrong) = 1; };
  add_to_failed(database, entry, set, by);
}

std::vector<Tally> read_tallies(Database& database, const TallyRequest& request) {
  // Of persons and data there are most rows: what nobody asks for is not added up.
  const bool few = request.kind == TallyKind::sender_requirement;
  std::string sql =
      "SELECT " + period_sql(request.period) + " AS period, name, other, " +
      (few ? "0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, "
           : "sum(letters), sum(failed), sum(refused), sum(held), sum(withheld), sum(annotated), sum(overridden), "
             "sum(put_right), sum(put_right_seconds), sum(marked_right), sum(marked_wrong), ") +
      "sum(missing), sum(invalid), " + (few ? "0" : "sum(unverified)") + " FROM tally" +
      (few ? database.dialect().by_index("tally_person") : "") +
      " WHERE kind = " + std::to_string(static_cast<int>(request.kind)) + " AND day >= ? AND day < ?";
  if (!request.name.empty()) sql += " AND name = ?";
  if (!request.other.empty()) sql += " AND other = ?";
  // In the order of that index where there is one period: nothing is sorted.
  const std::string order = request.period == TallyPeriod::all ? "name, other" : "period, name, other";
  sql += " GROUP BY " + order + " ORDER BY " + order;
  Query query = database.query(sql);
  query.bind(request.since ? day_of(request.kind, *request.since) : INT64_C(0));
  // A day that has begun counts whole.
  query.bind(request.until ? day_of(*request.until - std::chrono::milliseconds(1)) + 1 : INT64_MAX);
  if (!request.name.empty()) query.bind(request.name);
  if (!request.other.empty()) query.bind(request.other);
  std::vector<Tally> out;
  while (query.next()) {
    Tally& row = out.emplace_back();
    row.day = std::chrono::sys_days(std::chrono::days(query.integer(0)));
    row.name = query.text(1);
    row.other = query.text(2);
    int column = 3;
    for (int64_t* figure : {&row.letters, &row.failed, &row.refused, &row.held, &row.withheld, &row.annotated,
                            &row.overridden, &row.put_right, &row.put_right_seconds, &row.marked_right,
                            &row.marked_wrong, &row.missing, &row.invalid, &row.unverified}) {
      *figure = query.integer(column++);
    }
  }
  return out;
}

void drop_tallies(Database& database, Instant before) {
  database.query("DELETE FROM tally WHERE day < ?").bind(monday_of(day_of(before))).run();
}

}  // namespace pismovod
