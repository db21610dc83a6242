// The journal's SQL is written as SQLite has it; here its placeholders, types and texts become what a PostgreSQL server
// takes, which refuses NUL and what is no UTF-8. An answer comes as a whole, so that other statements may run while its
// rows are read.
//
// Whoever writes alone holds an advisory lock and none of a table, so reading goes on. A commit is on the server's disk
// unless its writer asked for less, even where the server is configured otherwise. Every answer has its bound: a
// transaction one for all of it, a migration an hour.

#include <array>

#include "base/utf8.h"
#include "journal/database.h"
#include "journal/engine.h"
#include "journal/postgres_link.h"
#include "journal/postgres_months.h"
#include "journal/postgres_schema.h"
#include "journal/postgres_words.h"
#include "journal/record_case.h"
#include "journal/schema.h"

namespace pismovod {
namespace {

using Clock = PostgresLink::Clock;
using std::chrono::milliseconds;

constexpr milliseconds kMigration = std::chrono::hours(1);
constexpr milliseconds kLeast{1000};  // to connect, and to be answered, whatever the bound for a lock is

std::string no_hint(std::string_view) { return {}; }

constexpr Dialect kDialect = {
    no_hint,
    "JOIN",
    "case_words.words @@ CAST(? AS tsquery)",
    "lower(forward_path) = ?",
    " FOR UPDATE SKIP LOCKED",
    tsvector_of,
    tsquery_of,
    "",
    true,
    "SELECT setval(pg_get_serial_sequence('outbox', 'id'), greatest(max(id), 1)) FROM outbox"};

// ? becomes $1, $2 …, and ?1 $1. None of our texts has a question mark of its own.
std::string with_numbers(const std::string& sql) {
  std::string out;
  int count = 0;
  for (size_t at = 0; at < sql.size(); ++at) {
    if (sql[at] != '?') {
      out += sql[at];
      continue;
    }
    const bool is_numbered = at + 1 < sql.size() && sql[at + 1] >= '0' && sql[at + 1] <= '9';
    out += is_numbered ? "$" : "$" + std::to_string(++count);
  }
  return out;
}

// A migration of schema.h, as PostgreSQL has it.
std::string in_its_types(std::string sql) {
  using Pair = std::pair<std::string_view, std::string_view>;
  for (const auto& [theirs, ours] : {Pair{"INTEGER", "BIGINT"}, Pair{"BLOB", "BYTEA"}, Pair{"WITHOUT ROWID", ""}}) {
    for (size_t at = sql.find(theirs); at != std::string::npos; at = sql.find(theirs, at + ours.size()))
      sql.replace(at, theirs.size(), ours);
  }
  return sql;
}

// The server takes no other text.
std::string storable(std::string_view text) {
  std::string out = is_utf8(text) ? std::string(text) : to_valid_utf8(text);
  std::erase(out, '\0');
  return out;
}

class PostgresEngine final : public Engine {
 public:
  PostgresEngine(const std::string& url, milliseconds wait, milliseconds answer)
      : answer_(std::max(answer, kLeast)), link_(url, Clock::now() + std::max(wait, kLeast)) {
    const std::string lock = std::to_string(std::max<int64_t>(wait.count(), 1));
    link_.run("SET standard_conforming_strings = on; SET lock_timeout = " + lock +
                  // Of a machine that was cut off in the midst of writing nobody waits for longer.
                  "; SET idle_in_transaction_session_timeout = 10000; SET tcp_user_timeout = 15000; "
                  "SET client_min_messages = warning",
              by());
    const PostgresRows settings =
        link_.run("SELECT current_setting('server_encoding'), current_setting('synchronous_commit')", by());
    if (settings.text(0, 0) != "UTF8")
      throw DatabaseError{{StoreError::Kind::gone, "the database's encoding is not UTF8"}};
    if (settings.text(0, 1) == "off") link_.run("SET synchronous_commit = on", by());
  }

  std::unique_ptr<Statement> prepare(const std::string& sql) override;
  void execute(const char* sql) override { rows_of(link_.run(sql, by())); }

