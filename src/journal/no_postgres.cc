// In place of postgres_engine.cc where the program is built without libpq.
#include "journal/database.h"
#include "journal/engine.h"

namespace pismovod {

std::unique_ptr<Engine> open_postgres(const std::string& /*url*/, std::chrono::milliseconds /*wait*/,
                                      std::chrono::milliseconds /*answer*/) {
  throw DatabaseError{{StoreError::Kind::gone, "this program was built without PostgreSQL (libpq)"}};
}

}  // namespace pismovod
