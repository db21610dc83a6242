#include "review/send_letter.h"

#include <algorithm>

#include "base/log.h"
#include "config/notices.h"
#include "desk/case_entry.h"
#include "desk/compose_letters.h"
#include "journal/case_number.h"
#include "journal/secrets.h"
#include "mail/compose.h"
#include "mime/encoded_word.h"
#include "notice/code_letter.h"
#include "review/send_codes.h"

namespace pismovod {
namespace {

constexpr int kDraws = 5;

bool is_ascii_path(const std::string& path) { return !ascii_address(parse_path(path)).empty(); }

std::string subject_of(const Message& message) { return decode_header(message.text("Subject")); }

std::vector<std::string> addresses_of(const KeptLetter& letter) {
  std::vector<std::string> out;
  for (const std::string& path : letter.recipients) out.push_back(ascii_address(parse_path(path)));
  return out;
}

// To whom the first letter went, and a copy to its sender.
OutgoingLetter outgoing(const KeptLetter& draft, const CheckedLetter& letter) {
  const std::string sender = ascii_address(letter.envelope.reverse_path);
  std::vector<std::string> to = addresses_of(draft);
  if (std::find(to.begin(), to.end(), sender) == to.end()) to.push_back(sender);
  std::string paths;
  for (const std::string& each : to) paths += (paths.empty() ? "" : "\n") + each;
  const HeaderField* id = letter.message.field("Message-ID");
  return {NoticeKind::completed, paths, id == nullptr ? std::string() : unfolded(id->value), draft.octets, sender};
}

RecordRequest record_of(const Visit& visit, const CaseEntry& first, const KeptLetter& draft, CheckedLetter& letter) {
  const Configuration& configuration = visit.shelf.configuration;
  BlockPool blocks;
  const Structure structure = cut_into_entities(letter.message, configuration.settings.limits, blocks,
                                                {letter.message.body.size() + 1, configuration.settings.spool});
  letter.envelope.authenticated = draft.authenticated;
  const Plan plan;
  const CaseToRecord found{letter.message,
                           structure,
                           letter.envelope,
                           letter.outcome,
                           plan,
                           false,
                           configuration,
                           {configuration.texts, configuration.texts},
                           {},
                           OverrideState::none,
                           false,
                           draft.octets.size(),
                           0,
                           0,
                           0,
                           {}};
  RecordRequest out;
  out.entry = case_entry_of(found, visit.now);
  out.completes = first.number;
  out.letters.push_back(outgoing(draft, letter));
  return out;
}

}  // namespace

std::optional<Address> sender_of(const KeptLetter& letter, const CaseEntry& entry, const Configuration& configuration) {
  BlockPool blocks;
  const Message message{{{"From", " " + entry.from}}, Octets(blocks, {})};
  Envelope envelope;
  envelope.reverse_path = parse_path(letter.reverse_path);
  envelope.has_null_reverse_path = letter.reverse_path.empty();
  envelope.authenticated = letter.authenticated;
  const NoticeRules rules = notice_rules(configuration, message, envelope);
  const bool is_ours = notice_recipient(message, envelope, rules.settings).has_value();
  const bool can_go = std::all_of(letter.recipients.begin(), letter.recipients.end(), is_ascii_path);
  // Where domains are known, the reverse-path's is one of them, whoever had signed in.
  envelope.authenticated.clear();
  const bool is_known =
      rules.settings.domains.empty() || notice_recipient(message, envelope, rules.settings).has_value();
  if (!is_ours || !is_known || !can_go || letter.recipients.empty() || ascii_address(envelope.reverse_path).empty())
    return std::nullopt;
  return envelope.reverse_path;
}

StoreResult<void> mail_code(const Visit& visit, const CaseEntry& entry, const KeptLetter& draft,
                            const std::string& code) {
  const Configuration& configuration = visit.shelf.configuration;
  BlockPool blocks;
  const Message message = read_message(draft.octets, blocks, {draft.octets.size() + 1, configuration.settings.spool});
  Envelope envelope;
  envelope.reverse_path = parse_path(draft.reverse_path);
  const NoticeRules rules = notice_rules(configuration, message, envelope);
  const NamedAddress from =
      notice_sender(rules.settings.from, rules.settings.from_name, rules.texts, envelope.reverse_path);
  const int64_t minutes = SendCodes::kGood.count();
  std::string octets = code_letter({code, minutes, envelope.reverse_path, from.address, from.name, subject_of(message),
                                    addresses_of(draft), entry.number, rules.texts});
  return visit.shelf.store.put(
      entry.number, outgoing_letter(NoticeKind::code, ascii_address(envelope.reverse_path), std::move(octets)),
      visit.now);
}

tl::expected<void, SendTrouble> send_draft(const Visit& visit, const CaseEntry& entry, const KeptLetter& draft) {
  const Configuration& configuration = visit.shelf.configuration;
  CheckedLetter letter =
      check_letter(draft.octets, {draft.reverse_path, draft.recipients}, configuration, visit.shelf.workshop->services);
  if (letter.outcome.verdicts.empty() || !lacking_in(letter.outcome, configuration.texts).empty())
    return tl::unexpected(SendTrouble::lacking);
  RecordRequest request = record_of(visit, entry, draft, letter);
  const bool is_shortened = configuration.settings.journal.keep_values == KeepValues::shortened;
  make_storable(request.entry, is_shortened);
  for (int i = 0; i < kDraws; ++i) {
    request.entry.number = draw_case_number();
    const auto recorded = visit.shelf.store.record(request);
    if (recorded) {
      log_info("review completed=" + entry.number + " case=" + recorded->number);
      return {};
    }
    if (recorded.error().kind == StoreError::Kind::number_taken) continue;
    log_error("review: case " + entry.number + " was not sent: " + recorded.error().text);
    return tl::unexpected(recorded.error().kind == StoreError::Kind::other ? SendTrouble::gone : SendTrouble::journal);
  }
  return tl::unexpected(SendTrouble::journal);
}

}  // namespace pismovod
