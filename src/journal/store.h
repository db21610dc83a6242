// Where cases and the outbox are kept. database_store.h is the one there is: in a file, or on a server for several
// machines.
//
// Any thread. Nothing throws. Every call takes the moment that counts as now, so that clocks can be
// simulated. Calls that write return by the bound that the store was opened with.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "journal/entry.h"

namespace pismovod {

struct StoreError {
  enum class Kind : uint8_t {
    busy,          // locked by another for longer than the bound
    full,          // no room on the disk
    gone,          // not there, unreadable, damaged
    number_taken,  // another case has this number
    no_such_case,
    other
  };
  Kind kind = Kind::other;
  std::string text;  // for people
};
template <class T>
using StoreResult = tl::expected<T, StoreError>;

// --- the outbox ----------------------------------------------------------------------------------

// To a sender of ours: a notice; a delivery status report (RFC 3464); the code by which he lets his completed letter
// go; a word that he has once a day at most. completed: that letter itself, to its recipients.
enum class NoticeKind : uint8_t { notice, report, completed, code, word };
enum class OutboxState : uint8_t { waiting, sent, given_up, bounded };  // bounded: over the rate, never sent

// A letter of ours that is to be sent. The reverse-path is null but for a completed one.
struct OutgoingLetter {
  NoticeKind kind = NoticeKind::notice;
  std::string forward_path;       // one address, without angle brackets; of a completed letter all, parted by LF
  std::string message_id;         // of `octets`, with its angle brackets; the same at every try
  std::string octets;             // RFC 5322, CRLF
  std::string reverse_path = {};  // without angle brackets; empty: null
  bool operator==(const OutgoingLetter&) const = default;
};

struct OutboxRow {
  int64_t id = 0;
  std::string case_number;
  OutgoingLetter letter;  // octets are gone some days after it was sent; a completed letter's and a code's at once
  OutboxState state = OutboxState::waiting;
  Instant made;
  Instant due;          // not to be tried before
  int attempts = 0;     // begun
  Instant settled;      // when it was sent or given up
  std::string answer;   // the relay's last
  Instant passed = {};  // when our own milter saw a completed letter go; the epoch: it has not
};

// A letter that comes to our milter and says that it is one of the completed.
struct CompletedLetter {
  std::string message_id;
  std::string reverse_path;
  std::vector<std::string> recipients;  // without angle brackets
  std::string body_digest;              // digest_of() what stands behind its header
};

// No more notices within `window` than so many to one forward-path, to one domain (addresses that were
// made up have one), and to all; 0: unbounded. The rest is stored as `bounded`. Reports are not counted and
// not bounded: who lost a recipient must hear of it.
struct NoticeRate {
  int64_t most = 0;
  int64_t most_to_domain = 0;
  int64_t most_to_all = 0;
  std::chrono::milliseconds window{std::chrono::hours(1)};
  bool operator==(const NoticeRate&) const = default;
};

// --- recording -----------------------------------------------------------------------------------

struct RecordRequest {
  CaseEntry entry;  // with its number
  std::vector<OutgoingLetter> letters;
  NoticeRate rate;
  // On disk before it returns, whatever happens to the machine; else before long.
  bool durable = true;
  // The same letter that comes again within this time is the same case. Corrected letters are tied to
  // their first case within it too.
  std::chrono::milliseconds tie_window{std::chrono::hours(72)};
  // The case whose completed letter this is, for certain; empty: whatever it is tied to. Where that was put right
  // meanwhile nothing is recorded and nothing sent: an error of kind `other`.
  std::string completes = {};
};

struct Recorded {
  std::string number;      // of the case; an earlier one's where the very same letter came again
  bool is_repeat = false;  // nothing but its count was changed, no letter was put in the outbox
  std::string first_case;  // that it is tied to; empty: none
};

// --- looking -------------------------------------------------------------------------------------

struct CaseFilter {
  std::optional<Instant> since;  // included
  std::optional<Instant> until;  // not included
  std::string sender;            // an address as CaseEntry::sender(), "@domain", or a part of an address or login
  std::string mailbox;           // its address
  std::string missing;           // a requirement's id that is missing or invalid
  std::optional<Action> action;
  std::string text;  // words, each the beginning of a word in subject, addresses, values, number
  std::optional<bool> put_right;
  std::optional<CaseMark::Kind> marked;  // right or wrong, as CaseEntry::judgement()
  std::optional<Complaint> complaint;
  bool held = false;    // held letters that were neither released nor dropped
  std::string tied_to;  // the number of the first case
};

// One line of a list.
struct CaseLine {
  int64_t position = 0;  // for paging
  std::string number;
  Instant at;
  std::string queue_id;
  std::string sender;
  std::string subject;
  std::vector<std::string> mailboxes;
  std::vector<std::string> lacking;  // ids that are missing or invalid, doubles left out
  Action action = Action::accept;
  bool fails = false;
  bool is_overridden = false;
  std::string first_case;
  std::optional<CasePutRight> put_right;
  std::optional<CaseEnding> ending;
  bool marked_right = false;  // as it holds: CaseEntry::judgement()
  bool marked_wrong = false;
  Complaint complaint = Complaint::none;
};

// Newest first. `before` is the position of the last line that was seen; `after` turns the page back
// (the lines just newer than it, still newest first). At most one of them.
struct PageRequest {
  std::optional<int64_t> before;
  std::optional<int64_t> after;
  size_t limit = 50;
};

struct CasePage {
  std::vector<CaseLine> lines;
  bool has_older = false;
  bool has_newer = false;
};

// --- figures -------------------------------------------------------------------------------------

struct Tally {
  std::chrono::sys_days day;  // the first of its period, UTC; the epoch where the period is all
  std::string name;           // see TallyKind
  std::string other;
  int64_t letters = 0;
  int64_t failed = 0;
  int64_t refused = 0;
  int64_t held = 0;
  int64_t withheld = 0;
  int64_t annotated = 0;
  int64_t overridden = 0;
  int64_t put_right = 0;
  int64_t put_right_seconds = 0;  // of them together
  int64_t marked_right = 0;
  int64_t marked_wrong = 0;
  int64_t missing = 0;  // of requirements
  int64_t invalid = 0;
  int64_t unverified = 0;
};

enum class TallyKind : uint8_t {
  total,               // name and other are empty
  mailbox,             // name: its address
  sender,              // name: as CaseEntry::sender(); by weeks
  requirement,         // name: its id, other: the mailbox
  sender_requirement,  // name: the sender, other: the requirement; only missing, invalid; by weeks
  checked_before,      // name: as name_of(CheckedBefore)
};
enum class TallyPeriod : uint8_t { all, week, day };  // weeks begin on Monday

struct TallyRequest {
  TallyKind kind = TallyKind::total;
  TallyPeriod period = TallyPeriod::all;
  std::optional<Instant> since;  // whole days (weeks for sender, sender_requirement)
  std::optional<Instant> until;
  std::string name;   // only this; empty: any
  std::string other;  // only this; empty: any
};

// A letter that a lead has let pass.
struct Allowance {
  std::string number;  // of the case that it was allowed in
  std::string by;
  std::string why;
};

// --- memos ---------------------------------------------------------------------------------------

// What those who share a journal leave for each other, until it is over.
enum class MemoKind : uint8_t {
  daemon,   // key: its host; see running_daemons.h
  order,    // key: a case's number; see held_orders.h
  session,  // who is signed in on the review page: on all pages
  attempt   // of signing in
};
struct Memo {
  std::string key;
  std::string value;
  Instant until;  // afterwards it is none
  bool operator==(const Memo&) const = default;
};

// --- the store -----------------------------------------------------------------------------------

class Store {
 public:
  Store() = default;
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  virtual ~Store() = default;

