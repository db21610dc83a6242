#include "journal/allowance.h"

#include "journal/case_words.h"
#include "journal/record_case.h"

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

std::optional<Allowance> take_allowance(Database& database, const std::string& sender,
                                        const std::vector<std::string>& mailboxes, Instant now) {
  for (const std::string& mailbox : mailboxes) {
    std::optional<Allowance> found;
    int64_t id = 0;
    {
      Query query = database.query(
          "SELECT a.id, c.number, a.by, a.why FROM allowance a JOIN cases c ON c.id = a.id "
          "JOIN case_mailbox m ON m.id = a.id AND m.mailbox = ? "
          "WHERE a.sender = ? AND a.used = 0 AND a.expires >= ? ORDER BY a.id LIMIT 1");
      query.bind(mailbox).bind(lower_case(sender)).bind(to_milliseconds(now));
      if (query.next()) {
        id = query.integer(0);
        found = Allowance{query.text(1), query.text(2), query.text(3)};
      }
    }
    if (!found) continue;
    database.query("UPDATE allowance SET used = 1 WHERE id = ?").bind(id).run();
    return found;
  }
  return std::nullopt;
}

}  // namespace pismovod
