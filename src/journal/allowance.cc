#include "journal/allowance.h"

#include "journal/record_case.h"
#include "journal/search_words.h"

namespace pismovod {

void allow_once(Database& database, int64_t id, const std::string& why, const CaseMark& note) {
  database.query("DELETE FROM allowance WHERE id = ?").bind(id).run();
  database
      .query("INSERT INTO allowance (id, sender, expires, by, why) SELECT id, sender, ?, ?, ? FROM cases WHERE id = ?")
      .bind(to_milliseconds(note.at + Store::kAllowance))
      .bind(note.by)
      .bind(why)
      .bind(id)
      .run();
  mark_case(database, id, note);
}

std::optional<FoundAllowance> find_allowance(Database& database, const std::string& sender,
                                             const std::vector<std::string>& mailboxes, Instant now) {
  for (const std::string& mailbox : mailboxes) {
    Query query = database.query(
        "SELECT a.id, c.number, a.by, a.why FROM allowance a JOIN cases c ON c.id = a.id "
        "JOIN case_mailbox m ON m.id = a.id AND m.mailbox = ? "
        "WHERE a.sender = ? AND a.used = 0 AND a.expires >= ? ORDER BY a.id LIMIT 1");
    query.bind(mailbox).bind(lower_case(sender)).bind(to_milliseconds(now));
    if (query.next()) return FoundAllowance{query.integer(0), {query.text(1), query.text(2), query.text(3)}};
  }
  return std::nullopt;
}

std::optional<Allowance> take_allowance(Database& database, const std::string& sender,
                                        const std::vector<std::string>& mailboxes, Instant now) {
  const auto found = find_allowance(database, sender, mailboxes, now);
  if (!found) return std::nullopt;
  database.query("UPDATE allowance SET used = 1 WHERE id = ?").bind(found->id).run();
  return found->allowance;
}

}  // namespace pismovod
