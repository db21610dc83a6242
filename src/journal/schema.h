// The tables of the journal, and how an older file becomes a newer one. Used within journal/ alone.
//
// A case's id is its time in milliseconds times 1024 and a little: rows lie in the order of time, a
// range of time is a range of ids, and a page begins at an id, whatever the filter. Figures are kept
// as they grow (tally), so that nothing is ever counted over a million cases.
#pragma once

#include <array>
#include <cstdint>

namespace pismovod {

// Each brings the file from version i to i + 1 (PRAGMA user_version). Never changed, only added to.
inline constexpr std::array kMigrations = {
    R"sql(
CREATE TABLE cases (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  sender TEXT NOT NULL,              -- in lower case
  domain TEXT NOT NULL,
  action INTEGER NOT NULL,
  fails INTEGER NOT NULL,
  line TEXT NOT NULL,                -- JSON: what a list shows
  first_case TEXT NOT NULL DEFAULT '',
  put_right_by TEXT NOT NULL DEFAULT '',
  put_right_at INTEGER,
  ended INTEGER,                     -- 0 released, 1 dropped
  ended_by TEXT NOT NULL DEFAULT '',
  ended_why TEXT NOT NULL DEFAULT '',
  ended_at INTEGER,
  marks INTEGER NOT NULL DEFAULT 0,  -- 1 somebody says right, 2 wrong, 3 both
  repeats INTEGER NOT NULL DEFAULT 0
);
-- Apart, so that walking over cases does not read it. JSON.
CREATE TABLE case_entry (id INTEGER PRIMARY KEY, entry TEXT NOT NULL);

CREATE INDEX cases_sender ON cases (sender, id);
CREATE INDEX cases_domain ON cases (domain, id);
CREATE INDEX cases_action ON cases (action, id);
CREATE INDEX cases_first ON cases (first_case, id) WHERE first_case <> '';
CREATE INDEX cases_put_right ON cases (id) WHERE put_right_at IS NOT NULL;
CREATE INDEX cases_marks ON cases (marks, id) WHERE marks <> 0;
CREATE INDEX cases_held ON cases (id) WHERE action = 3 AND ended IS NULL;

CREATE TABLE case_mailbox (mailbox TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (mailbox, id)) WITHOUT ROWID;
CREATE TABLE case_lack (requirement TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (requirement, id)) WITHOUT ROWID;
CREATE VIRTUAL TABLE case_words USING fts5 (words, detail = none, prefix = '2 3', tokenize = 'unicode61');

-- By which a letter that comes again is told: see thread_keys.h. Only of the last days.
CREATE TABLE thread_key (key INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (key, id)) WITHOUT ROWID;
CREATE INDEX thread_key_id ON thread_key (id);

CREATE TABLE mark (
  id INTEGER NOT NULL, at INTEGER NOT NULL, kind INTEGER NOT NULL, by TEXT NOT NULL, text TEXT NOT NULL
);
CREATE INDEX mark_id ON mark (id, at);

CREATE TABLE tally (
  kind INTEGER NOT NULL, day INTEGER NOT NULL, name TEXT NOT NULL, other TEXT NOT NULL,
  letters INTEGER NOT NULL DEFAULT 0, failed INTEGER NOT NULL DEFAULT 0, refused INTEGER NOT NULL DEFAULT 0,
  held INTEGER NOT NULL DEFAULT 0, withheld INTEGER NOT NULL DEFAULT 0, annotated INTEGER NOT NULL DEFAULT 0,
  overridden INTEGER NOT NULL DEFAULT 0, put_right INTEGER NOT NULL DEFAULT 0,
  put_right_seconds INTEGER NOT NULL DEFAULT 0, marked_right INTEGER NOT NULL DEFAULT 0,
  marked_wrong INTEGER NOT NULL DEFAULT 0, missing INTEGER NOT NULL DEFAULT 0, invalid INTEGER NOT NULL DEFAULT 0,
  unverified INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (kind, day, name, other)
) WITHOUT ROWID;

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  case_id INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  forward_path TEXT NOT NULL COLLATE NOCASE,
  message_id TEXT NOT NULL,
  octets BLOB,
  state INTEGER NOT NULL DEFAULT 0,
  made INTEGER NOT NULL,
  due INTEGER NOT NULL,
  claimed_until INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  settled INTEGER NOT NULL DEFAULT 0,
  answer TEXT NOT NULL DEFAULT ''
);
CREATE INDEX outbox_due ON outbox (due) WHERE state = 0;
CREATE INDEX outbox_case ON outbox (case_id);
CREATE INDEX outbox_rate ON outbox (forward_path, made);
CREATE INDEX outbox_settled ON outbox (settled) WHERE octets IS NOT NULL AND state <> 0;
)sql",
    // By which a case's rows are found when it is removed; few among many, in the order of lists.
    R"sql(
