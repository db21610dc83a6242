#include "inspect/complete.h"

#include <algorithm>

#include "complete/complete_letter.h"
#include "notice/fill_in.h"

namespace pismovod {
namespace {

// What would be written: requirements and their lines.
struct Wanted {
  std::vector<std::string> ids;
  std::vector<std::string> values;
};

class Completer {
 public:
  Completer(const Message& message, const Envelope& envelope, const Configuration& configuration)
      : configuration_(configuration),
        organization_(configuration.organization_of(envelope.reverse_path, author_of(message))) {}

  std::optional<Wanted> wanted(const Outcome& outcome) const {
    if (organization_ == nullptr || outcome.is_machine || !outcome.cannot_inspect.empty()) return std::nullopt;
    Wanted out;
    bool is_stopped = false;
    for (const Verdict& verdict : outcome.verdicts) {
      const Policy policy = policy_of(verdict.mailbox);
      if (!verdict.fails() || policy.mode == Mode::observe) continue;
      is_stopped = true;
      if (!policy.complete || !add(verdict, out)) return std::nullopt;
    }
    return is_stopped ? std::optional(std::move(out)) : std::nullopt;
  }

  // In this language; the text "requirement.ID.label" where it has it.
  std::vector<std::string> lines(const Wanted& wanted, const Texts& texts) const {
    std::vector<std::string> out;
    for (size_t i = 0; i < wanted.ids.size(); ++i)
      out.push_back(texts.get("requirement." + wanted.ids[i] + ".label") + ": " + wanted.values[i]);
    return out;
  }

  // Russian first: those who read the letter do. What has no Cyrillic letters is written in English.
  std::vector<const Texts*> languages() const {
    std::vector<const Texts*> out;
    for (const char* name : {"ru", "en"}) {
      const auto found = configuration_.languages.find(name);
      if (found != configuration_.languages.end()) out.push_back(&found->second);
    }
    return out;
  }

 private:
  Policy policy_of(const std::string& address) const {
    const Mailbox* mailbox = configuration_.mailbox_of(parse_path(address));
    return mailbox == nullptr ? configuration_.policy() : configuration_.policy_of(*mailbox);
  }

  // False where a datum that is owed is wrong, or is not ours to know.
  bool add(const Verdict& verdict, Wanted& out) const {
    for (const Judged& judged : verdict.requirements) {
      if (!is_lacking(judged)) continue;
      const std::string value = partners_own(judged.id, organization_);
      const bool is_known = judged.status == Status::missing && !value.empty();
      if (!is_known && judged.level == Level::must) return false;
      const bool twice = std::find(out.ids.begin(), out.ids.end(), judged.id) != out.ids.end();
      if (!is_known || twice) continue;
      out.ids.push_back(judged.id);
      out.values.push_back(value);
    }
    return true;
  }

  const Configuration& configuration_;
  const Organization* organization_;
};

bool is_one_of(const std::vector<std::string>& ids, const std::string& id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

// As before, but that what was written is found.
bool is_as_meant(const Outcome& before, const Outcome& after, const std::vector<std::string>& ids) {
  if (before.verdicts.size() != after.verdicts.size()) return false;
  for (size_t v = 0; v < before.verdicts.size(); ++v) {
    const auto& old = before.verdicts[v].requirements;
    const auto& made = after.verdicts[v].requirements;
    if (old.size() != made.size()) return false;
    for (size_t i = 0; i < old.size(); ++i) {
      const Status wanted = is_one_of(ids, old[i].id) ? Status::found : old[i].status;
      if (old[i].id != made[i].id || made[i].status != wanted) return false;
    }
  }
  return true;
}

void mark_completed(const Outcome& before, Outcome& after, const std::vector<std::string>& ids) {
  for (size_t v = 0; v < after.verdicts.size(); ++v) {
    for (size_t i = 0; i < after.verdicts[v].requirements.size(); ++i) {
      const bool was_missing = before.verdicts[v].requirements[i].status == Status::missing;
      Judged& judged = after.verdicts[v].requirements[i];
      judged.is_completed = was_missing && is_one_of(ids, judged.id);
    }
  }
}

}  // namespace

std::optional<Outcome> complete(const Message& message, const Envelope& envelope, const Configuration& configuration,
                                const Tools& tools, const Structure& structure, const Outcome& outcome) {
  const Completer completer(message, envelope, configuration);
  const auto wanted = completer.wanted(outcome);
  if (!wanted || tools.patience.is_over_now()) return std::nullopt;
  const Settings& settings = configuration.settings;
  const Octets::Limits octets{static_cast<size_t>(settings.memory_octets), settings.spool};
  for (const Texts* texts : completer.languages()) {
    std::vector<std::string> lines = completer.lines(*wanted, *texts);
    auto made = complete_letter(message, structure, lines, {settings.limits, tools.blocks, octets});
    if (!made) continue;
    Outcome out = inspect(made->message, envelope, configuration, tools);
    if (!is_as_meant(outcome, out, wanted->ids)) continue;
    mark_completed(outcome, out, wanted->ids);
    out.decision = stricter(out.decision, Action::annotate);
    out.completion = Completion{wanted->ids, std::move(lines), std::move(made->before), std::move(made->after),
                                std::move(made->change)};
    return out;
  }
  return std::nullopt;
}

}  // namespace pismovod
