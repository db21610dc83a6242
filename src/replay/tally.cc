#include "replay/tally.h"

#include <algorithm>

#include "actions/wording.h"

namespace pismovod {
namespace {

constexpr size_t kEvidence = 80;  // characters

bool is_unverified(const Verdict& verdict) {
  return std::ranges::any_of(verdict.requirements, [](const Judged& j) { return j.status == Status::unverified; });
}

std::string evidence_of(const Judged& judged) {
  const std::vector<Fact>& facts = judged.status == Status::unverified ? judged.finding.presumed : facts_of(judged);
  if (facts.empty()) return {};
  return std::string(name_of(judged.status)) + ": " + cited(facts.front().evidence.text, kEvidence);
}

void add_judged(const Judged& judged, RequirementTally& tally) {
  ++tally.owed;
  if (judged.status == Status::unverified) {
    ++tally.unverified;
  } else if (is_lacking(judged) && judged.level != Level::must) {
    ++tally.wished;
  } else {
    tally.missing += judged.status == Status::missing ? 1 : 0;
    tally.invalid += judged.status == Status::invalid ? 1 : 0;
  }
  if (judged.status != Status::unverified && !is_lacking(judged)) return;
  if (!judged.reason.key.empty()) tally.why.add(judged.reason.key);
  if (const std::string evidence = evidence_of(judged); !evidence.empty()) tally.evidence.add(evidence);
}

std::string joined(const std::vector<std::string>& list) {
  std::string out;
  for (const std::string& item : list) out += (out.empty() ? "" : "+") + item;
  return out;
}

}  // namespace

void Counted::add(const std::string& text) {
  const auto at = seen.find(text);
  if (at != seen.end()) {
    ++at->second;
  } else if (seen.size() < kMostDifferent) {
    seen.emplace(text, 1);
  } else {
    ++others;
  }
}

void ReplayTally::add(const Verdict& verdict) {
  MatterTally& matter = matters[verdict.mailbox][joined(verdict.scenarios)];
  ++matter.letters;
  matter.refused += verdict.fails() ? 1 : 0;
  matter.unverified += !verdict.fails() && is_unverified(verdict) ? 1 : 0;
  matter.unsure += verdict.matter.unsure.empty() ? 0 : 1;
  for (const Judged& judged : verdict.requirements) {
    if (judged.status != Status::waived) add_judged(judged, requirements[verdict.mailbox][judged.id]);
  }
}

void ReplayTally::add(const std::string& sender, const Outcome& outcome, double seconds_taken) {
  ++letters;
  seconds += seconds_taken;
  slowest = std::max(slowest, seconds_taken);
  if (outcome.verdicts.empty()) return;
  ++ours;
  machines += outcome.is_machine ? 1 : 0;
  cannot_inspect += outcome.cannot_inspect.empty() ? 0 : 1;
  const bool fails = std::ranges::any_of(outcome.verdicts, [](const Verdict& v) { return v.fails(); });
  refused += fails ? 1 : 0;
  unverified += !fails && std::ranges::any_of(outcome.verdicts, is_unverified) ? 1 : 0;
  if (senders.contains(sender) || senders.size() < kMostSenders) {
    ++senders[sender].letters;
    senders[sender].refused += fails ? 1 : 0;
  }
  if (outcome.is_machine) return;
  for (const Verdict& verdict : outcome.verdicts) add(verdict);
}

}  // namespace pismovod
