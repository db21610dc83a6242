#include "inspect/inspect.h"

#include <algorithm>

#include "inspect/findings.h"
#include "inspect/other_mailbox.h"
#include "inspect/priced.h"
#include "inspect/recall.h"
#include "letter/letter_print.h"
#include "rules/judge.h"

namespace pismovod {
namespace {

// One recipient that is a mailbox of ours, with what the letter owes it.
struct Addressed {
  std::string recipient;
  const Mailbox* mailbox = nullptr;
  Debt debt;
};

std::vector<Addressed> addressed(const Envelope& envelope, const Configuration& configuration) {
  std::vector<Addressed> out;
  for (const Recipient& recipient : envelope.recipients) {
    const Mailbox* mailbox = configuration.mailbox_of(recipient.address);
    const bool twice = std::any_of(out.begin(), out.end(), [&](const Addressed& a) { return a.mailbox == mailbox; });
    if (mailbox != nullptr && !twice) out.push_back({recipient.address.text(), mailbox, {}});
  }
  return out;
}

std::vector<LookalikeWarning> lookalikes(const Envelope& envelope, const Configuration& configuration) {
  std::vector<LookalikeWarning> out;
  for (const Recipient& recipient : envelope.recipients) {
    if (const auto meant = configuration.lookalikes.meant_by(recipient.address))
      out.push_back({recipient.address.text(), meant->text()});
  }
  return out;
}

ReadingContext context(const Envelope& envelope, const Configuration& configuration, const Organization* sender,
                       const Tools& tools) {
  ReadingContext made;
  made.limits = &configuration.settings.limits;
  made.pool = &tools.blocks;
  made.octets = {static_cast<size_t>(configuration.settings.memory_octets), configuration.settings.spool};
  if (sender != nullptr) made.own_domains = sender->sender_domains;
  if (!envelope.reverse_path.domain.empty()) made.own_domains.push_back(envelope.reverse_path.domain);
  for (const Address& address : configuration.mailbox_addresses) made.firm_domains.push_back(address.domain);
  made.null_reverse_path = envelope.has_null_reverse_path;
  made.patience = &tools.patience;
  return made;
}

// Over a limit: everything is unverified with that reason, and the letter goes.
Verdict uninspected(const Addressed& to, const std::string& limit, const Configuration& configuration) {
  Verdict verdict{to.recipient, to.mailbox->address, {to.mailbox->otherwise}, {}, {}};
  for (const RequirementUse& use : to.mailbox->requirements) {
    Finding finding;
    finding.could_not_tell = {"cannot_inspect", {{"limit", configuration.texts.get("limit." + limit)}}};
    verdict.requirements.push_back(judge(use, std::move(finding)));
  }
  return verdict;
}

// What was told before and could not be told again, for want of time, stays told.
void keep_told(const Verdict& before, Verdict& verdict) {
  for (size_t i = 0; i < verdict.requirements.size(); ++i) {
    const Judged& told = before.requirements[i];
    if (told.status == Status::found || told.status == Status::waived) verdict.requirements[i] = told;
  }
}

Verdict verdict_of(const Addressed& to, const Configuration& configuration, const Reading& reading) {
  Verdict verdict{to.recipient, to.mailbox->address, to.debt.scenarios, {}, to.debt.matter};
  std::vector<std::string> together;
  for (const RequirementUse& use : to.debt.owed) together.push_back(use.id);
  for (const RequirementUse& use : to.debt.open) together.push_back(use.id);
  for (const RequirementUse& use : to.debt.owed) {
    verdict.requirements.push_back(judge(use, find(use, together, configuration, reading)));
  }
  for (const RequirementUse& use : to.debt.open) {
    Finding finding = find(use, together, configuration, reading);
    verdict.requirements.push_back(judge_open(use, std::move(finding), to.debt.why_open));
  }
  for (const RequirementUse& use : to.debt.waived) verdict.requirements.push_back(judge_waived(use));
  return verdict;
}

// How deep attachments must be read for what is not there yet; nothing where all is settled.
std::optional<ReadDepth> wanted_depth(const std::vector<Verdict>& verdicts, const Configuration& configuration) {
  std::optional<ReadDepth> depth;
  for (const Verdict& verdict : verdicts) {
    for (const Judged& judged : verdict.requirements) {
      if (judged.status == Status::found || judged.status == Status::waived) continue;
      const Filter& filter = *configuration.filter_of.at(judged.id);
      depth = std::max(depth.value_or(ReadDepth::outline), filter.reads_attachments({judged.id, {}, {}}));
    }
  }
  return depth;
}

std::vector<Place> places_of(const Letter& letter) {
  std::vector<Place> out;
  for (const Passage& passage : letter.passages) {
    const bool known =
        std::any_of(out.begin(), out.end(), [&](const Place& p) { return p.kind == passage.place.kind; });
    if (!known && passage.place.kind != Place::Kind::attachment) out.push_back(passage.place);
  }
  for (const Attachment& attachment : letter.attachments) {
    Place& place = out.emplace_back();
    place.kind = Place::Kind::attachment;
    place.attachment = attachment.number;
    place.name = attachment.name;
  }
  return out;
}

Outcome conclude(Outcome outcome, const std::vector<Addressed>& to, const Configuration& configuration) {
  for (size_t i = 0; i < outcome.verdicts.size(); ++i) {
    const Policy policy = configuration.policy_of(*to[i].mailbox);
    outcome.decision = stricter(outcome.decision, action_for(outcome.verdicts[i], policy));
  }
  const bool mark = !outcome.lookalikes.empty() && configuration.settings.milter.mode != Mode::observe;
  if (mark) outcome.decision = stricter(outcome.decision, Action::annotate);
  return outcome;
}

}  // namespace

Outcome inspect(const Message& message, const Envelope& envelope, const Configuration& configuration,
                const Tools& tools, Structure* structure) {
  Outcome outcome;
  outcome.lookalikes = lookalikes(envelope, configuration);
  std::vector<Addressed> to = addressed(envelope, configuration);
  if (to.empty()) return conclude(std::move(outcome), to, configuration);

  const Organization* sender = configuration.organization_of(envelope.reverse_path, author_of(message));
  const ReadingContext reading_context = context(envelope, configuration, sender, tools);
  Letter letter = read_letter(message, reading_context);
  outcome.looked = places_of(letter);
  outcome.is_machine = letter.is_machine;
  outcome.print = letter_print(letter);
  outcome.cannot_inspect = letter.cannot_inspect;
  if (letter.is_machine || !letter.cannot_inspect.empty()) {
    for (const Addressed& a : to) {
      outcome.verdicts.push_back(letter.is_machine ? Verdict{a.recipient, a.mailbox->address, {}, {}, {}}
                                                   : uninspected(a, letter.cannot_inspect, configuration));
    }
    return conclude(std::move(outcome), to, configuration);
  }

  Reading reading(letter, configuration.vocabulary, configuration.labels, *configuration.readers, sender,
                  &tools.patience);
  Opener opener(letter, reading_context, configuration, tools);
  opener.open_wrapped(reading);
  for (Addressed& a : to) a.debt = debt_of(*a.mailbox, *configuration.conditions, reading);
  // Find and judge; open only what could still change the verdict, and again; OCR last.
  for (;;) {
    const std::vector<Verdict> before = std::move(outcome.verdicts);
    outcome.verdicts.clear();
    for (const Addressed& a : to) outcome.verdicts.push_back(verdict_of(a, configuration, reading));
    if (reading.is_over_now()) {
      for (size_t i = 0; i < before.size(); ++i) keep_told(before[i], outcome.verdicts[i]);
      break;
    }
    if (!opener.open_further(wanted_depth(outcome.verdicts, configuration), reading)) break;
  }
  if (tools.earlier != nullptr) recall(message, envelope, configuration, *tools.earlier, outcome.verdicts);
  if (tools.prices) judge_by_prices(configuration, *tools.prices, outcome.verdicts);
  advise_other_mailbox(outcome, configuration, reading);
  if (structure != nullptr) *structure = std::move(letter.structure);
  return conclude(std::move(outcome), to, configuration);
}

Outcome uninspected(const Envelope& envelope, const Configuration& configuration, const std::string& why) {
  Outcome outcome;
  outcome.lookalikes = lookalikes(envelope, configuration);
  outcome.cannot_inspect = why;
  const std::vector<Addressed> to = addressed(envelope, configuration);
  for (const Addressed& a : to) outcome.verdicts.push_back(uninspected(a, why, configuration));
  return conclude(std::move(outcome), to, configuration);
}

}  // namespace pismovod
