#include "desk/tell_sender.h"

#include "base/secret.h"
#include "config/notices.h"
#include "desk/compose_letters.h"
#include "journal/case_link.h"
#include "mail/compose.h"
#include "notice/notice.h"

namespace pismovod {
namespace {

Envelope envelope_of(const CaseEntry& entry) {
  Envelope out;
  out.reverse_path = parse_path(entry.reverse_path);
  out.has_null_reverse_path = entry.reverse_path.empty();
  out.authenticated = entry.authenticated;
  return out;
}

std::string link_to(const CaseEntry& entry, const Settings::Review& review) {
  if (review.public_url.empty()) return {};
  const auto secret = Secret::of_file(review.secret);
  if (!secret) return {};
  const auto expires = std::chrono::floor<std::chrono::seconds>(wall_clock() + std::chrono::days(review.link_days));
  return case_link(review.public_url, make_case_token(*secret, entry.number, expires));
}

}  // namespace

std::vector<OutgoingLetter> told_letters(const CaseEntry& entry, Deed deed, const std::string& by,
                                         const std::string& why, const Configuration& configuration) {
  const Envelope envelope = envelope_of(entry);
  BlockPool blocks;
  const Message message{{{"From", " " + entry.from}}, Octets(blocks, {})};
  const NoticeRules rules = notice_rules(configuration, message, envelope);
  const auto to = notice_recipient(message, envelope, rules.settings);
  if (!to || !rules.settings.enabled || entry.is_machine) return {};
  const NamedAddress from = notice_sender(rules.settings.from, rules.settings.from_name, rules.texts, *to);
  std::string octets =
      tell_sender({deed, *to, from.address, from.name, by, why, entry.subject, entry.message_id, entry.recipients,
                   entry.at, entry.number, link_to(entry, configuration.settings.review), rules.texts});
  return {outgoing_letter(NoticeKind::notice, ascii_address(*to), std::move(octets))};
}

}  // namespace pismovod
