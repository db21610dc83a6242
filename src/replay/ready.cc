#include "replay/ready.h"

#include <algorithm>

namespace pismovod {
namespace {

struct Threshold {
  uint64_t letters = 0;
  uint64_t wrong_per_thousand = 0;
};

Threshold threshold_of(const Settings::Ready& settings, Mode step) {
  const bool enforces = step == Mode::enforce;
  return {static_cast<uint64_t>(enforces ? settings.enforce_letters : settings.annotate_letters),
          static_cast<uint64_t>(enforces ? settings.enforce_wrong_per_thousand : settings.annotate_wrong_per_thousand)};
}

bool is_too_wrong(const ReadyFigures& figures, const Threshold& threshold) {
  return figures.wrong() * 1000 > figures.seen * threshold.wrong_per_thousand;
}

Readiness readiness_of(const ReadyFigures& figures, const Threshold& threshold) {
  if (is_too_wrong(figures, threshold)) return Readiness::wrong;
  return figures.seen < threshold.letters ? Readiness::few : Readiness::yes;
}

// In the order in which they are asked for, each once.
std::vector<std::string> stopping(const Mailbox& mailbox) {
  std::vector<std::string> out;
  const auto add = [&](const std::vector<RequirementUse>& uses) {
    for (const RequirementUse& use : uses) {
      const bool twice = std::ranges::find(out, use.id) != out.end();
      if (use.level == Level::must && !twice) out.push_back(use.id);
    }
  };
  add(mailbox.requirements);
  for (const Scenario& scenario : mailbox.scenarios) add(scenario.requirements);
  return out;
}

std::optional<Mode> next_of(Mode mode) {
  if (mode == Mode::enforce) return std::nullopt;
  return mode == Mode::observe ? Mode::annotate : Mode::enforce;
}

ReadyMailbox ready(const Mailbox& mailbox, const Configuration& configuration, const ReadyTable& table) {
  const Settings::Ready& settings = configuration.settings.ready;
  ReadyMailbox out;
  out.address = mailbox.address;
  out.mode = configuration.policy_of(mailbox).mode;
  out.next = next_of(out.mode);
  const auto known = table.mailboxes.find(mailbox.address);
  const Threshold step = threshold_of(settings, out.next.value_or(Mode::enforce));
  for (const std::string& id : stopping(mailbox)) {
    ReadyRequirement& row = out.requirements.emplace_back();
    row.id = id;
    if (known != table.mailboxes.end() && known->second.contains(id)) row.figures = known->second.at(id);
    row.to_enforce = readiness_of(row.figures, threshold_of(settings, Mode::enforce));
    out.letters = std::max(out.letters, row.figures.seen);
    if (is_too_wrong(row.figures, step)) out.held_back_by.push_back(id);
  }
  out.for_next = !out.held_back_by.empty()    ? Readiness::wrong
                 : out.letters < step.letters ? Readiness::few
                                              : Readiness::yes;
  return out;
}

}  // namespace

std::string_view name_of(Readiness readiness) {
  switch (readiness) {
    case Readiness::yes:
      return "yes";
    case Readiness::few:
      return "few";
    case Readiness::wrong:
      break;
  }
  return "wrong";
}

void ReadyTable::add(const std::vector<Tally>& tallies) {
  for (const Tally& tally : tallies) {
    ReadyFigures& of = mailboxes[tally.other][tally.name];
    const auto figure = [](int64_t value) { return static_cast<uint64_t>(std::max<int64_t>(value, 0)); };
    of.seen = std::max(of.seen, figure(tally.letters));
    of.refused = std::max(of.refused, figure(tally.missing + tally.invalid));
    of.marked_wrong += figure(tally.marked_wrong);
  }
}

void ReadyTable::add(const std::string& mailbox, const std::string& requirement, const ReadyFigures& archive) {
  ReadyFigures& of = mailboxes[mailbox][requirement];
  of.seen = std::max(of.seen, archive.seen);
  of.refused = std::max(of.refused, archive.refused);
  of.wrongly += archive.wrongly;
  of.missed += archive.missed;
}

std::string ReadyMailbox::lines() const {
  if (!next || for_next != Readiness::yes) return {};
  return "[mailbox.\"" + address + "\"]\nmode = \"" + std::string(name_of(*next)) + "\"\n";
}

TallyRequest ready_request(const Configuration& configuration, Instant now) {
  TallyRequest out;
  out.kind = TallyKind::requirement;
  out.since = now - std::chrono::days(configuration.settings.ready.days);
  return out;
}

std::vector<ReadyMailbox> readiness(const Configuration& configuration, const ReadyTable& table) {
  std::vector<ReadyMailbox> out;
  for (const Mailbox& mailbox : configuration.mailboxes) out.push_back(ready(mailbox, configuration, table));
  return out;
}

}  // namespace pismovod
