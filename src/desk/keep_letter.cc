#include "desk/keep_letter.h"

#include <algorithm>

#include "base/digest.h"
#include "mail/compose.h"

namespace pismovod {
namespace {

constexpr std::string_view kBegins = "<pismovod-completed.";

std::string octets_of(const Message& message) {
  std::string out;
  for (const HeaderField& field : message.header) out += field_octets(field);
  return out + "\r\n" + message.body.read(0, message.body.size());
}

bool is_kept(Action action) { return action == Action::reject || action == Action::hold || action == Action::withhold; }

bool is_taken_out(const Plan& plan, const std::string& path) {
  return std::any_of(plan.edits.begin(), plan.edits.end(), [&](const Edit& edit) {
    const auto* out = std::get_if<DeleteRecipient>(&edit);
    return out != nullptr && out->path == path;
  });
}

}  // namespace

LetterBoxBounds box_bounds(const Settings& settings) {
  const bool is_on = !settings.review.public_url.empty() && settings.kept.days > 0;
  return {is_on ? settings.kept.folder : std::string(), static_cast<size_t>(settings.kept.letters),
          static_cast<size_t>(settings.kept.megabytes) << 20, std::chrono::hours(24 * settings.kept.days)};
}

std::optional<KeptLetter> letter_to_keep(const CaseToRecord& found) {
  const LetterBoxBounds bounds = box_bounds(found.configuration.settings);
  const bool is_whole = found.structure.over_limit.empty() && !found.structure.entities.empty() &&
                        found.outcome.cannot_inspect.empty() && found.message.body.is_whole();
  const bool is_wanted = !bounds.folder.empty() && is_kept(found.plan.action) && !found.outcome.is_machine &&
                         !found.envelope.has_null_reverse_path;
  if (!is_wanted || !is_whole || found.message.body.size() > bounds.octets) return std::nullopt;
  KeptLetter out;
  out.reverse_path = found.envelope.reverse_path.text();
  out.authenticated = found.envelope.authenticated;
  for (const Recipient& recipient : found.envelope.recipients) {
    if (found.plan.action != Action::withhold || is_taken_out(found.plan, recipient.path))
      out.recipients.push_back(recipient.path);
  }
  out.octets = octets_of(found.message);
  return out;
}

bool is_settled(const CaseToRecord& found) {
  return found.is_overridden || std::none_of(found.outcome.verdicts.begin(), found.outcome.verdicts.end(),
                                             [](const Verdict& verdict) { return verdict.fails(); });
}

std::string completed_message_id(std::string_view domain) {
  return std::string(kBegins) + new_message_id(domain).substr(1);
}

std::optional<CompletedLetter> completed_letter(const Message& message, const Envelope& envelope) {
  const std::string id = message.text("Message-ID");
  if (!id.starts_with(kBegins)) return std::nullopt;
  CompletedLetter out{id, envelope.reverse_path.text(), {}, digest_of(message.body.read(0, message.body.size()))};
  for (const Recipient& recipient : envelope.recipients) out.recipients.push_back(recipient.address.text());
  return out;
}

}  // namespace pismovod
