#include <algorithm>
#include <cmath>

#include "actions/wording.h"
#include "replay/commonest.h"
#include "replay/report.h"

namespace pismovod {
namespace {

constexpr size_t kSenders = 15;

class Report {
 public:
  Report(const ReplayResult& result, const Texts& texts) : result_(result), texts_(texts) {}

  std::string run() {
    totals();
    matters();
    requirements();
    senders();
    answers();
    if (result_.differences) differences(*result_.differences);
    return std::move(out_);
  }

 private:
  using Gaps = std::map<std::string, std::string>;

  void line(const std::string& text) { out_ += text + "\n"; }
  std::string words(const std::string& key, const Gaps& gaps = {}) const { return texts_.get("replay." + key, gaps); }
  void heading(const std::string& key) { line("\n" + words(key)); }

  void totals() {
    const ReplayTally& tally = result_.tally;
    line(words("totals", {{"letters", std::to_string(tally.letters)},
                          {"ours", std::to_string(tally.ours)},
                          {"refused", std::to_string(tally.refused)},
                          {"unverified", std::to_string(tally.unverified)}}));
    if (tally.unread > 0) line(words("unread", {{"letters", std::to_string(tally.unread)}}));
    if (tally.cannot_inspect > 0) line(words("over", {{"letters", std::to_string(tally.cannot_inspect)}}));
    if (tally.letters == 0) return;
    const auto milliseconds = [](double seconds) { return std::to_string(std::lround(seconds * 1000)); };
    line(words("cost", {{"mean", milliseconds(tally.seconds / static_cast<double>(tally.letters))},
                        {"most", milliseconds(tally.slowest)}}));
  }

  void matters() {
    if (result_.tally.matters.empty()) return;
    heading("mailboxes");
    for (const auto& [mailbox, scenarios] : result_.tally.matters) {
      for (const auto& [scenario, one] : scenarios) {
        line("  " + mailbox + (scenario.empty() ? "" : " / " + scenario) + ": " +
             parts({{"letters", one.letters},
                    {"refused", one.refused},
                    {"unverified", one.unverified},
                    {"unsure", one.unsure}}));
      }
    }
  }

  // No zeros.
  std::string parts(const std::vector<std::pair<std::string, uint64_t>>& all) const {
    std::string out;
    for (const auto& [key, count] : all) {
      if (count > 0) out += (out.empty() ? "" : ", ") + words("part_" + key, {{"count", std::to_string(count)}});
    }
    return out;
  }

  void requirements() {
    for (const auto& [mailbox, requirements] : result_.tally.requirements) {
      bool headed = false;
      for (const auto& [id, one] : requirements) {
        if (one.missing + one.invalid + one.unverified + one.wished == 0) continue;
        if (!std::exchange(headed, true)) line("\n" + words("lacking", {{"mailbox", mailbox}}));
        requirement(id, one);
      }
    }
  }

  void requirement(const std::string& id, const RequirementTally& one) {
    line("  " + title_of(id, texts_) + ": " +
         parts({{"owed", one.owed},
                {"missing", one.missing},
                {"invalid", one.invalid},
                {"untold", one.unverified},
                {"wished", one.wished}}));
    for (const auto& [evidence, count] : commonest(one.evidence, kEvidencesShown)) {
      line("      " + std::to_string(count) + " × " + printable(evidence_words(evidence, texts_)));
    }
  }

  void senders() {
    const auto shown = commonest(result_.tally.senders, kSenders);
    if (shown.empty() || shown.front().second.refused == 0) return;
    heading("senders");
    for (const auto& [address, one] : shown) {
      if (one.refused > 0) {
        line("  " + std::to_string(one.refused) + " / " + std::to_string(one.letters) + "  " + printable(address));
      }
    }
  }

  void answers() {
    const AnswersJudgement judged = judged_by_answers(result_.correspondence);
    if (judged.empty()) return;
    heading("answers");
    for (const auto& [mailbox, one] : judged) {
      line("\n  " + mailbox + ": " +
           parts({{"answered", one.answered},
                  {"passed", one.passed},
                  {"rightly", one.refused},
                  {"missed", one.missed},
                  {"wrongly", one.wrongly}}));
      for (const auto& [id, of] : one.requirements) answered(id, of);
    }
    if (result_.correspondence.passed_over > 0)
      line(words("passed_over", {{"letters", std::to_string(result_.correspondence.passed_over)}}));
  }

  void answered(const std::string& id, const RequirementAnswers& of) {
    if (of.right.letters + of.missed.letters + of.wrongly.letters == 0) return;
    line("    " + title_of(id, texts_) + ": " +
         parts({{"owed", of.owed},
                {"rightly", of.right.letters},
                {"missed", of.missed.letters},
                {"wrongly", of.wrongly.letters}}));
    for (const auto& [key, letters] : {std::pair("missed", &of.missed), std::pair("wrongly", &of.wrongly)}) {
      for (const AnsweredLetter& one : letters->shown) {
        line("      " + words(std::string("letter_") + key) + " " + printable(one.letter));
        line("        " + words("answer", {{"answer", printable(one.answer)}}) +
             (one.said.empty() ? "" : " «" + printable(one.said) + "»"));
      }
    }
  }

  void differences(const Differences& differences) {
    line("\n" + words("differences", {{"letters", std::to_string(differences.letters)},
                                      {"refused", std::to_string(differences.refused_now)},
                                      {"let_go", std::to_string(differences.let_go_now)}}));
    for (const auto& [kind, group] : differences.groups) {
      const auto& [mailbox, id, before, after] = kind;
      line("\n  " + mailbox + ", " + title_of(id, texts_) + ": " + status_words(before, texts_) + " → " +
           status_words(after, texts_) + " (" + std::to_string(group.letters) + ")");
      for (const DifferentLetter& one : group.shown) {
        line("      " + printable(one.letter));
        line("        " + words("was", {{"evidence", printable(one.before)}}));
        line("        " + words("is", {{"evidence", printable(one.after)}}));
      }
    }
  }

  const ReplayResult& result_;
  const Texts& texts_;
  std::string out_;
};

}  // namespace

std::string replay_text(const ReplayResult& result, const Texts& texts) { return Report(result, texts).run(); }

}  // namespace pismovod
