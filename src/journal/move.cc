#include "journal/move.h"

#include <array>

#include "journal/database.h"
#include "journal/dialect.h"
#include "journal/entry_json.h"
#include "journal/search_words.h"

namespace pismovod {
namespace {

constexpr std::chrono::seconds kWait{30};
constexpr std::chrono::minutes kAnswer{10};
constexpr int64_t kStep = 300;

// Columns are integers but those that are named in `texts` or `octets`.
struct Table {
  const char* name;
  const char* columns;
  const char* kinds;    // of each column: i, t or o
  const char* case_id;  // the column with the case's id
  const char* order;    // as they were written
};
constexpr std::array kTables = {
    Table{"cases",
          "id, number, sender, domain, action, fails, line, first_case, put_right_by, put_right_at, ended, ended_by, "
          "ended_why, ended_at, marks, repeats, by_override, no_link",
          "itttiitttiittiiiii", "id", "id"},
    Table{"case_entry", "id, entry", "it", "id", "id"},
    Table{"case_mailbox", "mailbox, id", "ti", "id", "id"},
    Table{"case_lack", "requirement, id", "ti", "id", "id"},
    Table{"thread_key", "key, id", "ii", "id", "id"},
    Table{"mark", "id, at, kind, by, text, teaches, sentence, of_sender", "iiitttti", "id", "rowid"},
    Table{"outbox",
          "id, case_id, kind, forward_path, message_id, octets, state, made, due, claimed_until, attempts, settled, "
          "answer, reverse_path, body_digest, passed",
          "iiittoiiiiiittti", "case_id", "id"},
    Table{"allowance", "id, sender, expires, by, why, used", "ititti", "id", "id"},
};
constexpr Table kTally = {"tally",
                          "kind, day, name, other, letters, failed, refused, held, withheld, annotated, overridden, "
                          "put_right, put_right_seconds, marked_right, marked_wrong, missing, invalid, unverified",
                          "iittiiiiiiiiiiiiii", "", "kind"};

std::string insert_sql(const Table& table) {
  std::string places;
  for (const char* kind = table.kinds; *kind != '\0'; ++kind) places += places.empty() ? "?" : ", ?";
  return std::string("INSERT INTO ") + table.name + " (" + table.columns + ") VALUES (" + places + ")";
}

void copy_row(const Query& row, const Table& table, Query& into) {
  int column = 0;
  for (const char* kind = table.kinds; *kind != '\0'; ++kind, ++column) {
    if (row.is_null(column)) {
      into.bind_null();
    } else if (*kind == 'i') {
      into.bind(row.integer(column));
    } else if (*kind == 't') {
      into.bind(row.text(column));
    } else {
      into.bind_octets(row.text(column));
    }
  }
  into.run();
}

int64_t number_of(Database& database, const std::string& sql) {
  Query query = database.query(sql);
  return query.next() ? query.integer(0) : 0;
}

class Mover {
 public:
  Mover(const std::string& from, const std::string& to)
      : from_({from, kWait, 0, kAnswer}), to_({to, kWait, 0, kAnswer}) {
    from_.migrate();
    to_.migrate();
  }

  Moved run(const std::function<bool(int64_t, int64_t)>& step) {
    begin();
    const int64_t all = number_of(from_, "SELECT count(*) FROM cases");
    int64_t done = number_of(to_, "SELECT count(*) FROM cases");
    for (;;) {
      if (!step(done, all)) return {done, false};
      const int64_t count = some();
      if (count == 0) break;
      done += count;
    }
    finish();
    return {done, true};
  }

 private:
  // That a journal is half of one stands in a table of its own, which goes when it is whole.
  void begin() {
    Writing writing(to_);
    to_.execute("CREATE TABLE IF NOT EXISTS moving (last BIGINT NOT NULL)");
    const bool is_begun = number_of(to_, "SELECT count(*) FROM moving") > 0;
    if (!is_begun && number_of(to_, "SELECT count(*) FROM cases") > 0)
      throw DatabaseError{{StoreError::Kind::other, "the journal it should go to is not empty"}};
    if (!is_begun) to_.execute("INSERT INTO moving VALUES (-1)");
    writing.commit();
  }

  int64_t some() {
    const int64_t after = number_of(to_, "SELECT last FROM moving");
    Query range =
        from_.query("SELECT count(*), max(id) FROM (SELECT id FROM cases WHERE id > ? ORDER BY id LIMIT ?) behind");
    range.bind(after).bind(kStep).next();
    const int64_t count = range.integer(0);
    if (count == 0) return 0;
    const int64_t last = range.integer(1);
    Writing writing(to_);
    for (const Table& table : kTables) copy(table, after, last);
    to_.query("UPDATE moving SET last = ?").bind(last).run();
    writing.commit();
    return count;
  }

  void copy(const Table& table, int64_t after, int64_t last) {
    Query rows = from_.query(std::string("SELECT ") + table.columns + " FROM " + table.name + " WHERE " +
                             table.case_id + " > ? AND " + table.case_id + " <= ? ORDER BY " + table.order);
    for (rows.bind(after).bind(last); rows.next();) {
      Query into = to_.query(insert_sql(table));
      copy_row(rows, table, into);
      if (std::string_view(table.name) == "case_entry") put_words(rows.integer(0), rows.text(1));
    }
  }

  // Each engine has its own index of words: they are made anew.
  void put_words(int64_t id, const std::string& json) {
    const auto entry = parse_entry(json);
    if (!entry) return;
    const std::string words = to_.dialect().stored_words(words_of(*entry));
    to_.query("INSERT INTO case_words (rowid, words) VALUES (?, ?)").bind(id).bind(words).run();
  }

  void finish() {
    Writing writing(to_);
    to_.execute("DELETE FROM tally");
    Query rows = from_.query(std::string("SELECT ") + kTally.columns + " FROM tally");
    while (rows.next()) {
      Query into = to_.query(insert_sql(kTally));
      copy_row(rows, kTally, into);
    }
    if (to_.dialect().after_copy[0] != '\0') to_.query(to_.dialect().after_copy).run();
    to_.execute("DROP TABLE moving");
    writing.commit();
  }

  Database from_;
  Database to_;
};

}  // namespace

StoreResult<Moved> move_journal(const std::string& from, const std::string& to,
                                const std::function<bool(int64_t, int64_t)>& step) {
  try {
    return Mover(from, to).run(step);
  } catch (const DatabaseError& failed) {
    return tl::unexpected(failed.error);
  } catch (const std::exception& failed) {
    return tl::unexpected(StoreError{StoreError::Kind::other, failed.what()});
  }
}

}  // namespace pismovod
