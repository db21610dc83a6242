#include "inspect/recall.h"

#include <algorithm>

#include "base/log.h"
#include "mail/address.h"
#include "mail/message_ids.h"

namespace pismovod {
namespace {

bool may_be_held(const Judged& judged) {
  return judged.status == Status::missing || judged.status == Status::unverified;
}

std::vector<SaidValue> said_in(const Verdict& verdict) {
  std::vector<SaidValue> out;
  for (const Judged& judged : verdict.requirements) {
    for (const Fact& fact : judged.finding.right) out.push_back({judged.id, fact.value, true});
    for (const Fact& fact : judged.finding.wrong) out.push_back({judged.id, fact.value, false});
  }
  return out;
}

// A letter of the same organisation; where none is configured for it, of the same sender.
auto ours(const Message& message, const Envelope& envelope, const Configuration& configuration) {
  const Organization* own = configuration.organization_of(envelope.reverse_path, author_of(message));
  return [own, &envelope, &configuration](const std::string& reverse_path, const std::string& from) {
    const Address sender = parse_path(reverse_path);
    if (own != nullptr) return configuration.organization_of(sender, parse_path(from)) == own;
    return !sender.local.empty() && sender.same_mailbox(envelope.reverse_path);
  };
}

void take(const std::map<std::string, Fact>& held, Verdict& verdict) {
  for (Judged& judged : verdict.requirements) {
    const auto known = held.find(judged.id);
    if (known == held.end() || !may_be_held(judged)) continue;
    judged.status = Status::found;
    judged.finding = {};
    judged.finding.right.push_back(known->second);
    judged.reason = {};
  }
}

void leave_open(Verdict& verdict) {
  for (Judged& judged : verdict.requirements) {
    if (judged.status != Status::missing) continue;
    judged.status = Status::unverified;
    judged.reason = {"journal_silent", {}};
  }
}

}  // namespace

void recall(const Message& message, const Envelope& envelope, const Configuration& configuration,
            const EarlierLetters& earlier, std::vector<Verdict>& verdicts) {
  const std::vector<std::string> ids = answered_ids(message);
  if (ids.empty()) return;
  const auto is_ours = ours(message, envelope, configuration);
  for (Verdict& verdict : verdicts) {
    const Mailbox* mailbox = configuration.mailbox_of(parse_path(verdict.mailbox));
    const bool is_asked =
        mailbox != nullptr && mailbox->thread && std::ranges::any_of(verdict.requirements, may_be_held);
    if (!is_asked) continue;
    const auto held = earlier.held({verdict.mailbox, id_of(message), ids, said_in(verdict), is_ours}, wall_clock());
    if (held) {
      take(*held, verdict);
      continue;
    }
    log_error("qid=" + envelope.queue_id + " earlier letters of the thread: " + held.error().text);
    leave_open(verdict);
  }
}

}  // namespace pismovod
