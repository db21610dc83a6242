#include "desk/compose_letters.h"

#include <unistd.h>

#include <array>

#include "config/notices.h"
#include "desk/case_entry.h"
#include "notice/delivery_report.h"

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

OutgoingLetter outgoing(NoticeKind kind, std::string to, std::string octets) {
  std::string id = message_id_of(octets);
  return {kind, std::move(to), std::move(id), std::move(octets)};
}

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 && name[0] != '\0' ? name.data() : "localhost";
}

std::optional<OutgoingLetter> notice(const CaseToRecord& found, const CaseEntry& entry, const CaseReference& reference,
                                     BlockPool& blocks) {
  const Settings& settings = found.configuration.settings;
  const NoticeRules rules = notice_rules(found.configuration, found.message, found.envelope);
  const auto made = make_notice({found.message,
                                 found.envelope,
                                 found.outcome,
                                 found.action,
                                 found.is_overridden,
                                 reference,
                                 rules,
                                 blocks,
                                 {static_cast<size_t>(settings.memory_octets), settings.spool},
                                 entry.at});
  if (!made) return std::nullopt;
  return outgoing(NoticeKind::notice, made->recipient, made->octets);
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

std::optional<OutgoingLetter> report(const CaseToRecord& found, const CaseEntry& entry) {
  if (entry.withheld_from.empty() || !found.configuration.settings.notify.reports) return std::nullopt;
  std::vector<std::string> lacking;
  for (const CaseMailbox& mailbox : entry.mailboxes) {
    for (const CaseRequirement& requirement : mailbox.requirements) {
      if (requirement.is_lacking() && requirement.level == Level::must) lacking.push_back(requirement.title);
    }
  }
  const auto made = make_delivery_report(
      {found.message, found.envelope, withheld_paths(found, entry), lacking, entry.number, entry.subject, host_name(),
       found.configuration.settings.notice.from, found.configuration.texts, entry.at});
  if (!made) return std::nullopt;
  return outgoing(NoticeKind::report, made->recipient, made->octets);
}

}  // namespace

LetterComposer letters_composer() {
  auto blocks = std::make_shared<BlockPool>();
  return [blocks](const CaseToRecord& found, const CaseEntry& entry, const CaseReference& reference) {
    std::vector<OutgoingLetter> out;
    if (!is_bounced_by_mta(found)) {
      if (auto made = notice(found, entry, reference, *blocks)) out.push_back(std::move(*made));
    }
    if (auto made = report(found, entry)) out.push_back(std::move(*made));
    return out;
  };
}

}  // namespace pismovod
