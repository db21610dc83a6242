#include "desk/case_entry.h"

#include "actions/wording.h"
#include "base/utf8.h"
#include "desk/network.h"
#include "desk/override_tag.h"
#include "mail/message_ids.h"
#include "mime/encoded_word.h"

namespace pismovod {
namespace {

constexpr size_t kReferences = 50;
constexpr size_t kRecipients = 200;

CaseFact fact_of(const Judged& judged, const Fact& fact, const Texts& texts) {
  const Evidence& evidence = fact.evidence;
  return {fact.value,
          judged.is_completed ? "дописано" : evidence.place.text(),
          place_words(judged, fact, texts),
          judged.is_completed ? 0 : evidence.line,
          evidence.text,
          texts.reason(fact.wrong)};
}

CaseRequirement requirement_of(const Judged& judged, const Texts& texts) {
  CaseRequirement out;
  out.id = judged.id;
  out.title = title_of(judged.id, texts);
  out.level = judged.level;
  out.status = judged.status;
  for (const Fact& fact : facts_of(judged)) out.facts.push_back(fact_of(judged, fact, texts));
  out.reason = reason_words(judged, texts);
  out.asked_by = judged.asked_by;
  return out;
}

void add_header(CaseEntry& entry, const Message& message) {
  entry.message_id = id_of(message);
  entry.references = answered_ids(message);
  if (entry.references.size() > kReferences) {
    entry.references.erase(entry.references.begin(), entry.references.end() - kReferences);
  }
  entry.subject = decode_header(message.text("Subject"));
  entry.from = author_of(message).text();
}

void add_envelope(CaseEntry& entry, const Envelope& envelope) {
  entry.queue_id = envelope.queue_id;
  entry.reverse_path = envelope.reverse_path.text();
  entry.authenticated = envelope.authenticated;
  entry.client = envelope.client;
  for (const Recipient& recipient : envelope.recipients) {
    if (entry.recipients.size() < kRecipients) entry.recipients.push_back(recipient.address.text());
  }
}

void add_verdicts(CaseEntry& entry, const Outcome& outcome, const Texts& texts) {
  for (const Verdict& verdict : outcome.verdicts) {
    CaseMailbox& mailbox = entry.mailboxes.emplace_back(CaseMailbox{
        verdict.recipient, verdict.mailbox, verdict.scenarios, {}, verdict.matter.unsure, {}, verdict.matter.words});
    if (verdict.matter.evidence) mailbox.decided_by = verdict.matter.evidence->text;
    for (const Judged& judged : verdict.requirements) mailbox.requirements.push_back(requirement_of(judged, texts));
  }
  for (const Place& place : outcome.looked) entry.looked.push_back(place_words({place, 0, 0, {}}, texts));
  for (const LookalikeWarning& warning : outcome.lookalikes)
    entry.lookalikes.push_back({warning.address, warning.meant});
  if (const auto& made = outcome.completion)
    entry.completion = CaseCompletion{made->ids, made->lines, made->before, made->after};
  for (const Advisory& advisory : outcome.advisories) entry.advisories.push_back(advisory_words(advisory, texts));
  for (const Offer& offer : outcome.offers) entry.offers.push_back({offer.id, offer.value, offer.source});
  entry.is_machine = outcome.is_machine;
  entry.cannot_inspect = outcome.cannot_inspect;
}

}  // namespace

CaseEntry case_entry_of(const CaseToRecord& found, Instant now) {
  CaseEntry entry;
  entry.at = now;
  add_header(entry, found.message);
  // The same letter with a tag is the same matter; the reason is on record by itself.
  if (found.tag != OverrideState::none)
    entry.subject =
        decode_header(without_override_tag(found.message.text("Subject"), found.configuration.settings.override_.tag));
  add_envelope(entry, found.envelope);
  entry.octets = found.octets;
  add_verdicts(entry, found.outcome, found.configuration.texts);
  entry.action = found.plan.action;
  entry.trouble = name_of(found.trouble);
  entry.override_reason = found.override_reason;
  entry.rules_digest = found.configuration.digest;
  entry.rules_files = found.configuration.files;
  entry.durations = {found.receiving, found.waiting, found.judging};
  return entry;
}

void add_answer(CaseEntry& entry, const CaseToRecord& found, const CaseReference& reference) {
  Plan plan = found.plan;
  refer_to(plan, reference, found.texts);
  entry.reply_lines.clear();
  if (plan.reply) {
    for (const std::string& line : plan.reply->lines()) {
      entry.reply_lines.push_back(std::string(plan.reply->code()) + " " + std::string(plan.reply->enhanced_code()) +
                                  " " + line);
    }
  }
  entry.withheld_from.clear();
  for (const Edit& edit : plan.edits) {
    if (const auto* out = std::get_if<DeleteRecipient>(&edit))
      entry.withheld_from.push_back(parse_path(out->path).text());
  }
}

bool is_bounced_by_mta(const CaseToRecord& found) {
  if (found.plan.action != Action::reject || !found.envelope.authenticated.empty()) return false;
  const std::string& client = found.envelope.client;
  if (client.empty()) return true;
  static const std::optional<Network> four = Network::parse("127.0.0.0/8");
  static const std::optional<Network> six = Network::parse("::1");
  return (four && four->holds(client)) || (six && six->holds(client));
}

}  // namespace pismovod