  // The case and its letters in one transaction; ties it to an earlier case, and where it is complete
  // that one is put right.
  virtual StoreResult<Recorded> record(const RecordRequest& request) = 0;
  // The answer was given without waiting for the record: the letter passed with `trouble`, and what was
  // to be sent is not, where it is not sent yet.
  virtual StoreResult<void> take_back(const std::string& number, const std::string& trouble) = 0;

  virtual StoreResult<CaseEntry> find(const std::string& number) = 0;
  // Recorded from `since` to `until` under any of these keys (letter_keys()), newest first, at most so many.
  virtual StoreResult<std::vector<CaseEntry>> of_thread(const std::vector<int64_t>& keys, Instant since, Instant until,
                                                        size_t most) = 0;
  virtual StoreResult<CasePage> list(const CaseFilter& filter, const PageRequest& page) = 0;
  // How many there are; counted no further than `most`.
  virtual StoreResult<int64_t> count(const CaseFilter& filter, int64_t most) = 0;
  // In no order that counts, but that of day, name, other.
  virtual StoreResult<std::vector<Tally>> tallies(const TallyRequest& request) = 0;

  // What a person does to a case, and the letters that tell its sender of it, in one transaction.
  using Letters = std::vector<OutgoingLetter>;
  virtual StoreResult<void> add_mark(const std::string& number, const CaseMark& mark, const Letters& letters) = 0;
  StoreResult<void> add_mark(const std::string& number, const CaseMark& mark) { return add_mark(number, mark, {}); }
  // Of a held letter, once: an error where it has ended already.
  virtual StoreResult<void> end(const std::string& number, const CaseEnding& ending, const Letters& letters) = 0;
  StoreResult<void> end(const std::string& number, const CaseEnding& ending) { return end(number, ending, {}); }
  // The case is no corrected version of another any more; what it put right is open again. `note` says who
  // did it and why. An error where it is tied to none.
  virtual StoreResult<void> untie(const std::string& number, const CaseMark& note) = 0;

