#include "lookup/cache.h"

#include <mutex>

#include "base/log.h"
#include "journal/database.h"
#include "lookup/provider.h"

namespace pismovod {
namespace {

constexpr std::chrono::milliseconds kWait{50};  // for another's lock
constexpr int64_t kMostRows = 100'000;

int64_t seconds_of(FirmCache::Clock::time_point at) {
  return std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count();
}

}  // namespace

struct FirmCache::Parts {
  explicit Parts(const std::string& path) : database(path, kWait, 0) {
    database.execute(
        "CREATE TABLE IF NOT EXISTS firm (inn TEXT PRIMARY KEY, at INTEGER NOT NULL, json TEXT NOT NULL) WITHOUT "
        "ROWID");
  }
  std::mutex mutex;
  Database database;
};

FirmCache::FirmCache(const std::string& path) {
  if (path.empty()) return;
  try {
    parts_ = std::make_unique<Parts>(path);
  } catch (const DatabaseError& wrong) {
    log_warning("event=lookup_cache what=\"answers of registers are not kept: " + wrong.error.text + "\"");
  }
}

FirmCache::~FirmCache() = default;

std::optional<FirmCache::Entry> FirmCache::find(const std::string& inn) {
  if (!parts_) return std::nullopt;
  const std::lock_guard lock(parts_->mutex);
  try {
    Query query = parts_->database.query("SELECT at, json FROM firm WHERE inn = ?");
    if (!query.bind(inn).next()) return std::nullopt;
    const Clock::time_point at{std::chrono::seconds(query.integer(0))};
    const std::string json = query.text(1);
    auto firm = json.empty() ? std::optional<Firm>() : parse_firm(json);
    if (!json.empty() && !firm) return std::nullopt;
    return Entry{std::move(firm), at};
  } catch (const DatabaseError&) {
    return std::nullopt;
  }
}

void FirmCache::put(const std::string& inn, const std::optional<Firm>& firm, Clock::time_point now) {
  if (!parts_) return;
  const std::lock_guard lock(parts_->mutex);
  try {
    const std::string json = firm ? firm_json(*firm) : "";
    parts_->database.query("INSERT OR REPLACE INTO firm (inn, at, json) VALUES (?, ?, ?)")
        .bind(inn)
        .bind(seconds_of(now))
        .bind(json)
        .run();
    // The oldest goes where there are too many.
    Query count = parts_->database.query("SELECT count(*) FROM firm");
    const bool is_full = count.next() && count.integer(0) > kMostRows;
    if (is_full)
      parts_->database.query("DELETE FROM firm WHERE inn = (SELECT inn FROM firm ORDER BY at LIMIT 1)").run();
  } catch (const DatabaseError&) {
    return;
  }
}

}  // namespace pismovod
