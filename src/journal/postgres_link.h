// A connection to a PostgreSQL server, where nothing waits longer than it may: a server that is frozen, or behind a
// cable that was pulled, is `gone` in time. The one place where libpq is used. Used by postgres_engine.cc alone; one
// thread at a time; errors are thrown as DatabaseError.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

struct pg_conn;
struct pg_result;

namespace pismovod {

struct PostgresValue {
  std::optional<std::string> text;
  bool is_octets = false;
};

// The rows of one answer.
class PostgresRows {
 public:
  explicit PostgresRows(pg_result* result) : result_(result) {}
  int size() const;
  int64_t integer(int row, int column) const;
  std::string text(int row, int column) const;  // octets too
  bool is_null(int row, int column) const;
  int64_t changed() const;
  const pg_result* get() const { return result_.get(); }

 private:
  struct Clear {
    void operator()(pg_result* result) const;
  };
  std::unique_ptr<pg_result, Clear> result_;
};

class PostgresLink {
 public:
  using Clock = std::chrono::steady_clock;

  // Connected by then.
  PostgresLink(const std::string& url, Clock::time_point by);

  // Several statements; the rows of the last one.
  PostgresRows run(const std::string& sql, Clock::time_point by);
  void prepare(const std::string& name, const std::string& sql, Clock::time_point by);
  PostgresRows run_prepared(const std::string& name, const std::vector<PostgresValue>& values, Clock::time_point by);

  // As far as is known without asking; cheap.
  bool is_alive() const;

 private:
  struct Finish {
    void operator()(pg_conn* connection) const;
  };
  void connect(Clock::time_point by);
  PostgresRows answer(bool is_sent, Clock::time_point by);
  // Until it can be read, or written too; false: not in time.
  bool wait(bool to_write, Clock::time_point by) const;
  [[noreturn]] void fail(const pg_result* result) const;
  [[noreturn]] static void hang_up(const std::string& why);

  std::unique_ptr<pg_conn, Finish> connection_;
};

}  // namespace pismovod