  // Its sender's link opens nothing from now on, whenever it was made. `note` says who did it and why.
  virtual StoreResult<void> withdraw_link(const std::string& number, const CaseMark& note) = 0;

  // One more letter of the case's sender, to a mailbox of the case, passes within this time: whoever takes the
  // allowance first. `note` says who allowed it; the case has one at a time.
  static constexpr std::chrono::hours kAllowance{7 * 24};
  virtual StoreResult<void> allow_once(const std::string& number, const std::string& why, const CaseMark& note,
                                       const Letters& letters) = 0;
  // `sender` as CaseEntry::sender(). Asked of letters that would be stopped.
  virtual StoreResult<std::optional<Allowance>> take_allowance(const std::string& sender,
                                                               const std::vector<std::string>& mailboxes,
                                                               Instant now) = 0;

  // Removes cases older than `before` with all that hangs on them (letters that still wait keep their
  // case), and the octets of letters settled before `letters_before`. Stops after about `most` cases. How
  // many went.
  virtual StoreResult<int64_t> prune(Instant before, Instant letters_before, int64_t most = INT64_MAX) = 0;

  virtual StoreResult<void> put(const std::string& case_number, const OutgoingLetter& letter, Instant now) = 0;
  // One letter that is due and that nobody else has; it is the caller's until now + lease.
  virtual StoreResult<std::optional<OutboxRow>> claim(Instant now, std::chrono::milliseconds lease) = 0;
  virtual StoreResult<void> sent(int64_t id, const std::string& answer, Instant now) = 0;
  virtual StoreResult<void> failed(int64_t id, const std::string& answer, Instant due) = 0;
  // A completed letter that is given up has put nothing right: its case is untied again.
  virtual StoreResult<void> given_up(int64_t id, const std::string& answer, Instant now) = 0;
  // Is it a completed letter that waits to go, to the same people, octet for octet, and comes for the first time? Then
  // it has passed, and does so once: an explicit refusal of the relay's (4yz) alone lets it come again.
  virtual StoreResult<bool> pass_once(const CompletedLetter& letter, Instant now) = 0;
  // When the next one is due; nothing where none waits.
  virtual StoreResult<std::optional<Instant>> next_due() = 0;
  // Of one case, oldest first.
  virtual StoreResult<std::vector<OutboxRow>> letters_of(const std::string& case_number) = 0;

  // In the order of their keys.
  virtual StoreResult<std::vector<Memo>> memos(MemoKind kind, Instant now) = 0;
  virtual StoreResult<std::optional<Memo>> memo(MemoKind kind, const std::string& key, Instant now) = 0;
  // Writes what `change` makes of the one that is there; nothing: it goes. Nobody writes any other meanwhile.
  using MemoChange = std::function<std::optional<Memo>(const std::optional<Memo>&)>;
  virtual StoreResult<void> change_memo(MemoKind kind, const std::string& key, Instant now,
                                        const MemoChange& change) = 0;
};

std::string_view name_of(NoticeKind kind);
std::string_view name_of(OutboxState state);

}  // namespace pismovod
