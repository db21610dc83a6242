// What keeps a database: SQLite in a file, or a PostgreSQL server. Used by database.cc and the engines alone. One
// thread at a time; errors are thrown as DatabaseError.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "journal/dialect.h"

namespace pismovod {

// See Query.
class Statement {
 public:
  Statement() = default;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  virtual ~Statement() = default;

  virtual void bind(int64_t value) = 0;
  virtual void bind(std::string_view text) = 0;
  virtual void bind_octets(std::string_view octets) = 0;
  virtual void bind_null() = 0;
  virtual bool next() = 0;
  virtual int64_t integer(int column) const = 0;
  virtual std::string text(int column) const = 0;
  virtual bool is_null(int column) const = 0;
  // To be bound anew.
  virtual void reset() noexcept = 0;
};

// See Database.
class Engine {
 public:
  Engine() = default;
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  virtual ~Engine() = default;

  virtual std::unique_ptr<Statement> prepare(const std::string& sql) = 0;
  virtual void execute(const char* sql) = 0;
  virtual void begin(bool alone) = 0;
  virtual void commit() = 0;
  virtual void rollback() noexcept = 0;
  virtual int64_t changed() const = 0;
  virtual bool is_there() const = 0;
  virtual void set_durable(bool durable) = 0;
  virtual void only_read() = 0;
  virtual void give_back() = 0;
  // Brings the journal's tables up to date.
  virtual int64_t version() = 0;
  virtual void migrate(int64_t from) = 0;
  virtual const Dialect& dialect() const = 0;
};

std::unique_ptr<Engine> open_sqlite(const std::string& path, std::chrono::milliseconds wait, int64_t max_pages);

// `answer`: for the server's answer to what stands outside of a transaction, and to the whole of one, the longest; a
// second at least, as for connecting.
// Of kind `gone` where the program was built without libpq.
std::unique_ptr<Engine> open_postgres(const std::string& url, std::chrono::milliseconds wait,
                                      std::chrono::milliseconds answer);

}  // namespace pismovod
