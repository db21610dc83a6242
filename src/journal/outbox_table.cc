#include "journal/outbox_table.h"

#include <algorithm>

#include "base/digest.h"
#include "base/fold.h"
#include "journal/dialect.h"
#include "journal/search_words.h"
#include "journal/settled_notice.h"

namespace pismovod {
namespace {

constexpr const char* kRows =
    "SELECT o.id, c.number, o.kind, o.forward_path, o.message_id, o.octets, o.state, o.made, o.due, o.attempts, "
    "o.settled, "
    "o.answer, o.reverse_path, o.passed "
    "FROM outbox o JOIN cases c ON c.id = o.case_id";

OutboxRow row_of(const Query& query) {
  OutboxRow row;
  row.id = query.integer(0);
  row.case_number = query.text(1);
  row.letter = {static_cast<NoticeKind>(query.integer(2)), query.text(3), query.text(4), query.text(5)};
  row.state = static_cast<OutboxState>(query.integer(6));
  row.made = from_milliseconds(query.integer(7));
  row.due = from_milliseconds(query.integer(8));
  row.attempts = static_cast<int>(query.integer(9));
  row.settled = from_milliseconds(query.integer(10));
  row.answer = query.text(11);
  row.letter.reverse_path = query.text(12);
  row.passed = from_milliseconds(query.integer(13));
  return row;
}

// Of LIKE, in lower case: this text alone.
std::string pattern_of(const std::string& text) {
  std::string out;
  for (const char c : lower_case(text)) {
    if (c == '%' || c == '_' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

// Whoever it is, there.
std::string pattern_of_domain(const std::string& path) {
  std::string out = pattern_of(path.substr(std::min(path.rfind('@'), path.size())));
  out.insert(out.begin(), '%');
  return out;
}

// That were sent or wait. No more of them lie in the window than the bound over all lets in.
int64_t notices_to(Database& database, const std::string& pattern, Instant after, Instant until) {
  Query query = database.query(
      "SELECT count(*) FROM outbox WHERE kind = 0 AND state <> 3 AND made > ? AND made <= ? AND lower(forward_path) "
      "LIKE ? "
      "ESCAPE '\\'");
  query.bind(to_milliseconds(after)).bind(to_milliseconds(until)).bind(pattern).next();
  return query.integer(0);
}

std::string_view body_of(std::string_view octets) {
  const size_t end = octets.find("\r\n\r\n");
  return end == std::string_view::npos ? std::string_view() : octets.substr(end + 4);
}

// Every one of these is among those.
bool are_among(const std::vector<std::string>& these, const std::string& lines) {
  return std::all_of(these.begin(), these.end(), [&](const std::string& each) {
    return ("\n" + lines + "\n").find("\n" + each + "\n") != std::string::npos;
  });
}

bool has_had_word(Database& database, const std::string& to, Instant now) {
  constexpr std::chrono::hours kDay{24};
  Query query = database.query("SELECT 1 FROM outbox WHERE kind = 4 AND state <> 3 AND " +
                               std::string(database.dialect().same_forward_path) + " AND made > ? LIMIT 1");
  return query.bind(lower_case(to)).bind(to_milliseconds(now - kDay)).next();
}

}  // namespace

bool is_over_rate(Database& database, const OutgoingLetter& letter, const NoticeRate& rate, Instant now) {
  if (letter.kind == NoticeKind::word) return has_had_word(database, letter.forward_path, now);
  if (letter.kind != NoticeKind::notice) return false;
  const auto is_over = [&](int64_t most, const std::string& to) {
    return most != 0 && notices_to(database, to, now - rate.window, now) >= most;
  };
  return is_over(rate.most, pattern_of(letter.forward_path)) || is_over(rate.most_to_all, "%") ||
         is_over(rate.most_to_domain, pattern_of_domain(letter.forward_path));
}

void put_letter(Database& database, int64_t case_id, const OutgoingLetter& letter, Instant now, bool is_bounded) {
  const auto state = static_cast<int64_t>(is_bounded ? OutboxState::bounded : OutboxState::waiting);
  Query query = database.query(
      "INSERT INTO outbox (case_id, kind, forward_path, message_id, octets, state, made, due, reverse_path, "
      "body_digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  query.bind(case_id).bind(static_cast<int64_t>(letter.kind)).bind(letter.forward_path);
  // One that is never sent needs no draft.
  query.bind(letter.message_id)
      .bind_octets(is_bounded ? without_attachments(letter.octets) : letter.octets)
      .bind(state);
  query.bind(to_milliseconds(now)).bind(to_milliseconds(now)).bind(letter.reverse_path);
  query.bind(letter.kind == NoticeKind::completed ? digest_of(body_of(letter.octets)) : std::string()).run();
}

void withdraw_letters(Database& database, int64_t case_id) {
  database.query("DELETE FROM outbox WHERE case_id = ? AND state = 0 AND attempts = 0").bind(case_id).run();
}

std::optional<OutboxRow> claim_letter(Database& database, Instant now, std::chrono::milliseconds lease) {
  int64_t id = 0;
  {
    Query query = database.query(
        std::string("SELECT id FROM outbox WHERE state = 0 AND due <= ?1 AND claimed_until <= ?1 ORDER BY due LIMIT 1")
            .append(database.dialect().skip_claimed));
    if (!query.bind(to_milliseconds(now)).next()) return std::nullopt;
    id = query.integer(0);
  }
  database.query("UPDATE outbox SET claimed_until = ?, attempts = attempts + 1 WHERE id = ?")
      .bind(to_milliseconds(now + lease))
      .bind(id)
      .run();
  Query query = database.query(std::string(kRows).append(" WHERE o.id = ?"));
  if (!query.bind(id).next()) return std::nullopt;
  return row_of(query);
}

namespace {

// The draft was for its sender; whoever looks at the journal has no need of it, and none of a letter or a code.
void drop_attachments(Database& database, int64_t id) {
  database.query("UPDATE outbox SET octets = NULL WHERE id = ? AND kind IN (2, 3)").bind(id).run();
  std::string octets;
  {
    Query query = database.query("SELECT octets FROM outbox WHERE id = ? AND kind = 0 AND octets IS NOT NULL");
    if (!query.bind(id).next()) return;
    octets = query.text(0);
  }
  const std::string left = without_attachments(octets);
  if (left.size() == octets.size()) return;
  database.query("UPDATE outbox SET octets = ? WHERE id = ?").bind_octets(left).bind(id).run();
}

}  // namespace

void settle_letter(Database& database, int64_t id, OutboxState state, const std::string& answer, Instant now) {
  drop_attachments(database, id);
  database.query("UPDATE outbox SET state = ?, answer = ?, settled = ?, claimed_until = 0 WHERE id = ?")
      .bind(static_cast<int64_t>(state))
      .bind(answer)
      .bind(to_milliseconds(now))
      .bind(id)
      .run();
}

namespace {

// 4yz
bool is_refusal_for_now(const std::string& answer) {
  return answer.size() >= 3 && answer[0] == '4' && is_digit(answer[1]) && is_digit(answer[2]);
}

}  // namespace

void put_off_letter(Database& database, int64_t id, const std::string& answer, Instant due) {
  // A letter that the relay says it has not (4yz) may pass our milter again; of one whose answer was lost nobody knows.
  database.query("UPDATE outbox SET due = ?, answer = ?, claimed_until = 0, passed = passed * ? WHERE id = ?")
      .bind(to_milliseconds(due))
      .bind(answer)
      .bind(int64_t{!is_refusal_for_now(answer)})
      .bind(id)
      .run();
}

bool pass_letter_once(Database& database, const CompletedLetter& letter, Instant now) {
  int64_t id = 0;
  {
    Query query = database.query(
        "SELECT id, forward_path FROM outbox WHERE kind = 2 AND message_id = ? AND reverse_path = ? AND body_digest = "
        "? "
        "AND state = 0 AND passed = 0");
    if (!query.bind(letter.message_id).bind(letter.reverse_path).bind(letter.body_digest).next()) return false;
    if (!are_among(letter.recipients, query.text(1))) return false;
    id = query.integer(0);
  }
  database.query("UPDATE outbox SET passed = ? WHERE id = ?").bind(to_milliseconds(now)).bind(id).run();
  return true;
}

std::optional<Instant> next_due_letter(Database& database) {
  Query query = database.query(
      "SELECT min(CASE WHEN due > claimed_until THEN due ELSE claimed_until END) FROM outbox WHERE state = 0");
  if (!query.next() || query.is_null(0)) return std::nullopt;
  return from_milliseconds(query.integer(0));
}

std::vector<OutboxRow> letters_of_case(Database& database, int64_t case_id) {
  Query query = database.query(std::string(kRows).append(" WHERE o.case_id = ? ORDER BY o.id"));
  std::vector<OutboxRow> out;
  for (query.bind(case_id); query.next();) out.push_back(row_of(query));
  return out;
}

void forget_octets(Database& database, Instant settled_before) {
  database.query("UPDATE outbox SET octets = NULL WHERE octets IS NOT NULL AND state <> 0 AND settled < ?")
      .bind(to_milliseconds(settled_before))
      .run();
}

}  // namespace pismovod