  // Whoever writes alone holds a lock of the journal's, not of its tables: reading goes on.
  void begin(bool alone) override {
    by_ = Clock::now() + answer_;
    std::string sql = "BEGIN";
    if (!is_durable_) sql += "; SET LOCAL synchronous_commit = off";
    if (alone) sql += "; SELECT pg_advisory_xact_lock(7377, hashtext(current_schema()))";
    try {
      link_.run(sql, by());
    } catch (const DatabaseError&) {
      rollback();
      throw;
    }
  }
  void commit() override {
    link_.run("COMMIT", by());
    by_.reset();
  }
  void rollback() noexcept override {
    by_.reset();
    try {
      if (link_.is_alive()) link_.run("ROLLBACK", by());
    } catch (const DatabaseError&) {
      return;  // the server rolls back by itself when the connection ends
    }
  }

  int64_t changed() const override { return changed_; }
  bool is_there() const override { return link_.is_alive(); }
  void set_durable(bool durable) override { is_durable_ = durable; }
  void only_read() override {
    // A plan made for the values at hand knows whether they are few.
    execute("SET default_transaction_read_only = on; SET plan_cache_mode = force_custom_plan");
  }
  void give_back() override {}  // autovacuum does

  int64_t version() override {
    if (link_.run("SELECT to_regclass('pismovod_version')", by()).is_null(0, 0)) return 0;
    return link_.run("SELECT version FROM pismovod_version", by()).integer(0, 0);
  }
  void migrate(int64_t from) override {
    by_ = Clock::now() + kMigration;
    if (from == 0) execute(kPostgresTables);
    for (auto i = std::max(static_cast<size_t>(from), kPostgresBase); i < kMigrations.size(); ++i)
      execute(i == kByMonths ? by_months().c_str() : in_its_types(kMigrations.at(i)).c_str());
    execute(("UPDATE pismovod_version SET version = " + std::to_string(kMigrations.size())).c_str());
  }
  const Dialect& dialect() const override { return kDialect; }

  PostgresRows run_prepared(const std::string& name, const std::vector<PostgresValue>& values) {
    return rows_of(link_.run_prepared(name, values, by()));
  }

 private:
  // No case that is there already lies behind the first partition, whatever the clock said then.
  std::string by_months() {
    const int64_t newest = link_.run("SELECT coalesce(max(id), 0) FROM cases", by()).integer(0, 0);
    return by_months_sql(first_id_of(next_month_of(std::max(wall_clock(), time_of_id(newest)))));
  }
  PostgresRows rows_of(PostgresRows rows) {
    changed_ = rows.changed();
    return rows;
  }
  // A transaction as a whole has its bound.
  Clock::time_point by() const { return by_.value_or(Clock::now() + answer_); }

  milliseconds answer_;
  PostgresLink link_;
  std::optional<Clock::time_point> by_;
  int64_t changed_ = 0;
  int64_t count_ = 0;
  bool is_durable_ = true;
};

// The rows are here as a whole at the first next(): other statements may run between them.
class PostgresStatement final : public Statement {
 public:
  PostgresStatement(PostgresEngine& engine, std::string name) : engine_(engine), name_(std::move(name)) {}

  void bind(int64_t value) override { values_.push_back({std::to_string(value), false}); }
  void bind(std::string_view text) override { values_.push_back({storable(text), false}); }
  void bind_octets(std::string_view octets) override { values_.push_back({std::string(octets), true}); }
  void bind_null() override { values_.emplace_back(); }

  bool next() override {
    if (!rows_) rows_.emplace(engine_.run_prepared(name_, values_));
    return ++row_ < rows_->size();
  }
  int64_t integer(int column) const override { return rows_->integer(row_, column); }
  std::string text(int column) const override { return rows_->text(row_, column); }
  bool is_null(int column) const override { return rows_->is_null(row_, column); }

  void reset() noexcept override {
    values_.clear();
    rows_.reset();
    row_ = -1;
  }

 private:
  PostgresEngine& engine_;
  std::string name_;
  std::vector<PostgresValue> values_;
  std::optional<PostgresRows> rows_;
  int row_ = -1;
};

std::unique_ptr<Statement> PostgresEngine::prepare(const std::string& sql) {
  const std::string name = "q" + std::to_string(++count_);
  link_.prepare(name, with_numbers(sql), by());
  return std::make_unique<PostgresStatement>(*this, name);
}

}  // namespace

std::unique_ptr<Engine> open_postgres(const std::string& url, milliseconds wait, milliseconds answer) {
  return std::make_unique<PostgresEngine>(url, wait, answer);
}

}  // namespace pismovod
