#include "journal/checked_letters.h"

#include <unistd.h>

#include "journal/database.h"

namespace pismovod {
namespace {

constexpr std::chrono::milliseconds kWait{300};  // a letter in the daemon waits behind it
constexpr int64_t kMostPages = 8192;             // 32 MiB: some 100,000 letters

constexpr const char* kTable =
    "CREATE TABLE IF NOT EXISTS checked (print TEXT PRIMARY KEY, draft TEXT NOT NULL, state INTEGER NOT NULL,"
    " at INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE INDEX IF NOT EXISTS checked_draft ON checked (draft);"
    "CREATE INDEX IF NOT EXISTS checked_at ON checked (at);";

int64_t number_of(CheckedBefore state) { return static_cast<int64_t>(state); }

CheckedBefore state_of(int64_t number) {
  return number > 0 && number <= number_of(CheckedBefore::put_right) ? static_cast<CheckedBefore>(number)
                                                                     : CheckedBefore::no;
}

}  // namespace

CheckedLetters::CheckedLetters(std::string path, std::chrono::hours keep) : path_(std::move(path)), keep_(keep) {}
CheckedLetters::~CheckedLetters() = default;

Database& CheckedLetters::opened() {
  if (database_ && !database_->is_there()) database_.reset();  // removed, or put there anew
  if (!database_) {
    auto made = std::make_unique<Database>(path_, kWait, kMostPages);
    made->execute(kTable);
    database_ = std::move(made);
  }
  return *database_;
}

template <class Work>
auto CheckedLetters::guarded(Work work) -> StoreResult<decltype(work())> {
  const std::lock_guard lock(mutex_);
  try {
    if constexpr (std::is_void_v<decltype(work())>) {
      work();
      return {};
    } else {
      return work();
    }
  } catch (const DatabaseError& error) {
    return tl::unexpected(error.error);
  }
}

StoreResult<void> CheckedLetters::note(const std::string& print, const std::string& draft, bool is_complete,
                                       Instant now) {
  if (path_.empty() || keep_.count() == 0) return {};
  return guarded([&] {
    Database& database = opened();
    Writing writing(database);
    database.query("DELETE FROM checked WHERE at < ?").bind(to_milliseconds(now - keep_)).run();
    CheckedBefore state = is_complete ? CheckedBefore::complete : CheckedBefore::incomplete;
    if (is_complete) {
      Query earlier = database.query("SELECT 1 FROM checked WHERE draft = ? AND state <> ? LIMIT 1");
      if (earlier.bind(draft).bind(number_of(CheckedBefore::complete)).next()) state = CheckedBefore::put_right;
    }
    database.query("INSERT OR REPLACE INTO checked (print, draft, state, at) VALUES (?, ?, ?, ?)")
        .bind(print)
        .bind(draft)
        .bind(number_of(state))
        .bind(to_milliseconds(now))
        .run();
    writing.commit();
  });
}

StoreResult<CheckedBefore> CheckedLetters::of(const std::string& print, Instant now) {
  if (print.empty() || path_.empty() || keep_.count() == 0) return CheckedBefore::no;
  return guarded([&] {
    if (::access(path_.c_str(), F_OK) != 0) return CheckedBefore::no;
    Query found = opened().query("SELECT state FROM checked WHERE print = ? AND at >= ?");
    found.bind(print).bind(to_milliseconds(now - keep_));
    return found.next() ? state_of(found.integer(0)) : CheckedBefore::no;
  });
}

}  // namespace pismovod
