// A case: one judged letter as it stands in the journal, for people who look at it later. Plain
// values, whole without the configuration that made them: what people read is stored in words.
//
// All text is valid UTF-8 and may hold anything that a letter can hold (control characters, HTML,
// bidi overrides): who shows it makes it harmless. Passwords and PIN codes never get in here.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/mailbox.h"
#include "rules/verdict.h"

namespace pismovod {

// A moment of the wall clock, UTC, to the millisecond.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

inline constexpr int64_t to_milliseconds(Instant at) { return at.time_since_epoch().count(); }
inline constexpr Instant from_milliseconds(int64_t ms) { return Instant(std::chrono::milliseconds(ms)); }
inline Instant wall_clock() {
  return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

// One place where a datum stands, or something that was taken for it.
struct CaseFact {
  std::string value;     // in normal form
  std::string where;     // as the JSON verdict says it: `attachment 2 «Карточка.docx», table 1`
  std::string place;     // the same in words: "Карточка.docx, таблица 1"
  size_t line = 0;       // within that place, from 1; 0: none
  std::string evidence;  // as written
  std::string reason;    // why it is wrong, in words; empty where it is right
  bool operator==(const CaseFact&) const = default;
};

struct CaseRequirement {
  std::string id;
  std::string title;  // "ИНН клиента"
  Level level = Level::must;
  Status status = Status::missing;
  std::vector<CaseFact> facts;  // those that the status speaks of: right ones where found, wrong where invalid
  std::string reason;           // why it is not simply found, in words
  std::string asked_by;         // the line that asks for it: "/etc/pismovod/mailboxes/lic.toml:5"
  bool is_lacking() const { return status == Status::missing || status == Status::invalid; }
  bool fails() const { return level == Level::must && is_lacking(); }
  bool operator==(const CaseRequirement&) const = default;
};

// The verdict for one recipient that is a mailbox of ours.
struct CaseMailbox {
  std::string recipient;  // as the envelope has it
  std::string mailbox;
  std::vector<std::string> scenarios;
  std::vector<CaseRequirement> requirements;
  std::vector<std::string> unsure = {};  // the candidates, where it was not clear what the letter is about
  std::string decided_by = {};           // the sentence that told what it is about, as written; empty: phrases did
  std::vector<std::string> words = {};   // that weighed most for it, as written
  bool fails() const;                    // as Verdict::fails
  bool operator==(const CaseMailbox&) const = default;
};

struct CaseLookalike {
  std::string address;
  std::string meant;
  bool operator==(const CaseLookalike&) const = default;
};

// What the letter was completed with before it went on.
struct CaseCompletion {
  std::vector<std::string> ids;    // requirements
  std::vector<std::string> lines;  // "Код партнера: 14352"
  std::string before;              // the letter's words round the place
  std::string after;
  bool operator==(const CaseCompletion&) const = default;
};

// Milliseconds.
struct CaseDurations {
  double receiving = 0;  // from MAIL to the end of the message
  double waiting = 0;    // for a place to be judged in
  double judging = 0;
  bool operator==(const CaseDurations&) const = default;
};

// The letter that was complete at last, or that its sender let pass as it is.
struct CasePutRight {
  std::string by;  // the case of that letter
  Instant at;
  bool is_override = false;
  bool operator==(const CasePutRight&) const = default;
};

// What a person did with a held letter.
struct CaseEnding {
  enum class How : uint8_t { released, dropped };
  How how = How::released;
  std::string by;
  std::string why;
  Instant at;
  bool operator==(const CaseEnding&) const = default;
};

// What a reviewer says of a case.
struct CaseMark {
  enum class Kind : uint8_t { right, wrong, note };  // the filter was right, was wrong; a note
  Kind kind = Kind::note;
  std::string by;    // sign-in name, or the sender's address where it came by the link in the notice
  std::string text;  // what it should have seen; the note
  Instant at;
  std::string teaches = {};   // what was right, as examples say it: "zakaz:cancel"; empty: nothing to learn
  std::string sentence = {};  // the words of the letter that say so, as written; empty: those that decided
  bool is_complaint = false;  // came by the sender's own link
  bool operator==(const CaseMark&) const = default;
};

// What became of the sender's word that the check was wrong: the last word of a reviewer decides.
enum class Complaint : uint8_t { none, open, agreed, declined };

// What the sender was told of the letter while writing it. "put_right": it lacked something at first.
enum class CheckedBefore : uint8_t { no, incomplete, complete, put_right };

// A value that the letter lacked: for its sender's form, to be confirmed.
struct CaseOffer {
  std::string id;  // the requirement
  std::string value;
  std::string source;  // the text [source.KEY]
  bool operator==(const CaseOffer&) const = default;
};

struct CaseEntry {
  std::string number;  // "3K7Q81B"; see case_number.h
  Instant at;
  std::string queue_id;                 // the MTA's
  std::string host;                     // whose MTA: journal.host; empty: one that did not say it yet
  std::string message_id;               // with its angle brackets; empty: the letter has none
  std::vector<std::string> references;  // In-Reply-To and References, doubles left out
  std::string reverse_path;             // empty: null
  std::string authenticated;            // empty: none
  std::string client;                   // IP address; empty: submitted locally
  std::string from;                     // of the header
  std::string subject;                  // decoded
  std::vector<std::string> recipients;  // of the envelope, all, without angle brackets
  uint64_t octets = 0;                  // of the letter

  std::vector<CaseMailbox> mailboxes;
  std::vector<std::string> looked;  // in words: "тема", "текст", "Карточка.docx"
  std::vector<CaseLookalike> lookalikes;
  bool is_machine = false;
  std::string cannot_inspect;  // which limit; empty where it could be

  Action action = Action::accept;
  std::string override_reason;             // as written; empty: not overridden
  std::vector<std::string> reply_lines;    // "550-5.7.1 ..."; empty: the letter was accepted
  std::vector<std::string> withheld_from;  // recipients that were taken out
  CheckedBefore checked_before = CheckedBefore::no;
  std::string trouble;  // what went wrong on our side, an id; empty: nothing
  std::optional<CaseCompletion> completion = {};
  std::vector<std::string> advisories = {};  // doubts that refused nothing, in words
  std::vector<CaseOffer> offers = {};        // values that the letter lacked and a register knew

  std::string rules_digest;
  std::vector<std::string> rules_files;
  CaseDurations durations;

  // What came of it; kept by the store, ignored when a case is recorded.
  std::string first_case;  // the earlier case that this letter is a corrected version of; empty: none
  std::optional<CasePutRight> put_right;
  std::optional<CaseEnding> ending;
  std::vector<CaseMark> marks;  // oldest first
  int64_t repeats = 0;          // how often the very same letter came again
  bool has_no_link = false;     // its sender's link was withdrawn

  bool fails() const;  // for any mailbox
  // Right or wrong, as it holds: the reviewers' last word; before there is one, the sender's.
  std::optional<CaseMark::Kind> judgement() const;
  Complaint complaint() const;
  // Who sent it, for filters and figures: the authenticated name, else the reverse-path, else From.
  const std::string& sender() const;
  bool operator==(const CaseEntry&) const = default;
};

std::string_view name_of(CaseEnding::How how);
std::string_view name_of(CaseMark::Kind kind);
std::string_view name_of(Complaint complaint);
std::string_view name_of(CheckedBefore checked);
CheckedBefore checked_before_named(std::string_view name);  // no, where none has it

}  // namespace pismovod
