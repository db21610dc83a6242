// The one place where SQLiteCpp is used.
#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include "journal/database.h"
#include "journal/engine.h"
#include "journal/schema.h"
#include "journal/search_words.h"

namespace pismovod {
namespace {

StoreError::Kind kind_of(int code) {
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return StoreError::Kind::busy;
    case SQLITE_FULL:
      return StoreError::Kind::full;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return StoreError::Kind::gone;
    default:
      return StoreError::Kind::other;
  }
}

[[noreturn]] void fail(const SQLite::Exception& error) {
  throw DatabaseError{{kind_of(error.getErrorCode()), error.what()}};
}

template <class Work>
auto guarded(Work work) -> decltype(work()) {
  try {
    return work();
  } catch (const SQLite::Exception& error) {
    fail(error);
  }
}

struct FileIdentity {
  dev_t device = 0;
  ino_t inode = 0;
  bool operator==(const FileIdentity&) const = default;
};

FileIdentity identity_of(const std::string& path) {
  struct stat found {};
  if (::stat(path.c_str(), &found) != 0) return {};
  return {found.st_dev, found.st_ino};
}

std::string indexed_by(std::string_view index) { return " INDEXED BY " + std::string(index); }
std::string same_text(std::string_view text) { return std::string(text); }

constexpr Dialect kDialect = {indexed_by,
                              "CROSS JOIN",
                              "case_words MATCH ?",
                              "forward_path = ?",  // its column says NOCASE
                              "",
                              same_text,
                              word_query,
                              "INSERT INTO case_words (case_words) VALUES ('optimize')",
                              false,
                              ""};

class SqliteStatement final : public Statement {
 public:
  SqliteStatement(SQLite::Database& database, const std::string& sql) : statement_(database, sql) {}

  void bind(int64_t value) override { statement_.bind(++bound_, value); }
  void bind(std::string_view text) override { statement_.bind(++bound_, std::string(text)); }
  void bind_octets(std::string_view octets) override {
    statement_.bind(++bound_, octets.data(), static_cast<int>(octets.size()));
  }
  void bind_null() override { statement_.bind(++bound_); }
  bool next() override {
    return guarded([this] { return statement_.executeStep(); });
  }
  int64_t integer(int column) const override { return statement_.getColumn(column).getInt64(); }
  std::string text(int column) const override { return statement_.getColumn(column).getString(); }
  bool is_null(int column) const override { return statement_.getColumn(column).isNull(); }

  void reset() noexcept override {
    bound_ = 0;
    statement_.tryReset();
    try {
      statement_.clearBindings();
    } catch (const SQLite::Exception&) {
      return;  // what is bound is bound over the next time
    }
  }

 private:
  // SQLiteCpp's columns are not const.
  mutable SQLite::Statement statement_;
  int bound_ = 0;
};

class SqliteEngine final : public Engine {
 public:
  SqliteEngine(const std::string& path, std::chrono::milliseconds wait, int64_t max_pages)
      : path_(path),
        database_(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, static_cast<int>(wait.count())),
        identity_(identity_of(path)) {
    ::chmod(path.c_str(), 0600);
    // Before the file is made: pages that are free go back to the disk. What is removed is overwritten.
    execute("PRAGMA auto_vacuum = INCREMENTAL; PRAGMA secure_delete = ON");
    execute(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000;"
        "PRAGMA trusted_schema = OFF; PRAGMA journal_size_limit = 67108864");
    if (max_pages > 0) execute(("PRAGMA max_page_count = " + std::to_string(max_pages)).c_str());
  }

  std::unique_ptr<Statement> prepare(const std::string& sql) override {
    return guarded([&] { return std::make_unique<SqliteStatement>(database_, sql); });
  }
  void execute(const char* sql) override {
    guarded([&] { database_.exec(sql); });
  }

  void begin(bool /*alone*/) override { execute("BEGIN IMMEDIATE"); }
  void commit() override { execute("COMMIT"); }
  void rollback() noexcept override {
    try {
      execute("ROLLBACK");
    } catch (const DatabaseError&) {
      return;  // SQLite has rolled back by itself: disk full, I/O error
    }
  }

  int64_t changed() const override { return database_.getChanges(); }
  bool is_there() const override { return identity_of(path_) == identity_; }
  // FULL: the commit is on the disk before it returns. It cannot be changed within a transaction.
  void set_durable(bool durable) override {
    execute(durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
  }
  void only_read() override { execute("PRAGMA query_only = ON"); }
  void give_back() override {
    execute("PRAGMA incremental_vacuum(10000)");
    execute("PRAGMA wal_checkpoint(TRUNCATE)");
  }

  int64_t version() override {
    return guarded([this] { return database_.execAndGet("PRAGMA user_version").getInt64(); });
  }
  void migrate(int64_t from) override {
    for (auto i = static_cast<size_t>(from); i < kMigrations.size(); ++i) execute(kMigrations.at(i));
    execute(("PRAGMA user_version = " + std::to_string(kMigrations.size())).c_str());
  }
  const Dialect& dialect() const override { return kDialect; }

 private:
  std::string path_;
  SQLite::Database database_;
  FileIdentity identity_;
};

}  // namespace

std::unique_ptr<Engine> open_sqlite(const std::string& path, std::chrono::milliseconds wait, int64_t max_pages) {
  return guarded([&] { return std::make_unique<SqliteEngine>(path, wait, max_pages); });
}

}  // namespace pismovod
