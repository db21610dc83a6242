#include <algorithm>

#include "actions/wording.h"
#include "notice/notice_content.h"
#include "replay/commonest.h"
#include "replay/report.h"

namespace pismovod {
namespace {

constexpr double kBar = 240;  // pixels of the longest

constexpr std::string_view kHead =
    "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
    "<style>:root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;"
    "padding:0 1rem}table{border-collapse:collapse;margin:.5rem 0 1.5rem}td,th{padding:.2rem .7rem;text-align:left;"
    "border-bottom:1px solid #8886}td.n{text-align:right;font-variant-numeric:tabular-nums}details{margin:.2rem 0}"
    "svg{vertical-align:middle}</style>";

class HtmlReport {
 public:
  HtmlReport(const ReplayResult& result, const Texts& texts) : result_(result), texts_(texts) {}

  std::string run() {
    out_ += kHead;
    out_ += "<title>" + words("title") + "</title></head><body><h1>" + words("title") + "</h1>";
    const ReplayTally& tally = result_.tally;
    out_ += "<p>" +
            words("totals", {{"letters", std::to_string(tally.letters)},
                             {"ours", std::to_string(tally.ours)},
                             {"refused", std::to_string(tally.refused)},
                             {"unverified", std::to_string(tally.unverified)}}) +
            "</p>";
    matters();
    requirements();
    senders();
    answers();
    if (result_.differences) differences(*result_.differences);
    return std::move(out_) + "</body></html>\n";
  }

 private:
  using Gaps = std::map<std::string, std::string>;

  std::string words(const std::string& key, const Gaps& gaps = {}) const {
    return html_escaped(texts_.get("replay." + key, gaps));
  }

  void row(const std::vector<std::string>& cells, const std::vector<uint64_t>& numbers, const std::string& last = {}) {
    out_ += "<tr>";
    for (const std::string& cell : cells) out_ += "<td>" + html_escaped(printable(cell)) + "</td>";
    for (const uint64_t value : numbers) out_ += "<td class=n>" + std::to_string(value) + "</td>";
    out_ += last.empty() ? "</tr>" : "<td>" + last + "</td></tr>";
  }

  void heads(const std::vector<std::string>& keys) {
    out_ += "<table><tr>";
    for (const std::string& key : keys) out_ += "<th>" + words("column." + key) + "</th>";
    out_ += "</tr>";
  }

  // Refused of all letters, as a part of the bar; figures stand beside it.
  static std::string bar(uint64_t part, uint64_t of, uint64_t most) {
    const auto width = [&](uint64_t value) {
      return std::to_string(
          static_cast<int>(kBar * static_cast<double>(value) / static_cast<double>(std::max<uint64_t>(most, 1))));
    };
    return "<svg width=\"" + width(most) +
           "\" height=\"12\" aria-hidden=\"true\"><rect height=\"12\" fill=\"#8885\" width=\"" + width(of) +
           "\"/><rect height=\"12\" fill=\"#c33\" width=\"" + width(part) + "\"/></svg>";
  }

  void matters() {
    if (result_.tally.matters.empty()) return;
    uint64_t most = 1;
    for (const auto& [mailbox, scenarios] : result_.tally.matters) {
      for (const auto& [scenario, one] : scenarios) most = std::max(most, one.letters);
    }
    out_ += "<h2>" + words("mailboxes") + "</h2>";
    heads({"mailbox", "matter", "letters", "refused", "unverified", "share"});
    for (const auto& [mailbox, scenarios] : result_.tally.matters) {
      for (const auto& [scenario, one] : scenarios) {
        row({mailbox, scenario}, {one.letters, one.refused, one.unverified}, bar(one.refused, one.letters, most));
      }
    }
    out_ += "</table>";
  }

  void requirements() {
    for (const auto& [mailbox, requirements] : result_.tally.requirements) {
      out_ += "<h2>" + words("lacking", {{"mailbox", mailbox}}) + "</h2>";
      heads({"requirement", "letters", "missing", "invalid", "unverified", "wished", "share"});
      for (const auto& [id, one] : requirements) {
        row({title_of(id, texts_)}, {one.owed, one.missing, one.invalid, one.unverified, one.wished},
            bar(one.missing + one.invalid, one.owed, one.owed));
      }
      out_ += "</table>";
      for (const auto& [id, one] : requirements) evidences(id, one);
    }
  }

  void evidences(const std::string& id, const RequirementTally& one) {
    const auto shown = commonest(one.evidence, kEvidencesShown);
    if (shown.empty()) return;
    out_ += "<details><summary>" + html_escaped(title_of(id, texts_)) + "</summary><table>";
    for (const auto& [evidence, count] : shown) row({evidence_words(evidence, texts_)}, {count});
    out_ += "</table></details>";
  }

  void senders() {
    out_ += "<h2>" + words("senders") + "</h2>";
    heads({"sender", "letters", "refused"});
    for (const auto& [address, one] : commonest(result_.tally.senders, kSendersShown)) {
      row({address}, {one.letters, one.refused});
    }
    out_ += "</table>";
  }

  void answers() {
    const AnswersJudgement judged = judged_by_answers(result_.correspondence);
    if (judged.empty()) return;
    out_ += "<h2>" + words("answers") + "</h2>";
    heads({"mailbox", "answered", "passed", "rightly", "missed", "wrongly"});
    for (const auto& [mailbox, one] : judged)
      row({mailbox}, {one.answered, one.passed, one.refused, one.missed, one.wrongly});
    out_ += "</table>";
    for (const auto& [mailbox, one] : judged) {
      out_ += "<h3>" + html_escaped(mailbox) + "</h3>";
      heads({"requirement", "owed", "rightly", "missed", "wrongly"});
      for (const auto& [id, of] : one.requirements)
        row({title_of(id, texts_)}, {of.owed, of.right.letters, of.missed.letters, of.wrongly.letters});
      out_ += "</table>";
      for (const auto& [id, of] : one.requirements) {
        answered(id, "rightly", of.right);
        answered(id, "missed", of.missed);
        answered(id, "wrongly", of.wrongly);
      }
    }
  }

  void answered(const std::string& id, const std::string& column, const AnsweredLetters& letters) {
    if (letters.letters == 0) return;
    out_ += "<details><summary>" + html_escaped(title_of(id, texts_)) + ": " + words("column." + column) + " (" +
            std::to_string(letters.letters) + ")</summary><table>";
    for (const AnsweredLetter& one : letters.shown) row({one.letter, one.answer, one.said}, {});
    out_ += "</table></details>";
  }

  void differences(const Differences& differences) {
    out_ += "<h2>" +
            words("differences", {{"letters", std::to_string(differences.letters)},
                                  {"refused", std::to_string(differences.refused_now)},
                                  {"let_go", std::to_string(differences.let_go_now)}}) +
            "</h2>";
    for (const auto& [kind, group] : differences.groups) {
      const auto& [mailbox, id, before, after] = kind;
      out_ += "<details><summary>" +
              html_escaped(mailbox + ", " + title_of(id, texts_) + ": " + status_words(before, texts_) + " → " +
                           status_words(after, texts_) + " (" + std::to_string(group.letters) + ")") +
              "</summary><table>";
      for (const DifferentLetter& one : group.shown) row({one.letter, one.before, one.after}, {});
      out_ += "</table></details>";
    }
  }

  const ReplayResult& result_;
  const Texts& texts_;
  std::string out_;
};

}  // namespace

std::string replay_html(const ReplayResult& result, const Texts& texts) { return HtmlReport(result, texts).run(); }

}  // namespace pismovod
