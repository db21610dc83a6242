#include "check/told_before.h"

#include <algorithm>

#include "actions/wording.h"
#include "config/notices.h"

namespace pismovod {
namespace {

std::vector<const Verdict*> verdicts_to_tell(const Outcome& outcome) {
  std::vector<const Verdict*> failing;
  std::vector<const Verdict*> marked;
  for (const Verdict& verdict : outcome.verdicts) {
    if (verdict.fails()) failing.push_back(&verdict);
    if (verdict.has_marks()) marked.push_back(&verdict);
  }
  return failing.empty() ? marked : failing;
}

std::string joined_mailboxes(const std::vector<const Verdict*>& verdicts) {
  std::string out;
  for (const Verdict* verdict : verdicts) out += (out.empty() ? "" : ", ") + verdict->mailbox;
  return out;
}

class Teller {
 public:
  Teller(const CheckedLetter& letter, NoticeRules rules)
      : letter_(letter),
        rules_(std::move(rules)),
        verdicts_(verdicts_to_tell(letter.outcome)),
        request_{letter.message, structure_, letter.envelope, letter.outcome, action(), false, {}, rules_},
        matter_(notice_matter(request_, verdicts_)) {}

  Told run() const {
    Told out;
    out.summary = summary();
    out.says = lacking_blocks(request_, matter_);
    for (const FillInLine& line : matter_.fill_in.lines) {
      FillIn one;
      one.lines = {line};
      if (line.is_new) out.lines.push_back(one.written().front());
    }
    out.subject = matter_.fill_in.subject;
    out.attach = matter_.fill_in.attach;
    const FoundValues known = paper_values(request_, matter_);
    for (const Paper& paper : matter_.papers)
      out.papers.push_back({paper, paper_text(paper.kind, known, rules_.papers)});
    out.advice = advice();
    out.warnings = warnings();
    return out;
  }

 private:
  bool fails() const { return !verdicts_.empty() && verdicts_.front()->fails(); }
  // The notice's words for one that would pass, or not.
  Action action() const { return fails() ? Action::reject : Action::annotate; }

  std::string summary() const {
    const Texts& texts = rules_.texts;
    if (letter_.outcome.verdicts.empty()) return texts.get("check.nothing_owed");
    if (letter_.outcome.is_machine) return texts.get("check.machine");
    if (verdicts_.empty()) return texts.get("precheck.complete");
    return texts.get(fails() ? "precheck.lacks" : "precheck.marked", {{"mailboxes", joined_mailboxes(verdicts_)}});
  }

  // As in the notice: of what the firm says what speaks of something that is missing or wrong, and what it says of any
  // letter.
  std::vector<ToldAdvice> advice() const {
    std::vector<ToldAdvice> out;
    for (const Verdict* verdict : verdicts_) {
      const auto lacks = [&](const std::string& id) {
        return std::any_of(verdict->requirements.begin(), verdict->requirements.end(),
                           [&](const Judged& judged) { return judged.id == id && is_lacking(judged); });
      };
      ToldAdvice told{verdict->mailbox, {}};
      for (const Mailbox& mailbox : rules_.mailboxes) {
        if (mailbox.address != verdict->mailbox) continue;
        for (const Advice& each : mailbox.advice) {
          if (each.of.empty() || std::any_of(each.of.begin(), each.of.end(), lacks)) told.lines.push_back(each.text);
        }
      }
      if (!told.lines.empty()) out.push_back(std::move(told));
    }
    return out;
  }

  std::vector<std::string> warnings() const {
    constexpr size_t kAddress = 80;
    constexpr size_t kAdvisory = 400;
    std::vector<std::string> out;
    for (const LookalikeWarning& warning : letter_.outcome.lookalikes) {
      out.push_back(rules_.texts.get("check.lookalike",
                                     {{"address", cited(warning.address, kAddress)}, {"meant", warning.meant}}));
    }
    for (const Advisory& advisory : letter_.outcome.advisories)
      out.push_back(cited(advisory_words(advisory, rules_.texts), kAdvisory));
    return out;
  }

  const CheckedLetter& letter_;
  const NoticeRules rules_;
  const std::vector<const Verdict*> verdicts_;
  const Structure structure_;  // of no letter: there is no draft
  const NoticeRequest request_;
  const NoticeMatter matter_;
};

}  // namespace

Told tell(const CheckedLetter& letter, const Configuration& configuration, const std::string& language) {
  const NoticeRules rules = notice_rules(configuration, letter.message, letter.envelope);
  const auto asked = configuration.languages.find(language);
  const Texts& texts = asked == configuration.languages.end() ? rules.texts : asked->second;
  return Teller(letter, {rules.settings, texts, rules.papers, rules.mailboxes, rules.policy, rules.organization}).run();
}

}  // namespace pismovod
