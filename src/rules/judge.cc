// A letter may be about several matters, and owes other things for each. Its own words are asked first; where none is
// sure in them, the sender's own quoted letter. Where it may be about any of several, it owes what all of them ask, at
// the weaker level; the rest is open, as is what hangs on an unsure condition: found or unverified, never missing.
//
// Owed goes before open and open before waived, must before should. Of what was found the first that holds is the
// status: something right, nothing to be owed, our own inability, a presumption, something wrong; else it is missing.

#include "rules/judge.h"

#include <algorithm>

namespace pismovod {
namespace {

using Answer = ConditionReader::Answer;

std::vector<RequirementUse>::iterator known_in(std::vector<RequirementUse>& list, const std::string& id) {
  return std::ranges::find(list, id, &RequirementUse::id);
}

// A requirement owed twice is owed once: must goes before should, options add up.
void merge(std::vector<RequirementUse>& owed, const RequirementUse& use) {
  const auto known = known_in(owed, use.id);
  if (known == owed.end()) {
    owed.push_back(use);
    return;
  }
  if (use.level == Level::must) known->level = Level::must;
  known->options.insert(use.options.begin(), use.options.end());
}

// What is owed for one reason need not be owed for another.
void drop_doubles(Debt& debt) {
  std::erase_if(debt.open, [&](const RequirementUse& u) { return known_in(debt.owed, u.id) != debt.owed.end(); });
  std::erase_if(debt.waived, [&](const RequirementUse& u) {
    return known_in(debt.owed, u.id) != debt.owed.end() || known_in(debt.open, u.id) != debt.open.end();
  });
}

class DebtReader {
 public:
  DebtReader(const Mailbox& mailbox, const ConditionReader& conditions, const Reading& reading)
      : mailbox_(mailbox), conditions_(conditions), reading_(reading) {}

  Debt run() {
    const TaughtReader& taught = reading_.readers().taught;
    const SaidWords own(reading_.own_words(true), taught);
    if (mailbox_.scenarios.empty()) return owed_in({}, own);
    const Matters matters = matters_in(own);
    if (matters.sure.empty()) {
      const SaidWords quoted(reading_.own_quoted(), taught);
      const Matters earlier = quoted.empty() ? Matters() : matters_in(quoted);
      if (!earlier.sure.empty()) return of_quoted(earlier, own, quoted);
    }
    Debt out = matters.candidates.size() > 1 ? owed_by_all(matters, own) : owed_in(matters.sure, own);
    explain(own, out);
    return out;
  }

 private:
  // Scenarios; null is the one of letters that fall in none.
  struct Matters {
    std::vector<const Scenario*> sure;
    std::vector<const Scenario*> candidates;  // likeliest first; only where none is sure
  };

  Matters matters_in(const SaidWords& words) const {
    Matters out;
    std::vector<const Scenario*> open;
    for (const Scenario& scenario : mailbox_.scenarios) {
      if (ConditionReader::is_mentioned(scenario.unless, words)) continue;
      if (ConditionReader::by_examples(scenario.unless, words) == Answer::yes) continue;
      const Answer answer = conditions_.answer(scenario.when, words);
      if (answer == Answer::yes) out.sure.push_back(&scenario);
      if (answer == Answer::unsure) open.push_back(&scenario);
    }
    if (out.sure.empty() && !open.empty()) out.candidates = candidates(open, words);
    if (out.candidates.size() == 1) std::swap(out.candidates, out.sure);
    std::erase(out.sure, nullptr);
    return out;
  }

  // In the order in which the question names them; what no scenario goes by is the mailbox's other letters.
  std::vector<const Scenario*> candidates(const std::vector<const Scenario*>& open, const SaidWords& words) const {
    std::vector<const Scenario*> out;
    const std::string& question = open.front()->when.labels.front().question;
    for (const std::string& label : words.answer(question).unsure) {
      const auto at = std::ranges::find_if(open, [&](const Scenario* s) {
        return std::ranges::any_of(s->when.labels, [&](const SaidLabel& l) { return l.label == label; });
      });
      const Scenario* scenario = at == open.end() ? nullptr : *at;
      if (scenario == nullptr && is_of_scenario(question, label)) continue;  // one that does not apply
      if (std::ranges::find(out, scenario) == out.end()) out.push_back(scenario);
    }
    return out;
  }

  bool is_of_scenario(const std::string& question, const std::string& label) const {
    return std::ranges::any_of(mailbox_.scenarios, [&](const Scenario& s) {
      return std::ranges::any_of(s.when.labels,
                                 [&](const SaidLabel& l) { return l.question == question && l.label == label; });
    });
  }

  const std::string& name_of(const Scenario* scenario) const {
    return scenario == nullptr ? mailbox_.otherwise : scenario->name;
  }

  // "об отмене"
  std::string about(const Scenario* scenario) const {
    const std::string& known = scenario == nullptr ? mailbox_.otherwise_about : scenario->about;
    if (!known.empty()) return known;
    return "«" + (scenario == nullptr ? mailbox_.otherwise : scenario->title) + "»";
  }

