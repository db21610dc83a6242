#include "inspect/comparison.h"

#include <algorithm>

namespace pismovod {
namespace {

std::string joined(const std::vector<std::string>& list) {
  std::string out;
  for (const std::string& item : list) out += (out.empty() ? "" : "+") + item;
  return out;
}

bool lets_go(const Outcome& outcome) {
  return std::ranges::none_of(outcome.verdicts, [](const Verdict& v) { return v.fails(); });
}

}  // namespace

std::string verdict_line(const Verdict& verdict) {
  std::string out = joined(verdict.scenarios);
  if (!verdict.matter.unsure.empty()) out += " (not sure: " + joined(verdict.matter.unsure) + ")";
  out += verdict.fails() ? ": fail" : ": pass";
  for (const Judged& judged : verdict.requirements) {
    if (judged.status == Status::found || judged.status == Status::waived) continue;
    out += ", " + std::string(pismovod::name_of(judged.status)) + " " + judged.id;
  }
  return out;
}

void Comparison::add(const std::string& letter, const Outcome& before, const Outcome& after) {
  ++letters_;
  if (lets_go(before) && !lets_go(after)) ++refused_now_;
  if (!lets_go(before) && lets_go(after)) ++let_go_now_;
  for (const Verdict& now : after.verdicts) {
    const auto was = std::ranges::find(before.verdicts, now.mailbox, &Verdict::mailbox);
    const std::string line = was == before.verdicts.end() ? "not judged" : verdict_line(*was);
    if (line != verdict_line(now)) changes_.push_back({letter, now.mailbox, line, verdict_line(now)});
  }
}

}  // namespace pismovod
