// The notice: the letter that tells a sender what became of his letter to a mailbox of ours, what is
// missing, and how to put it right; with a draft of the letter to fill in and send.
//
// Composed whole, as octets ready for SMTP: CRLF, no line over 998 octets, nothing beyond ASCII
// (RFC 5322, RFC 2045-2049). It goes out with the null reverse-path (RFC 3834 section 4), which is the
// envelope's and so the sending shell's business. Whatever the letter holds is shown as plain,
// shortened text. Pure functions but for the Message-ID; any thread.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "actions/outcome.h"
#include "actions/plan.h"
#include "actions/texts.h"
#include "facts/organization.h"
#include "mail/compose.h"
#include "mail/envelope.h"
#include "mail/message.h"
#include "mime/structure.h"
#include "notice/delivery_report.h"
#include "rules/mailbox.h"

namespace pismovod {

// The keys notice.* of the configuration.
struct NoticeSettings {
  bool enabled = true;
  std::vector<Action> actions = {Action::reject, Action::hold, Action::withhold};  // which letters' senders are told
  std::string from;                       // an address; empty: postmaster of the recipient's domain
  std::string from_name;                  // empty: the text notice.from_name
  std::vector<std::string> domains;       // of senders of ours, lower case
  std::string help;                       // who helps, in the admin's own words; empty: nobody is named
  size_t draft_octets = size_t{5} << 20;  // a larger letter's draft lists its attachments instead of carrying them
};

// Whom letters of ours to this address come from, by [notice] from and from_name: postmaster of its domain where none
// is configured.
NamedAddress notice_sender(const std::string& from, const std::string& from_name, const Texts& texts,
                           const Address& to);

// What of the configuration a notice is made with; config/notices.h makes it. All of it outlives it.
struct NoticeRules {
  NoticeSettings settings;
  const Texts& texts;
  const Texts& papers;  // [paper.*]
  std::span<const Mailbox> mailboxes;
  Policy policy;                               // of mailboxes that name none of their own
  const Organization* organization = nullptr;  // the sender's; null: none
};

// What of the tag with which a sender lets a letter pass is worth saying to him.
struct OverrideWord {
  OverrideState state = OverrideState::none;
  bool may = false;  // he is allowed to
  std::string tag;   // without its brackets
};

struct NoticeRequest {
  const Message& message;
  const Structure& structure;  // of the message, for the draft; without entities there is no draft
  const Envelope& envelope;
  const Outcome& outcome;
  Action action = Action::reject;  // what came of the letter
  bool is_overridden = false;
  std::optional<CaseReference> reference;
  const NoticeRules& rules;
  std::chrono::system_clock::time_point now = std::chrono::system_clock::now();
  OverrideWord override_word = {};
  // Of a letter that was withheld: the notice carries it where both go to one person. Null: none.
  const DeliveryReportRequest* report = nullptr;
  // By requirement, what the sender has said since of what was missing or wrong: it stands where blanks would.
  std::map<std::string, std::string> given = {};
};

struct Notice {
  std::string recipient;  // the forward-path, without angle brackets
  std::string octets;
  bool has_report = false;
};

// Whom a notice about this letter goes to: the authenticated name where it is an address of a domain
// of ours, else the reverse-path where it is one, else, where no domains are configured, the
// reverse-path of an authenticated sender. Nobody: the null reverse-path, letters of machines and
// mailing lists, senders of other domains, addresses beyond ASCII.
std::optional<Address> notice_recipient(const Message& message, const Envelope& envelope,
                                        const NoticeSettings& settings);

// The notice, or nothing where none is due: for this action, this sender, a letter that is overridden
// or owes nothing, or a refused one that was submitted locally (the MTA itself tells its sender).
std::optional<Notice> make_notice(const NoticeRequest& request);

}  // namespace pismovod
