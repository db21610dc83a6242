#include "config/owed_by_label.h"

#include <algorithm>

namespace pismovod {
namespace {

OwedByLabel::Ids ids_of(const std::vector<RequirementUse>& uses) {
  OwedByLabel::Ids out;
  for (const RequirementUse& use : uses) {
    if (use.level == Level::must && use.only_if.empty() && use.id != "question") out.insert(use.id);
  }
  return out;
}

}  // namespace

OwedByLabel::OwedByLabel(const std::vector<Mailbox>& mailboxes, const std::string& question) {
  for (const Mailbox& mailbox : mailboxes) {
    for (const Scenario& scenario : mailbox.scenarios) {
      for (const SaidLabel& said : scenario.when.labels) {
        if (said.question != question) continue;
        by_label_[said.label] = ids_of(scenario.requirements);
        others_ = ids_of(mailbox.requirements);
      }
    }
  }
}

OwedByLabel::Ids OwedByLabel::of_label(const std::string& label) const {
  const auto at = by_label_.find(label);
  return at == by_label_.end() ? others_ : at->second;
}

OwedByLabel::Ids OwedByLabel::of_any(const std::vector<std::string>& labels) const {
  Ids out;
  for (const std::string& label : labels) out.merge(of_label(label));
  return out;
}

OwedByLabel::Ids OwedByLabel::of_all(const std::vector<std::string>& labels) const {
  Ids out = of_label(labels.front());
  for (const std::string& label : labels) {
    const Ids also = of_label(label);
    std::erase_if(out, [&](const std::string& id) { return !also.contains(id); });
  }
  return out;
}

std::set<std::pair<std::string, std::string>> OwedByLabel::lighter(const std::vector<std::string>& labels) const {
  std::set<std::pair<std::string, std::string>> out;
  if (!is_known()) return out;
  for (const std::string& first : labels) {
    for (const std::string& second : labels) {
      if (std::ranges::includes(of_label(second), of_label(first))) out.emplace(first, second);
    }
  }
  return out;
}

}  // namespace pismovod
