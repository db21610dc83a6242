#include "journal/database.h"

#include "base/server_url.h"
#include "journal/engine.h"
#include "journal/schema.h"

namespace pismovod {

Query::~Query() { statement_.reset(); }

Query& Query::bind(int64_t value) {
  statement_.bind(value);
  return *this;
}
Query& Query::bind(std::string_view text) {
  statement_.bind(text);
  return *this;
}
Query& Query::bind_octets(std::string_view octets) {
  statement_.bind_octets(octets);
  return *this;
}
Query& Query::bind_null() {
  statement_.bind_null();
  return *this;
}

bool Query::next() { return statement_.next(); }

void Query::run() {
  while (next()) {
  }
}

int64_t Query::integer(int column) const { return statement_.integer(column); }
std::string Query::text(int column) const { return statement_.text(column); }
bool Query::is_null(int column) const { return statement_.is_null(column); }

Database::Database(const DatabaseOptions& options)
    : engine_(is_server(options.where) ? open_postgres(options.where, options.wait, options.answer)
                                       : open_sqlite(options.where, options.wait, options.max_pages)) {}

Database::~Database() = default;

Query Database::query(const std::string& sql) {
  std::unique_ptr<Statement>& kept = kept_[sql];
  try {
    if (!kept) kept = engine_->prepare(sql);
    return Query(*kept);
  } catch (const DatabaseError&) {
    kept_.erase(sql);
    throw;
  }
}

void Database::execute(const char* sql) { engine_->execute(sql); }
void Database::set_durable(bool durable) { engine_->set_durable(durable); }
void Database::only_read() { engine_->only_read(); }
void Database::give_back() { engine_->give_back(); }
int64_t Database::changed() const { return engine_->changed(); }
bool Database::is_there() const { return engine_->is_there(); }
const Dialect& Database::dialect() const { return engine_->dialect(); }

void Database::migrate() {
  const auto newest = static_cast<int64_t>(kMigrations.size());
  if (engine_->version() == newest) return;
  Writing writing(*this);
  const int64_t version = engine_->version();  // another process may have been quicker
  if (version > newest)
    throw DatabaseError{{StoreError::Kind::gone, "the journal was made by a later version of the program"}};
  if (version < newest) engine_->migrate(version);
  writing.commit();
}

Writing::Writing(Database& database, Beside beside) : engine_(database.engine_.get()) {
  engine_->begin(beside == Beside::nobody);
}

Writing::~Writing() {
  if (engine_ != nullptr) engine_->rollback();
}

void Writing::commit() {
  engine_->commit();
  engine_ = nullptr;
}

}  // namespace pismovod
