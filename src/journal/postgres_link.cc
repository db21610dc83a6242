#include "journal/postgres_link.h"

#include <libpq-fe.h>
#include <poll.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <string_view>

#include "journal/database.h"

namespace pismovod {
namespace {

constexpr Oid kBytea = 17;

// What libpq says ends with a line feed, and may have several lines.
std::string one_line(std::string text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
  for (char& c : text) {
    if (c == '\n' || c == '\t') c = ' ';
  }
  return text;
}

// SQLSTATE: of what is not the statement's own fault the case waits in the spool.
StoreError::Kind kind_of(std::string_view state) {
  if (state == "53100") return StoreError::Kind::full;
  for (const std::string_view busy : {"53", "40", "55", "57014"}) {
    if (state.starts_with(busy)) return StoreError::Kind::busy;
  }
  return state.starts_with("22") || state.starts_with("23") ? StoreError::Kind::other : StoreError::Kind::gone;
}

// 0 where it is none.
int64_t number_in(std::string_view text) {
  int64_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

}  // namespace

void PostgresRows::Clear::operator()(pg_result* result) const { PQclear(result); }
void PostgresLink::Finish::operator()(pg_conn* connection) const { PQfinish(connection); }

int PostgresRows::size() const { return PQntuples(result_.get()); }
bool PostgresRows::is_null(int row, int column) const { return PQgetisnull(result_.get(), row, column) != 0; }

int64_t PostgresRows::integer(int row, int column) const { return number_in(PQgetvalue(result_.get(), row, column)); }

std::string PostgresRows::text(int row, int column) const {
  const char* value = PQgetvalue(result_.get(), row, column);
  const auto length = static_cast<size_t>(PQgetlength(result_.get(), row, column));
  if (PQftype(result_.get(), column) != kBytea) return {value, length};
  size_t octets = 0;
  const std::unique_ptr<unsigned char, void (*)(void*)> bare(
      PQunescapeBytea(reinterpret_cast<const unsigned char*>(value), &octets), PQfreemem);  // NOLINT: libpq's type
  if (!bare) throw DatabaseError{{StoreError::Kind::other, "no memory"}};
  return {reinterpret_cast<const char*>(bare.get()), octets};  // NOLINT: libpq's type
}

int64_t PostgresRows::changed() const { return number_in(PQcmdTuples(result_.get())); }

PostgresLink::PostgresLink(const std::string& url, Clock::time_point by) {
  // What stands in the URL comes last, and counts more than what is put here.
  constexpr std::array kNames = {
      "fallback_application_name", "keepalives_idle", "keepalives_interval", "keepalives_count",
      "tcp_user_timeout",          "dbname",          "client_encoding",     static_cast<const char*>(nullptr)};
  const std::array values = {"pismovod", "5",         "5",    "2",
                             "15000",    url.c_str(), "UTF8", static_cast<const char*>(nullptr)};
  connection_.reset(PQconnectStartParams(kNames.data(), values.data(), 1));
  if (!connection_) throw DatabaseError{{StoreError::Kind::other, "no memory"}};
  connect(by);
  if (PQsetnonblocking(connection_.get(), 1) != 0) fail(nullptr);
}

void PostgresLink::connect(Clock::time_point by) {
  if (PQstatus(connection_.get()) == CONNECTION_BAD) fail(nullptr);
  for (PostgresPollingStatusType status = PGRES_POLLING_WRITING; status != PGRES_POLLING_OK;) {
    if (!wait(status == PGRES_POLLING_WRITING, by)) hang_up("the server does not answer");
    status = PQconnectPoll(connection_.get());
    if (status == PGRES_POLLING_FAILED) fail(nullptr);
  }
}

bool PostgresLink::wait(bool to_write, Clock::time_point by) const {
  pollfd socket{PQsocket(connection_.get()), POLLIN, 0};
  if (to_write) socket.events = static_cast<short>(socket.events | POLLOUT);
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(by - Clock::now()).count();
    if (left <= 0) return false;
    const int ready = ::poll(&socket, 1, static_cast<int>(std::min<int64_t>(left, 1000000)));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return false;
  }
}

PostgresRows PostgresLink::run(const std::string& sql, Clock::time_point by) {
  return answer(PQsendQuery(connection_.get(), sql.c_str()) == 1, by);
}

void PostgresLink::prepare(const std::string& name, const std::string& sql, Clock::time_point by) {
  answer(PQsendPrepare(connection_.get(), name.c_str(), sql.c_str(), 0, nullptr) == 1, by);
}

PostgresRows PostgresLink::run_prepared(const std::string& name, const std::vector<PostgresValue>& values,
                                        Clock::time_point by) {
  std::vector<const char*> texts;
  std::vector<int> lengths;
  std::vector<int> formats;
  for (const PostgresValue& value : values) {
    texts.push_back(value.text ? value.text->c_str() : nullptr);
    lengths.push_back(value.text ? static_cast<int>(value.text->size()) : 0);
    formats.push_back(value.is_octets ? 1 : 0);
  }
  return answer(PQsendQueryPrepared(connection_.get(), name.c_str(), static_cast<int>(values.size()), texts.data(),
                                    lengths.data(), formats.data(), 0) == 1,
                by);
}

PostgresRows PostgresLink::answer(bool is_sent, Clock::time_point by) {
  if (!is_sent) fail(nullptr);
  pg_conn* connection = connection_.get();
  for (int left = PQflush(connection); left != 0; left = PQflush(connection)) {
    if (left < 0) fail(nullptr);
    if (!wait(true, by)) hang_up("the server takes nothing");
    if (PQconsumeInput(connection) == 0) fail(nullptr);
  }
  PostgresRows last(nullptr);
  std::optional<PostgresRows> wrong;
  for (;;) {
    while (PQisBusy(connection) != 0) {
      if (!wait(false, by)) hang_up("the server does not answer");
      if (PQconsumeInput(connection) == 0) fail(nullptr);
    }
    pg_result* result = PQgetResult(connection);
    if (result == nullptr) break;
    PostgresRows rows(result);
    const ExecStatusType status = PQresultStatus(result);
    if (status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE) {
      wrong.emplace(std::move(rows));
    } else {
      last = std::move(rows);
    }
  }
  if (wrong) fail(wrong->get());
  return last;
}

bool PostgresLink::is_alive() const {
  if (PQstatus(connection_.get()) != CONNECTION_OK) return false;
  pollfd socket{PQsocket(connection_.get()), POLLIN, 0};
  while (::poll(&socket, 1, 0) > 0) {
    if (PQconsumeInput(connection_.get()) == 0 || PQstatus(connection_.get()) != CONNECTION_OK) return false;
  }
  return true;
}

void PostgresLink::fail(const pg_result* result) const {
  const std::string text =
      one_line(result != nullptr ? PQresultErrorMessage(result) : PQerrorMessage(connection_.get()));
  const char* state = result != nullptr ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
  const bool is_dead = PQstatus(connection_.get()) != CONNECTION_OK;
  throw DatabaseError{{is_dead || state == nullptr ? StoreError::Kind::gone : kind_of(state), text}};
}

// What was asked may be answered yet: nobody could tell by which answer.
void PostgresLink::hang_up(const std::string& why) { throw DatabaseError{{StoreError::Kind::gone, why}}; }

}  // namespace pismovod
