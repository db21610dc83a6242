// A letter comes again: the very same one, which counts as a repeat of its case, or a corrected one, which is tied to
// the first case of a matter that still waits. Both are told by keys that each case leaves behind (thread_keys.h), and
// within the time that the request gives; a machine's letter is tied to none. One that lacks nothing, or that its
// sender let pass, closes all open cases of the matter.
//
// Figures are kept as they grow (schema.h): whoever changes what is counted of a case takes it from them and adds it
// anew. Where months are partitions, only what lies beside them is deleted case by case.

#include "journal/record_case.h"

#include <algorithm>

#include "journal/dialect.h"
#include "journal/entry_json.h"
#include "journal/outbox_table.h"
#include "journal/postgres_months.h"
#include "journal/search_words.h"
#include "journal/secrets.h"
#include "journal/tally_table.h"
#include "journal/thread_keys.h"
#include "rules/policy.h"

namespace pismovod {
namespace {

constexpr int64_t kIdsAMillisecond = 1024;

int64_t free_id(Database& database, Instant at) {
  const int64_t first = first_id_of(at);
  Query query = database.query("SELECT max(id) FROM cases WHERE id >= ? AND id < ?");
  query.bind(first).bind(first + kIdsAMillisecond).next();
  const int64_t id = query.is_null(0) ? first : query.integer(0) + 1;
  if (id == first + kIdsAMillisecond) throw DatabaseError{{StoreError::Kind::busy, "too many cases at once"}};
  return id;
}

// The case that this very letter has already; empty: none.
std::string same_case(Database& database, const std::string& number, int64_t key, int64_t oldest) {
  if (key == 0) return {};
  Query query = database.query(
      "SELECT c.id, c.number FROM thread_key k JOIN cases c ON c.id = k.id WHERE k.key = ? AND k.id >= ? ORDER BY k.id "
      "LIMIT 1");
  if (!query.bind(key).bind(oldest).next()) return {};
  // A case that was recorded, and nobody was told so, comes again out of the spool.
  if (query.text(1) != number)
    database.query("UPDATE cases SET repeats = repeats + 1 WHERE id = ?").bind(query.integer(0)).run();
  return query.text(1);
}

// The first case of the same matter that still waits to be put right; empty: none. By its subject alone a
// letter is the same matter only where it speaks of the same client.
class OpenMatter {
 public:
  OpenMatter(Database& database, const CaseEntry& entry, int64_t oldest, int64_t newest)
      : database_(database), entry_(entry), oldest_(oldest), newest_(newest) {}

  std::string find() {
    for (const int64_t key : thread_keys(entry_)) look(key, false);
    for (const int64_t key : subject_keys(entry_)) look(key, true);
    return first_;
  }

 private:
  void look(int64_t key, bool is_subject) {
    constexpr int64_t kCandidates = 20;
    std::vector<std::pair<int64_t, std::string>> all;
    {
      Query query = database_.query(
          "SELECT c.id, CASE c.first_case WHEN '' THEN c.number ELSE c.first_case END FROM thread_key k JOIN cases c "
          "ON c.id = k.id WHERE k.key = ? AND k.id BETWEEN ? AND ? AND c.fails = 1 AND c.put_right_at IS NULL "
          "ORDER BY k.id DESC LIMIT ?");
      for (query.bind(key).bind(oldest_).bind(newest_).bind(kCandidates); query.next();)
        all.emplace_back(query.integer(0), query.text(1));
    }
    for (const auto& [id, first] : all) {
      if (id <= found_) return;
      if (is_subject && speaks_of_another(read_case(database_, id), entry_)) continue;
      found_ = id;
      first_ = first;
      return;
    }
  }