  void add(const std::vector<RequirementUse>& uses, const SaidWords& words, Debt& debt) const {
    for (const RequirementUse& use : uses) {
      const Answer only_if = use.only_if.empty() ? Answer::yes : conditions_.answer(use.only_if, words);
      const Answer unless = use.unless.empty() ? Answer::no : conditions_.answer(use.unless, words);
      if (only_if == Answer::yes && unless == Answer::no) {
        merge(debt.owed, use);
      } else if (only_if != Answer::no && unless != Answer::yes) {
        merge(debt.open, use);
      } else if (!use.why_not.empty()) {
        merge(debt.waived, use);
      }
    }
  }

  Debt owed_in(const std::vector<const Scenario*>& scenarios, const SaidWords& words) const {
    Debt out;
    for (const Scenario* scenario : scenarios) {
      out.scenarios.push_back(name_of(scenario));
      add(scenario == nullptr ? mailbox_.requirements : scenario->requirements, words, out);
    }
    if (scenarios.empty()) {
      out.scenarios.push_back(mailbox_.otherwise);
      add(mailbox_.requirements, words, out);
    }
    if (!out.open.empty()) out.why_open = {"unsure_condition", {}};
    drop_doubles(out);
    return out;
  }

  Debt of_quoted(const Matters& matters, const SaidWords& own, const SaidWords& quoted) const {
    std::vector<const Text*> texts = own.texts();
    texts.insert(texts.end(), quoted.texts().begin(), quoted.texts().end());
    const SaidWords both(std::move(texts), reading_.readers().taught);
    Debt out = owed_in(matters.sure, both);
    explain(quoted, out);
    return out;
  }

  // The letter is about one of several matters: it owes what each of them asks, at the weaker level.
  Debt owed_by_all(const Matters& matters, const SaidWords& words) const {
    Debt out = owed_in({matters.candidates.front()}, words);
    for (size_t i = 1; i < matters.candidates.size(); ++i) {
      Debt other = owed_in({matters.candidates[i]}, words);
      keep_common(out, other);
      for (const RequirementUse& use : other.open) merge(out.open, use);
    }
    out.waived.clear();
    drop_doubles(out);
    for (const Scenario* candidate : matters.candidates) out.matter.unsure.push_back(name_of(candidate));
    std::string others;
    for (size_t i = 1; i < matters.candidates.size(); ++i)
      others += (i == 1 ? "" : ", ") + about(matters.candidates[i]);
    out.why_open = {"unsure_matter", {{"first", about(matters.candidates.front())}, {"others", others}}};
    return out;
  }

  // What is not owed in both is open.
  static void keep_common(Debt& out, Debt& other) {
    for (RequirementUse& use : out.owed) {
      const auto same = known_in(other.owed, use.id);
      if (same == other.owed.end()) {
        merge(out.open, use);
      } else {
        if (same->level == Level::should) use.level = Level::should;
        std::erase_if(use.options, [&](const auto& option) { return !same->options.contains(option.first); });
      }
    }
    for (const RequirementUse& use : other.owed) {
      if (known_in(out.owed, use.id) == out.owed.end()) merge(out.open, use);
    }
    std::erase_if(out.owed, [&](const RequirementUse& u) { return known_in(other.owed, u.id) == other.owed.end(); });
  }

  // The sentence and the words of the first question that the mailbox's scenarios go by.
  void explain(const SaidWords& words, Debt& debt) const {
    for (const Scenario& scenario : mailbox_.scenarios) {
      if (scenario.when.labels.empty()) continue;
      const TaughtAnswer& answer = words.answer(scenario.when.labels.front().question);
      debt.matter.words = answer.words;
      debt.matter.evidence = answer.evidence;
      return;
    }
  }

  const Mailbox& mailbox_;
  const ConditionReader& conditions_;
  const Reading& reading_;
};

}  // namespace

Debt debt_of(const Mailbox& mailbox, const ConditionReader& conditions, const Reading& reading) {
  return DebtReader(mailbox, conditions, reading).run();
}

Judged judge_open(const RequirementUse& use, Finding finding, const Reason& why) {
  Judged out = judge(use, std::move(finding));
  if (out.status == Status::found || out.status == Status::waived) return out;
  out.status = Status::unverified;
  out.reason = why;
  return out;
}

Judged judge(const RequirementUse& use, Finding finding) {
  Judged out;
  out.id = use.id;
  out.level = use.level;
  out.asked_by = use.asked_by;
  if (!finding.right.empty()) {
    out.status = Status::found;
    if (!finding.wrong.empty()) out.reason = {"wrong_beside", {{"value", finding.wrong.front().value}}};
  } else if (finding.absent) {
    out.status = Status::waived;
    out.reason = *finding.absent;
  } else if (finding.could_not_tell) {
    out.status = Status::unverified;
    out.reason = *finding.could_not_tell;
  } else if (!finding.presumed.empty()) {
    out.status = Status::unverified;
    out.reason = finding.presumed.front().wrong;
  } else if (!finding.wrong.empty()) {
    out.status = Status::invalid;
    out.reason = finding.wrong.front().wrong;
  } else {
    out.status = Status::missing;
    out.reason = finding.missing_because.value_or(Reason{});
  }
  out.finding = std::move(finding);
  return out;
}

Judged judge_waived(const RequirementUse& use) {
  Judged out;
  out.id = use.id;
  out.level = use.level;
  out.asked_by = use.asked_by;
  out.status = Status::waived;
  out.why_not = use.why_not;
  return out;
}

}  // namespace pismovod
