#include "journal/outbox_depth.h"

#include <filesystem>

#include "base/server_url.h"
#include "journal/database.h"

namespace pismovod {

StoreResult<OutboxDepth> outbox_depth(const std::string& journal) {
  std::error_code error;
  OutboxDepth out;
  if (!is_server(journal)) out.octets = std::filesystem::file_size(journal, error);
  if (error) return tl::unexpected(StoreError{StoreError::Kind::gone, journal + ": " + error.message()});
  try {
    Database database({journal, std::chrono::seconds(1), 0, std::chrono::seconds(1)});
    Query query = database.query("SELECT count(*), coalesce(min(made), 0) FROM outbox WHERE state = 0");
    query.next();
    out.letters = query.integer(0);
    out.oldest = from_milliseconds(query.integer(1));
    return out;
  } catch (const DatabaseError& failed) {
    return tl::unexpected(failed.error);
  } catch (const std::exception& failed) {
    return tl::unexpected(StoreError{StoreError::Kind::other, failed.what()});
  }
}

}  // namespace pismovod
