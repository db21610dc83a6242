#include "journal/keeping.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "base/server_url.h"
#include "journal/database.h"
#include "journal/dialect.h"
#include "journal/record_case.h"
#include "journal/settled_notice.h"

namespace pismovod {
namespace {

constexpr std::chrono::seconds kWait{30};
constexpr std::chrono::seconds kReach{5};
constexpr std::chrono::hours kAnswer{4};  // every case is read

template <class Work>
auto with(const std::string& journal, Work work) -> StoreResult<decltype(work(std::declval<Database&>()))> {
  try {
    if (is_no_file(journal))
      return tl::unexpected(StoreError{StoreError::Kind::gone, "there is no journal " + journal});
    Database database({journal, kWait, 0, kAnswer});
    if constexpr (std::is_void_v<decltype(work(database))>) {
      work(database);
      return {};
    } else {
      return work(database);
    }
  } catch (const DatabaseError& failed) {
    return tl::unexpected(failed.error);
  } catch (const std::exception& failed) {
    return tl::unexpected(StoreError{StoreError::Kind::other, failed.what()});
  }
}

std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

// The entry is JSON with its text as it was written; what stands within a longer number or address is another's.
std::vector<int64_t> cases_that_name(Database& database, const std::string& who) {
  std::vector<int64_t> out;
  Query query = database.query("SELECT id, entry FROM case_entry WHERE instr(lower(entry), ?) > 0");
  for (query.bind(who); query.next();) {
    const std::string entry = lower(query.text(1));
    const auto is_inner = [&](size_t at) {
      const char c = at < entry.size() ? entry[at] : ' ';
      return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '.' || c == '-' || c == '_' || c == '@';
    };
    for (size_t at = entry.find(who); at != std::string::npos; at = entry.find(who, at + 1)) {
      const size_t end = at + who.size();
      const bool is_dot = end < entry.size() && (entry[end] == '.' || entry[end] == '-') && !is_inner(end + 1);
      if ((at == 0 || !is_inner(at - 1)) && (!is_inner(end) || is_dot)) {
        out.push_back(query.integer(0));
        break;
      }
    }
  }
  return out;
}

int64_t notices_of(Database& database, int64_t id) {
  Query query = database.query("SELECT count(*) FROM outbox WHERE case_id = ?");
  query.bind(id).next();
  return query.integer(0);
}

}  // namespace

StoreResult<void> reach_server(const std::string& journal) {
  try {
    const Database database({journal, kReach, 0, kReach});
    return {};
  } catch (const DatabaseError& failed) {
    return tl::unexpected(failed.error);
  }
}

StoreResult<void> copy_journal(const std::string& journal, const std::string& to) {
  if (is_server(journal))
    return tl::unexpected(StoreError{StoreError::Kind::other, "a journal on a server is copied by pg_dump"});
  return with(journal, [&](Database& database) {
    database.execute(("VACUUM INTO " + quoted(to)).c_str());
    ::chmod(to.c_str(), 0600);
  });
}

StoreResult<int64_t> settle_copy(const std::string& journal) {
  return with(journal, [](Database& database) {
    Writing writing(database);
    database.query("UPDATE outbox SET state = 2, answer = 'restored from a copy', octets = NULL WHERE state = 0").run();
    const int64_t count = database.changed();
    // What was ordered then, and who was signed in.
    database.query("DELETE FROM memo").run();
    writing.commit();
    return count;
  });
}

StoreResult<Forgotten> forget(const std::string& journal, const std::string& who) {
  return with(journal, [&](Database& database) {
    const std::string name = lower(who);
    Forgotten out;
    Writing writing(database);
    for (const int64_t id : cases_that_name(database, name)) {
      out.notices += notices_of(database, id);
      remove_case(database, id);
      ++out.cases;
    }
    // Words that were removed lie in the index until it is written anew.
    if (out.cases > 0) database.execute(database.dialect().forget_words);
    database.query("DELETE FROM tally WHERE kind IN (2, 4) AND lower(name) = ?").bind(name).run();
    writing.commit();
    database.give_back();
    return out;
  });
}

}  // namespace pismovod
