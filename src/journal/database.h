// One connection to an SQLite file or to a PostgreSQL server, with statements that are kept. Of journal/, and of
// lookup/ for what it keeps in files. One thread at a time. Errors are thrown as DatabaseError and caught at their
// users' borders.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "journal/store.h"

namespace pismovod {

struct DatabaseError {
  StoreError error;
};

class Engine;
class Statement;
struct Dialect;

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
  explicit Query(Statement& statement) : statement_(statement) {}
  Statement& statement_;
};

struct DatabaseOptions {
  std::string where;                                           // a path, whose file is made, or the URL of a server
  std::chrono::milliseconds wait{};                            // for a lock of another's, the longest
  int64_t max_pages = 0;                                       // a bound on a file's size; 0: none
  std::chrono::milliseconds answer{std::chrono::seconds(30)};  // of a server, to one transaction, the longest
};

class Database {
 public:
  explicit Database(const DatabaseOptions& options);
  Database(const std::string& where, std::chrono::milliseconds wait, int64_t max_pages)
      : Database(DatabaseOptions{where, wait, max_pages}) {}
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  // `sql` is kept prepared; only one query of the same text at a time.
  Query query(const std::string& sql);
  void execute(const char* sql);  // several statements, no rows
  // Is a transaction on the disk when it is committed, or before long? Outside of a transaction.
  void set_durable(bool durable);
  void only_read();
  // Outside of a transaction: free pages go back to the disk, and what was removed leaves the log that is written
  // ahead. Does what it can beside others. A server does that by itself.
  void give_back();
  int64_t changed() const;
  // Is the file at its path still the one that was opened, the connection to the server alive?
  bool is_there() const;
  // The tables of the journal, of this program's version; those of a later program are left alone.
  void migrate();
  const Dialect& dialect() const;

 private:
  friend class Writing;
  std::unique_ptr<Engine> engine_;
  std::map<std::string, std::unique_ptr<Statement>> kept_;  // gone before the engine
};

// Holds the right to write; undone when it goes out of scope without commit().
class Writing {
 public:
  enum class Beside { nobody, others };  // others: those who lock no more than their rows, where the engine can
  explicit Writing(Database& database, Beside beside = Beside::nobody);
  Writing(const Writing&) = delete;
  Writing& operator=(const Writing&) = delete;
  ~Writing();
  void commit();

 private:
  Engine* engine_;
};

}  // namespace pismovod
