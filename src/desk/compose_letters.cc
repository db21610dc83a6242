#include "desk/compose_letters.h"

#include "base/host_name.h"
#include "config/notices.h"
#include "desk/case_entry.h"
#include "mail/compose.h"
#include "notice/delivery_report.h"
#include "notice/told.h"

namespace pismovod {
namespace {

// Of a letter that we have written ourselves.
std::string message_id_of(const std::string& octets) {
  HeaderReader reader;
  size_t at = 0;
  for (size_t end = 0; (end = octets.find("\r\n", at)) != std::string::npos; at = end + 2) {
    if (!reader.take(std::string_view(octets).substr(at, end - at))) break;
  }
  const std::vector<HeaderField> header = reader.finish();
  const HeaderField* field = find_field(header, "Message-ID");
  return field == nullptr ? std::string() : unfolded(field->value);
}

std::vector<std::string> withheld_paths(const CaseToRecord& found, const CaseEntry& entry) {
  std::vector<std::string> out;
  for (const Recipient& recipient : found.envelope.recipients) {
    for (const std::string& address : entry.withheld_from) {
      if (recipient.address.text() == address) out.push_back(recipient.path);
    }
  }
  return out;
}

std::vector<std::string> lacking_titles(const CaseEntry& entry) {
  std::vector<std::string> out;
  for (const CaseMailbox& mailbox : entry.mailboxes) {
    for (const CaseRequirement& requirement : mailbox.requirements) {
      if (requirement.fails()) out.push_back(requirement.title);
    }
  }
  return out;
}

std::optional<DeliveryReportRequest> report_request(const CaseToRecord& found, const CaseEntry& entry) {
  if (entry.withheld_from.empty() || !found.configuration.settings.notify.reports) return std::nullopt;
  return DeliveryReportRequest{found.message,
                               found.envelope,
                               withheld_paths(found, entry),
                               lacking_titles(entry),
                               entry.number,
                               entry.subject,
                               host_name(),
                               found.configuration.settings.notice.from,
                               found.configuration.texts,
                               entry.at};
}

std::optional<Notice> notice(const CaseToRecord& found, const CaseEntry& entry, const CaseReference& reference,
                             const DeliveryReportRequest* report) {
  // A letter that was completed is told of by a word of its own.
  if (is_bounced_by_mta(found) || found.outcome.completion) return std::nullopt;
  const NoticeRules rules = notice_rules(found.configuration, found.message, found.envelope);
  const auto to = notice_recipient(found.message, found.envelope, rules.settings);
  // A report is for the reverse-path, a notice for who signed in.
  const bool is_one_person = to && to->same_mailbox(found.envelope.reverse_path);
  return make_notice({found.message,
                      found.structure,
                      found.envelope,
                      found.outcome,
                      found.plan.action,
                      found.is_overridden,
                      reference,
                      rules,
                      entry.at,
                      {found.tag, found.may_override, found.configuration.settings.override_.tag},
                      is_one_person ? report : nullptr});
}

// What was written into the letter, told its sender.
std::optional<OutgoingLetter> word_of_completion(const CaseToRecord& found, const CaseEntry& entry,
                                                 const CaseReference& reference) {
  if (!found.outcome.completion) return std::nullopt;
  const NoticeRules rules = notice_rules(found.configuration, found.message, found.envelope);
  const auto to = notice_recipient(found.message, found.envelope, rules.settings);
  if (!to || !rules.settings.enabled) return std::nullopt;
  const NamedAddress from = notice_sender(rules.settings.from, rules.settings.from_name, rules.texts, *to);
  TellRequest request{
      Deed::completed,  *to,      from.address, from.name,      {},         {}, entry.subject, entry.message_id,
      entry.recipients, entry.at, entry.number, reference.link, rules.texts};
  request.lines = found.outcome.completion->lines;
  return outgoing_letter(NoticeKind::word, ascii_address(*to), tell_sender(request));
}

}  // namespace

OutgoingLetter outgoing_letter(NoticeKind kind, std::string to, std::string octets) {
  std::string id = message_id_of(octets);
  return {kind, std::move(to), std::move(id), std::move(octets)};
}

LetterComposer letters_composer() {
  return [](const CaseToRecord& found, const CaseEntry& entry, const CaseReference& reference) {
    std::vector<OutgoingLetter> out;
    const auto report = report_request(found, entry);
    const auto made = notice(found, entry, reference, report ? &*report : nullptr);
    if (made) out.push_back(outgoing_letter(NoticeKind::notice, made->recipient, made->octets));
    if (auto word = word_of_completion(found, entry, reference)) out.push_back(std::move(*word));
    if (!report || (made && made->has_report)) return out;
    if (auto alone = make_delivery_report(*report))
      out.push_back(outgoing_letter(NoticeKind::report, alone->recipient, std::move(alone->octets)));
    return out;
  };
}

}  // namespace pismovod
