#include <algorithm>

#include "actions/wording.h"
#include "notice/notice_content.h"

namespace pismovod {
namespace {

constexpr size_t kValue = 120;   // characters of one value
constexpr size_t kValues = 240;  // of all values of one requirement

const Mailbox* mailbox_of(const NoticeRequest& request, const std::string& address) {
  const auto& mailboxes = request.rules.mailboxes;
  const auto found =
      std::find_if(mailboxes.begin(), mailboxes.end(), [&](const Mailbox& m) { return m.address == address; });
  return found == mailboxes.end() ? nullptr : &*found;
}

Action own_action(const NoticeRequest& request, const Verdict& verdict) {
  const Policy& of_all = request.rules.policy;
  const Mailbox* mailbox = mailbox_of(request, verdict.mailbox);
  return action_for(verdict, mailbox == nullptr ? of_all : policy_of(*mailbox, of_all));
}

// The right values of a requirement, as they are written into a line; empty where they fit none.
std::string values_of(const Judged& judged) {
  std::vector<std::string> values;
  std::string out;
  for (const Fact& fact : judged.finding.right) {
    const std::string value = cited(fact.value, kValue);
    const bool twice = std::find(values.begin(), values.end(), value) != values.end();
    if (twice || value.ends_with("…") || out.size() + value.size() > kValues * 2) continue;
    values.push_back(value);
    out += (out.empty() ? "" : ", ") + value;
  }
  return out;
}

bool is_in_block(const Judged& judged, Action action) {
  if (judged.status == Status::waived) return false;
  return judged.level == Level::must || action == Action::annotate;
}

}  // namespace

std::vector<const Verdict*> verdicts_behind(const NoticeRequest& request) {
  std::vector<const Verdict*> out;
  for (const Verdict& verdict : request.outcome.verdicts) {
    const Action own = own_action(request, verdict);
    const bool behind =
        request.action == Action::annotate ? own == Action::annotate : verdict.fails() && own > Action::annotate;
    if (behind) out.push_back(&verdict);
  }
  return out;
}

NoticeMatter notice_matter(const NoticeRequest& request) { return notice_matter(request, verdicts_behind(request)); }

NoticeMatter notice_matter(const NoticeRequest& request, std::vector<const Verdict*> verdicts) {
  NoticeMatter out;
  out.verdicts = std::move(verdicts);
  std::vector<std::string> wanted;
  std::vector<std::string> lacking;
  for (const Verdict* verdict : out.verdicts) {
    for (const Judged& judged : verdict->requirements) {
      if (judged.status == Status::found) out.found.try_emplace(judged.id, values_of(judged));
      // A file that could not be read is there: it need not be attached again.
      const bool unread = judged.status == Status::unverified && is_attached(judged.id, request.rules.texts);
      if (unread) out.found.try_emplace(judged.id);
      const bool known = std::find(wanted.begin(), wanted.end(), judged.id) != wanted.end();
      if (is_in_block(judged, request.action) && !known) wanted.push_back(judged.id);
      if (judged.status == Status::missing) lacking.push_back(judged.id);
    }
  }
  out.fill_in = make_fill_in(wanted, out.found, request.rules.organization, request.rules.texts);
  for (const Paper& paper : papers_in(request.rules.papers)) {
    if (std::find(lacking.begin(), lacking.end(), paper.serves) != lacking.end()) out.papers.push_back(paper);
  }
  return out;
}

FoundValues paper_values(const NoticeRequest& request, const NoticeMatter& matter) {
  FoundValues known = matter.found;
  if (const Organization* organization = request.rules.organization) {
    known["partner_name"] = organization->name;
    known["partner_code"] = organization->partner_code;
  }
  return known;
}

}  // namespace pismovod