CREATE INDEX case_mailbox_id ON case_mailbox (id);
CREATE INDEX case_lack_id ON case_lack (id);
DROP INDEX cases_marks;
CREATE INDEX cases_right ON cases (id) WHERE marks IN (1, 3);
CREATE INDEX cases_wrong ON cases (id) WHERE marks IN (2, 3);
)sql",
    // Figures of senders by weeks.
    R"sql(
CREATE TEMP TABLE weeks AS
  SELECT kind, day - (day + 3) % 7, name, other, sum(letters), sum(failed), sum(refused), sum(held), sum(withheld),
         sum(annotated), sum(overridden), sum(put_right), sum(put_right_seconds), sum(marked_right), sum(marked_wrong),
         sum(missing), sum(invalid), sum(unverified)
  FROM tally WHERE kind = 2 GROUP BY 1, 2, 3, 4;
DELETE FROM tally WHERE kind = 2;
INSERT INTO tally SELECT * FROM weeks;
DROP TABLE weeks;
CREATE INDEX tally_person ON tally (name, other, day, missing, invalid) WHERE kind = 4;
)sql",
    // Notices of the last hour, to whomever.
    R"sql(
DROP INDEX outbox_rate;
CREATE INDEX outbox_made ON outbox (made, forward_path) WHERE kind = 0 AND state <> 3;
)sql",
    // What a mark teaches.
    R"sql(
ALTER TABLE mark ADD COLUMN teaches TEXT NOT NULL DEFAULT '';
ALTER TABLE mark ADD COLUMN sentence TEXT NOT NULL DEFAULT '';
)sql",
    // Whose word a mark is, and what holds: of the reviewers the last one's, else the sender's complaint. The
    // bits of `marks` are 1 right, 2 wrong, 4 the sender complained, 8 a reviewer has answered.
    R"sql(
ALTER TABLE mark ADD COLUMN of_sender INTEGER NOT NULL DEFAULT 0;
UPDATE mark SET of_sender = 1 WHERE kind = 1 AND by <> '' AND
  lower(by) = (SELECT sender FROM cases WHERE cases.id = mark.id);
ALTER TABLE cases ADD COLUMN by_override INTEGER NOT NULL DEFAULT 0;
DROP INDEX cases_right;
DROP INDEX cases_wrong;
UPDATE cases SET marks =
  coalesce((SELECT kind + 1 FROM mark m WHERE m.id = cases.id AND m.kind < 2
            ORDER BY of_sender, at DESC, rowid DESC LIMIT 1), 0)
  + CASE WHEN EXISTS (SELECT 1 FROM mark m WHERE m.id = cases.id AND m.of_sender = 1) THEN 4 ELSE 0 END
  + CASE WHEN EXISTS (SELECT 1 FROM mark m WHERE m.id = cases.id AND m.kind < 2 AND m.of_sender = 0) THEN 8 ELSE 0 END
  WHERE marks <> 0;
CREATE INDEX cases_right ON cases (id) WHERE marks & 3 = 1;
CREATE INDEX cases_wrong ON cases (id) WHERE marks & 3 = 2;
CREATE INDEX cases_complaint ON cases (id) WHERE marks & 4 = 4;
)sql",
    // Letters that their senders completed on the page; links that were withdrawn.
    R"sql(
ALTER TABLE outbox ADD COLUMN reverse_path TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN body_digest TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN passed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cases ADD COLUMN no_link INTEGER NOT NULL DEFAULT 0;
CREATE INDEX outbox_completed ON outbox (message_id) WHERE kind = 2;
)sql",
    // Words that a sender has once a day.
    R"sql(
CREATE INDEX outbox_word ON outbox (forward_path, made) WHERE kind = 4 AND state <> 3;
)sql",
    // Letters that a lead lets pass, one a case.
    R"sql(
CREATE TABLE allowance (
  id INTEGER PRIMARY KEY, sender TEXT NOT NULL, expires INTEGER NOT NULL, by TEXT NOT NULL, why TEXT NOT NULL,
  used INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX allowance_sender ON allowance (sender) WHERE used = 0;
)sql",
    // What those who share the journal leave for each other: store.h, Memo.
    R"sql(
CREATE TABLE memo (
  kind INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, until INTEGER NOT NULL, PRIMARY KEY (kind, key)
);
)sql",
    // Of a server: what is large lies in partitions by months (postgres_months.h). Of a file nothing.
    "",
};

// The one that brings the partitions.
inline constexpr size_t kByMonths = 10;

}  // namespace pismovod
