// One connection to an SQLite file, with statements that are kept. The one place where SQLiteCpp is
// used: by journal/, and by lookup/ for what it keeps. One thread at a time. Errors are thrown as
// DatabaseError and caught at their users' borders.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "journal/store.h"

namespace pismovod {

struct DatabaseError {
  StoreError error;
};

class Database;

// A statement under way: values are bound in their order, rows are read by column from 0. It begins
// anew when it goes out of scope.
class Query {
 public:
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  ~Query();

  Query& bind(int64_t value);
  Query& bind(std::string_view text);
  Query& bind_octets(std::string_view octets);
  Query& bind_null();

  // False when there is no further row.
  bool next();
  // To its end.
  void run();

  int64_t integer(int column) const;
  std::string text(int column) const;  // octets too
  bool is_null(int column) const;

 private:
  friend class Database;
  struct Kept;
  explicit Query(Kept& kept) : kept_(kept) {}
  Kept& kept_;
  int bound_ = 0;
};

class Database {
 public:
  // Opens or makes the file. `wait`: for another's lock, the longest.
  Database(const std::string& path, std::chrono::milliseconds wait, int64_t max_pages);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  // `sql` is kept prepared; only one query of the same text at a time.
  Query query(const std::string& sql);
  void execute(const char* sql);  // several statements, no rows
  // Outside of a transaction: free pages go back to the disk, and what was removed leaves the log that is written
  // ahead. Does what it can beside others.
  void give_back();
  int64_t last_id() const;
  int64_t changed() const;
  // Is the file at its path still the one that was opened?
  bool is_there() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

// Holds the right to write; undone when it goes out of scope without commit().
class Writing {
 public:
  explicit Writing(Database& database);
  Writing(const Writing&) = delete;
  Writing& operator=(const Writing&) = delete;
  ~Writing();
  void commit();

 private:
  Database* database_;
};

}  // namespace pismovod
