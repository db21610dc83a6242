#include "cli/check_report.h"

#include <algorithm>

#include "actions/wording.h"

namespace pismovod {
namespace {

constexpr size_t kTitleWidth = 42;
constexpr size_t kValueWidth = 44;

class Report {
 public:
  Report(const Configuration& configuration, const Terminal& terminal)
      : configuration_(configuration), texts_(configuration.texts), terminal_(terminal) {}

  std::string run(const std::string& letter, const Outcome& outcome) {
    for (const LookalikeWarning& warning : outcome.lookalikes) {
      line(terminal_.painted(
          "! " + texts_.get("check.lookalike", {{"address", printable(warning.address)}, {"meant", warning.meant}}),
          Colour::yellow));
    }
    for (const Advisory& advisory : outcome.advisories)
      line(terminal_.painted("! " + printable(advisory_words(advisory, texts_)), Colour::yellow));
    if (outcome.verdicts.empty()) line(letter + ": " + texts_.get("check.nothing_owed"));
    for (const Verdict& verdict : outcome.verdicts) {
      head(letter, outcome, verdict);
      for (const Judged& judged : verdict.requirements) requirement(judged);
      line("");
    }
    if (!out_.empty()) out_.pop_back();
    return std::move(out_);
  }

 private:
  void line(const std::string& text) { out_ += text + "\n"; }

  void head(const std::string& letter, const Outcome& outcome, const Verdict& verdict) {
    const Mailbox* mailbox = configuration_.mailbox_of(parse_path(verdict.mailbox));
    std::string text = letter + " → " + verdict.mailbox;
    if (mailbox != nullptr) text += "  (" + mailbox->title + scenario_titles(*mailbox, verdict) + ")";
    line(terminal_.painted(text, Colour::bold) + "   " + ending(outcome, verdict));
    if (outcome.is_machine) line("  " + texts_.get("check.machine"));
    const std::string others = mailbox == nullptr ? "" : other_matters(*mailbox, verdict);
    if (!others.empty())
      line("  " + terminal_.painted(texts_.get("check.unsure", {{"others", others}}), Colour::yellow));
    line("");
  }

  static std::string scenario_titles(const Mailbox& mailbox, const Verdict& verdict) {
    std::string out;
    for (const Scenario& scenario : mailbox.scenarios) {
      const bool in =
          std::find(verdict.scenarios.begin(), verdict.scenarios.end(), scenario.name) != verdict.scenarios.end();
      if (in) out += (out.empty() ? ": " : "; ") + scenario.title;
    }
    return out;
  }

  // What else the letter may be about, in the words of the rules.
  static std::string other_matters(const Mailbox& mailbox, const Verdict& verdict) {
    std::string out;
    for (size_t i = 1; i < verdict.matter.unsure.size(); ++i) {
      const std::string& name = verdict.matter.unsure[i];
      const auto at = std::ranges::find(mailbox.scenarios, name, &Scenario::name);
      std::string about = at != mailbox.scenarios.end() ? at->about : mailbox.otherwise_about;
      if (about.empty()) about = "«" + (at != mailbox.scenarios.end() ? at->title : name) + "»";
      out += (out.empty() ? "" : ", ") + about;
    }
    return out;
  }

  std::string ending(const Outcome& outcome, const Verdict& verdict) const {
    size_t missing = 0;
    size_t invalid = 0;
    size_t unverified = 0;
    for (const Judged& judged : verdict.requirements) {
      const bool must = judged.level == Level::must;
      missing += must && judged.status == Status::missing ? 1 : 0;
      invalid += must && judged.status == Status::invalid ? 1 : 0;
      unverified += judged.status == Status::unverified ? 1 : 0;
    }
    if (verdict.fails()) {
      std::string counts;
      if (missing > 0) counts = texts_.get("check.missing_count", {{"missing", std::to_string(missing)}});
      if (invalid > 0)
        counts +=
            (counts.empty() ? "" : ", ") + texts_.get("check.invalid_count", {{"invalid", std::to_string(invalid)}});
      return terminal_.painted(texts_.get(stays_key(outcome.decision)), Colour::red) + ": " + counts;
    }
    const std::string marks =
        unverified == 0 ? ""
                        : ": " + texts_.get("check.unverified_count", {{"unverified", std::to_string(unverified)}});
    if (verdict.has_marks()) return terminal_.painted(texts_.get("check.leaves_marked"), Colour::yellow) + marks;
    return terminal_.painted(texts_.get("check.leaves"), Colour::green);
  }

  static std::string stays_key(Action decision) {
    switch (decision) {
      case Action::accept:
        return "check.leaves";
      case Action::annotate:
        return "check.leaves_marked";
      case Action::hold:
        return "check.held";
      case Action::withhold:
        return "check.withheld";
      case Action::reject:
        break;
    }
    return "check.stays";
  }

  void requirement(const Judged& judged) {
    const auto [sign, colour] = sign_of(judged);
    std::string title = title_of(judged.id, texts_);
    if (judged.level == Level::should) title += " (" + texts_.get("check.wished") + ")";
    const std::vector<Fact>& facts = facts_of(judged);
    const std::string value = facts.empty() ? texts_.get("check.absent") : printable(facts.front().value);
    std::string place = facts.empty() ? std::string() : place_words(judged, facts.front(), texts_);
    const std::string reason = printable(reason_words(judged, texts_));
    const bool lacks = is_lacking(judged);
    if (!reason.empty()) place += (place.empty() ? "" : ": ") + reason;
    const std::string shown =
        judged.status == Status::waived || judged.status == Status::unverified ? (facts.empty() ? "" : value) : value;
    line("  " + terminal_.painted(sign, colour) + " " + padded(title, kTitleWidth) + " " +
         padded(shortened(shown, kValueWidth), kValueWidth) + " " +
         terminal_.painted(place, lacks ? Colour::none : Colour::dim));
    if (lacks) {
      line(std::string(kTitleWidth + 5, ' ') +
           texts_.get("check.example", {{"example", "«" + texts_.get("requirement." + judged.id + ".example") + "»"}}));
    }
  }

  static std::pair<std::string, Colour> sign_of(const Judged& judged) {
    switch (judged.status) {
      case Status::found:
        return {"✓", Colour::green};
      case Status::waived:
        return {"–", Colour::dim};
      case Status::unverified:
        return {"?", Colour::yellow};
      case Status::missing:
      case Status::invalid:
        break;
    }
    return {"✗", judged.level == Level::must ? Colour::red : Colour::yellow};
  }

  const Configuration& configuration_;
  const Texts& texts_;
  const Terminal& terminal_;
  std::string out_;
};

}  // namespace

std::string check_report(const std::string& letter, const Outcome& outcome, const Configuration& configuration,
                         const Terminal& terminal) {
  return Report(configuration, terminal).run(letter, outcome);
}

}  // namespace pismovod
