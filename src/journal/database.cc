#include "journal/database.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <map>

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

}  // namespace

struct Query::Kept {
  SQLite::Statement statement;
};

struct Database::Parts {
  Parts(const std::string& where, std::chrono::milliseconds wait)
      : path(where),
        database(where, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, static_cast<int>(wait.count())),
        identity(identity_of(where)) {}

  std::string path;
  SQLite::Database database;
  std::map<std::string, std::unique_ptr<Query::Kept>> kept;  // gone before the database
  FileIdentity identity;
};

Database::Database(const std::string& path, std::chrono::milliseconds wait, int64_t max_pages) {
  try {
    parts_ = std::make_unique<Parts>(path, wait);
    ::chmod(path.c_str(), 0600);
    // Before the file is made: pages that are free go back to the disk. What is removed is overwritten.
    execute("PRAGMA auto_vacuum = INCREMENTAL; PRAGMA secure_delete = ON");
    execute(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000;"
        "PRAGMA trusted_schema = OFF; PRAGMA journal_size_limit = 67108864");
    if (max_pages > 0) execute(("PRAGMA max_page_count = " + std::to_string(max_pages)).c_str());
  } catch (const SQLite::Exception& error) {
    fail(error);
  }
}

Database::~Database() = default;

Query Database::query(const std::string& sql) {
  try {
    std::unique_ptr<Query::Kept>& kept = parts_->kept[sql];
    if (!kept) kept = std::make_unique<Query::Kept>(Query::Kept{SQLite::Statement(parts_->database, sql)});
    return Query(*kept);
  } catch (const SQLite::Exception& error) {
    parts_->kept.erase(sql);
    fail(error);
  }
}

void Database::execute(const char* sql) {
  try {
    parts_->database.exec(sql);
  } catch (const SQLite::Exception& error) {
    fail(error);
  }
}

void Database::give_back() {
  execute("PRAGMA incremental_vacuum(10000)");
  execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

int64_t Database::last_id() const { return parts_->database.getLastInsertRowid(); }
int64_t Database::changed() const { return parts_->database.getChanges(); }
bool Database::is_there() const { return identity_of(parts_->path) == parts_->identity; }

Query::~Query() {
  kept_.statement.tryReset();
  try {
    kept_.statement.clearBindings();
  } catch (const SQLite::Exception&) {
    return;  // what is bound is bound over the next time
  }
}

Query& Query::bind(int64_t value) {
  kept_.statement.bind(++bound_, value);
  return *this;
}
Query& Query::bind(std::string_view text) {
  kept_.statement.bind(++bound_, std::string(text));
  return *this;
}
Query& Query::bind_octets(std::string_view octets) {
  kept_.statement.bind(++bound_, octets.data(), static_cast<int>(octets.size()));
  return *this;
}
Query& Query::bind_null() {
  kept_.statement.bind(++bound_);
  return *this;
}

bool Query::next() {
  try {
    return kept_.statement.executeStep();
  } catch (const SQLite::Exception& error) {
    fail(error);
  }
}

void Query::run() {
  while (next()) {
  }
}

int64_t Query::integer(int column) const { return kept_.statement.getColumn(column).getInt64(); }
std::string Query::text(int column) const { return kept_.statement.getColumn(column).getString(); }
bool Query::is_null(int column) const { return kept_.statement.getColumn(column).isNull(); }

Writing::Writing(Database& database) : database_(&database) { database.execute("BEGIN IMMEDIATE"); }

Writing::~Writing() {
  if (database_ == nullptr) return;
  try {
    database_->execute("ROLLBACK");
  } catch (const DatabaseError&) {
    return;  // SQLite has rolled back by itself: disk full, I/O error
  }
}

void Writing::commit() {
  database_->execute("COMMIT");
  database_ = nullptr;
}

}  // namespace pismovod