  Database& database_;
  const CaseEntry& entry_;
  int64_t oldest_;
  int64_t newest_;
  int64_t found_ = 0;
  std::string first_;
};

// The first case of the matter that this letter completes, while it still waits: a form that is sent twice, or from two
// windows, sends one letter.
std::string completed_case(Database& database, const std::string& number) {
  Query query = database.query(
      "SELECT CASE first_case WHEN '' THEN number ELSE first_case END, put_right_at FROM cases WHERE number = ?");
  if (!query.bind(number).next()) throw DatabaseError{{StoreError::Kind::no_such_case, "no case " + number}};
  if (!query.is_null(1)) throw DatabaseError{{StoreError::Kind::other, "the letter was put right already"}};
  return query.text(0);
}

std::vector<int64_t> all_ids(Query& query) {
  std::vector<int64_t> ids;
  while (query.next()) ids.push_back(query.integer(0));
  return ids;
}

// A letter that its sender let pass closes the case too, and puts nothing right.
void put_right(Database& database, const std::string& first, const CaseEntry& by) {
  // `<> ''` leads SQLite to the partial index: without it every case is looked at.
  const std::vector<int64_t> ids = all_ids(
      database
          .query("SELECT id FROM cases WHERE (number = ?1 OR (first_case <> '' AND first_case = ?1)) AND fails = 1 AND "
                 "put_right_at IS NULL AND number <> ?2")
          .bind(first)
          .bind(by.number));
  const bool is_override = by.fails();
  for (const int64_t id : ids) {
    database.query("UPDATE cases SET put_right_by = ?, put_right_at = ?, by_override = ? WHERE id = ?")
        .bind(by.number)
        .bind(to_milliseconds(by.at))
        .bind(static_cast<int64_t>(is_override))
        .bind(id)
        .run();
    if (!is_override) count_put_right(database, read_case(database, id));
  }
}

std::string domain_of(const std::string& sender) {
  const size_t at = sender.rfind('@');
  return at == std::string::npos ? std::string() : sender.substr(at + 1);
}

void insert_case(Database& database, int64_t id, const CaseEntry& entry, const std::string& first) {
  const std::string sender = lower_case(entry.sender());
  const std::string domain = domain_of(sender);
  const std::string line = line_json(entry);
  Query taken = database.query("SELECT 1 FROM cases WHERE number = ?");
  if (taken.bind(entry.number).next())
    throw DatabaseError{{StoreError::Kind::number_taken, "the number " + entry.number + " is taken"}};
  Query query = database.query(
      "INSERT INTO cases (id, number, sender, domain, action, fails, line, first_case) VALUES (?, ?, ?, ?, ?, ?, ?, "
      "?)");
  query.bind(id).bind(entry.number).bind(sender).bind(domain).bind(static_cast<int64_t>(entry.action));
  query.bind(entry.fails() ? 1 : 0).bind(line).bind(first).run();
  const std::string whole = entry_json(entry);
  database.query("INSERT INTO case_entry (id, entry) VALUES (?, ?)").bind(id).bind(whole).run();
}

void insert_indexes(Database& database, int64_t id, const CaseEntry& entry) {
  for (const CaseMailbox& mailbox : entry.mailboxes) {
    database.query("INSERT INTO case_mailbox (mailbox, id) VALUES (?, ?) ON CONFLICT DO NOTHING")
        .bind(mailbox.mailbox)
        .bind(id)
        .run();
  }
  for (const std::string& lack : lacking_of(entry)) {
    database.query("INSERT INTO case_lack (requirement, id) VALUES (?, ?)").bind(lack).bind(id).run();
  }
  const std::string words = database.dialect().stored_words(words_of(entry));
  database.query("INSERT INTO case_words (rowid, words) VALUES (?, ?)").bind(id).bind(words).run();
}

void insert_keys(Database& database, int64_t id, const std::vector<int64_t>& keys) {
  for (const int64_t key : keys) {
    database.query("INSERT INTO thread_key (key, id) VALUES (?, ?) ON CONFLICT DO NOTHING").bind(key).bind(id).run();
  }
}

// Under which keys a later letter will find this one.
std::vector<int64_t> keys_to_keep(const RecordRequest& request, std::vector<int64_t> matter) {
  if (!request.entry.fails()) matter.clear();
  const std::vector<int64_t> of_letter = letter_keys(request.entry);
  matter.insert(matter.end(), of_letter.begin(), of_letter.end());
  if (const int64_t same = sameness_key(request.entry); same != 0) matter.push_back(same);
  if (!request.entry.fails()) return matter;
  for (const OutgoingLetter& letter : request.letters) {
    const std::vector<int64_t> answers = answer_keys(request.entry, letter.message_id);
    matter.insert(matter.end(), answers.begin(), answers.end());
  }
  return matter;
}

void read_ending(Query& query, CaseEntry& entry) {
  entry.first_case = query.text(1);
  if (!query.is_null(3))
    entry.put_right = CasePutRight{query.text(2), from_milliseconds(query.integer(3)), query.integer(9) != 0};
  if (!query.is_null(4)) {
    entry.ending = CaseEnding{query.integer(4) == 0 ? CaseEnding::How::released : CaseEnding::How::dropped,
                              query.text(5), query.text(6), from_milliseconds(query.integer(7))};
  }
  entry.repeats = query.integer(8);
}

// See the bits of cases.marks in schema.h.
int64_t mark_bits(const CaseEntry& entry) {
  int64_t bits = 0;
  if (const auto judgement = entry.judgement()) bits = *judgement == CaseMark::Kind::right ? 1 : 2;
  const Complaint complaint = entry.complaint();
  if (complaint != Complaint::none) bits |= 4;
  const bool is_reviewed = std::any_of(entry.marks.begin(), entry.marks.end(), [](const CaseMark& mark) {
    return !mark.is_complaint && mark.kind != CaseMark::Kind::note;
  });
  return is_reviewed ? bits | 8 : bits;
}

void insert_mark(Database& database, int64_t id, const CaseMark& mark) {
  database
      .query("INSERT INTO mark (id, at, kind, by, text, teaches, sentence, of_sender) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
      .bind(id)
      .bind(to_milliseconds(mark.at))
      .bind(static_cast<int64_t>(mark.kind))
      .bind(mark.by)
      .bind(mark.text)
      .bind(mark.teaches)
      .bind(without_secrets(mark.sentence))
      .bind(static_cast<int64_t>(mark.is_complaint))
      .run();
}

}  // namespace

int64_t first_id_of(Instant at) { return to_milliseconds(at) * kIdsAMillisecond; }
Instant time_of_id(int64_t id) { return from_milliseconds(id / kIdsAMillisecond); }

Recorded record_case(Database& database, const RecordRequest& request) {
  const CaseEntry& entry = request.entry;
  const int64_t oldest = first_id_of(entry.at - request.tie_window);
  if (const std::string known = same_case(database, entry.number, sameness_key(entry), oldest); !known.empty())
    return {known, true, {}};
  const std::vector<int64_t> keys = matter_keys(entry);
  const int64_t id = free_id(database, entry.at);
  const std::string first = !request.completes.empty() ? completed_case(database, request.completes)
                            : entry.is_machine         ? ""
                                                       : OpenMatter(database, entry, oldest, id).find();
  insert_case(database, id, entry, first);
  insert_indexes(database, id, entry);
  insert_keys(database, id, keys_to_keep(request, keys));
  count_case(database, entry);
  const bool is_settled = !entry.fails() || !entry.override_reason.empty();
  if (!first.empty() && is_settled) put_right(database, first, entry);
  for (const OutgoingLetter& letter : request.letters) {
    put_letter(database, id, letter, entry.at, is_over_rate(database, letter, request.rate, entry.at));
  }
  return {entry.number, false, first};
}

CaseEntry read_case(Database& database, int64_t id) {
  Query query = database.query(
      "SELECT e.entry, c.first_case, c.put_right_by, c.put_right_at, c.ended, c.ended_by, c.ended_why, c.ended_at, "
      "c.repeats, c.by_override, c.no_link FROM cases c JOIN case_entry e ON e.id = c.id WHERE c.id = ?");
  if (!query.bind(id).next()) throw DatabaseError{{StoreError::Kind::no_such_case, "no such case"}};
  std::optional<CaseEntry> entry = parse_entry(query.text(0));
  if (entry) entry->has_no_link = query.integer(10) != 0;
  if (!entry) throw DatabaseError{{StoreError::Kind::gone, "a case in the journal is damaged"}};
  read_ending(query, *entry);
  Query marks = database.query(
      "SELECT kind, by, text, at, teaches, sentence, of_sender FROM mark WHERE id = ? ORDER BY at, rowid");
  for (marks.bind(id); marks.next();) {
    entry->marks.push_back({static_cast<CaseMark::Kind>(marks.integer(0)), marks.text(1), marks.text(2),
                            from_milliseconds(marks.integer(3)), marks.text(4), marks.text(5), marks.integer(6) != 0});
  }
  return std::move(*entry);
}

void change_to_passed(Database& database, int64_t id, const std::string& trouble) {
  CaseEntry entry = read_case(database, id);
  count_case(database, entry, -1);
  entry.action = Action::annotate;
  entry.reply_lines.clear();
  entry.withheld_from.clear();
  entry.trouble = trouble;
  count_case(database, entry);
  const std::string whole = entry_json(entry);
  database.query("UPDATE cases SET action = ? WHERE id = ?").bind(static_cast<int64_t>(entry.action)).bind(id).run();
  database.query("UPDATE case_entry SET entry = ? WHERE id = ?").bind(whole).bind(id).run();
}

void mark_case(Database& database, int64_t id, const CaseMark& mark) {
  const auto before = read_case(database, id).judgement();
  insert_mark(database, id, mark);
  const CaseEntry entry = read_case(database, id);
  const auto after = entry.judgement();
  if (before != after && before) count_mark(database, entry, *before, -1);
  if (before != after && after) count_mark(database, entry, *after, 1);
  database.query("UPDATE cases SET marks = ? WHERE id = ?").bind(mark_bits(entry)).bind(id).run();
}

void untie_case(Database& database, int64_t id, const CaseMark& note) {
  const CaseEntry entry = read_case(database, id);
  if (entry.first_case.empty()) throw DatabaseError{{StoreError::Kind::other, "the case is tied to no other"}};
  const std::vector<int64_t> ids = all_ids(
      database.query("SELECT id FROM cases WHERE put_right_at IS NOT NULL AND put_right_by = ?").bind(entry.number));
  for (const int64_t other : ids) {
    const CaseEntry was = read_case(database, other);
    if (!was.put_right->is_override) count_put_right(database, was, -1);
    database.query("UPDATE cases SET put_right_by = '', put_right_at = NULL, by_override = 0 WHERE id = ?")
        .bind(other)
        .run();
  }
  database.query("UPDATE cases SET first_case = '' WHERE id = ?").bind(id).run();
  insert_mark(database, id, note);
}

void withdraw_link(Database& database, int64_t id, const CaseMark& note) {
  database.query("UPDATE cases SET no_link = 1 WHERE id = ?").bind(id).run();
  insert_mark(database, id, note);
}

void reopen_completed(Database& database, int64_t letter, const std::string& answer, Instant now) {
  int64_t id = 0;
  std::string first;
  {
    Query query = database.query(
        "SELECT c.id, c.first_case FROM outbox o JOIN cases c ON c.id = o.case_id WHERE o.id = ? AND o.kind = 2 AND "
        "c.first_case <> "
        "''");
    if (!query.bind(letter).next()) return;
    id = query.integer(0);
    first = query.text(1);
  }
  const CaseMark note{CaseMark::Kind::note, "pismovod", answer, now};
  untie_case(database, id, note);
  Query query = database.query("SELECT id FROM cases WHERE number = ?");
  if (query.bind(first).next()) insert_mark(database, query.integer(0), note);
}

void end_case(Database& database, int64_t id, const CaseEnding& ending) {
  database.query("UPDATE cases SET ended = ?, ended_by = ?, ended_why = ?, ended_at = ? WHERE id = ? AND ended IS NULL")
      .bind(static_cast<int64_t>(ending.how))
      .bind(ending.by)
      .bind(ending.why)
      .bind(to_milliseconds(ending.at))
      .bind(id)
      .run();
  if (database.changed() == 0)
    throw DatabaseError{{StoreError::Kind::other, "the letter was released or dropped already"}};
}

// What lies in no partition (postgres_months.h).
void remove_head(Database& database, int64_t id) {
  for (const char* sql : {"DELETE FROM mark WHERE id = ?", "DELETE FROM outbox WHERE case_id = ?",
                          "DELETE FROM allowance WHERE id = ?", "DELETE FROM cases WHERE id = ?"}) {
    database.query(sql).bind(id).run();
  }
}

void remove_case(Database& database, int64_t id) {
  for (const char* sql : {"DELETE FROM case_mailbox WHERE id = ?", "DELETE FROM case_lack WHERE id = ?",
                          "DELETE FROM case_words WHERE rowid = ?", "DELETE FROM thread_key WHERE id = ?",
                          "DELETE FROM case_entry WHERE id = ?"}) {
    database.query(sql).bind(id).run();
  }
  remove_head(database, id);
}

// One whose letter still waits keeps its month.
bool has_case_before(Database& database, int64_t end) {
  Query query = database.query("SELECT 1 FROM cases WHERE id < ? LIMIT 1");
  return query.bind(end).next();
}

int64_t prune_some(Database& database, Instant before, Instant letters_before) {
  constexpr int64_t kStep = 500;
  const bool by_months = database.dialect().by_months;
  const int64_t end = first_id_of(by_months ? month_of(before) : before);
  std::vector<int64_t> ids;
  {
    Query query = database.query(
        "SELECT id FROM cases c WHERE id < ? AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.case_id = c.id AND o.state "
        "= 0) "
        "ORDER BY id LIMIT ?");
    for (query.bind(end).bind(kStep); query.next();) ids.push_back(query.integer(0));
  }
  for (const int64_t id : ids) by_months ? remove_head(database, id) : remove_case(database, id);
  forget_octets(database, letters_before);
  if (!ids.empty()) return static_cast<int64_t>(ids.size());
  drop_tallies(database, before);
  if (by_months && !has_case_before(database, end)) drop_months(database, end);
  if (by_months) make_months(database, wall_clock());
  return 0;
}

}  // namespace pismovod
