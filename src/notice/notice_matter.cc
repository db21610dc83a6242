#include <algorithm>

#include "actions/wording.h"
#include "notice/draft_content.h"
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

// The right values of a requirement, as they are written into a line; empty where they fit none. One of an earlier
// letter may have been stored shortened.
std::string values_of(const Judged& judged) {
  std::vector<std::string> values;
  std::string out;
  for (const Fact& fact : judged.finding.right) {
    const std::string value = cited(fact.value, kValue);
    const bool twice = std::find(values.begin(), values.end(), value) != values.end();
    if (twice || value.find("…") != std::string::npos || out.size() + value.size() > kValues * 2) continue;
    values.push_back(value);
    out += (out.empty() ? "" : ", ") + value;
  }
  return out;
}

// Only what is missing or wrong is asked for.
bool is_asked_for(const Judged& judged, Action action) {
  return is_lacking(judged) && (judged.level == Level::must || action == Action::annotate);
}

// Names are found in short and in full, of one product or client; the fullest says all.
bool has_one_name(const std::string& requirement) {
  return requirement == "product_name" || requirement == "client_name" || requirement == "partner_name";
}

std::string fullest_of(const Judged& judged) {
  std::string out;
  for (const Fact& fact : judged.finding.right) {
    const std::string value = cited(fact.value, kValue);
    if (value.find("…") == std::string::npos && value.size() > out.size()) out = value;
  }
  return out;
}

struct Wrong {
  std::string id;
  std::string value;
  bool is_in_text = false;  // in the sender's own words, not in a file
};

std::vector<Wrong> wrong_values(const NoticeMatter& matter) {
  std::vector<Wrong> out;
  for (const Verdict* verdict : matter.verdicts) {
    for (const Judged& judged : verdict->requirements) {
      if (judged.status != Status::invalid || judged.finding.wrong.empty()) continue;
      const std::vector<Fact>& facts = judged.finding.wrong;
      const Fact& fact = facts.front();
      const bool twice = std::any_of(out.begin(), out.end(), [&](const Wrong& w) { return w.id == judged.id; });
      const bool is_one = std::all_of(facts.begin(), facts.end(), [&](const Fact& f) { return f.value == fact.value; });
      const Place::Kind kind = fact.evidence.place.kind;
      const bool is_in_text = facts.size() == 1 && (kind == Place::Kind::body || kind == Place::Kind::signature);
      if (!twice && is_one && !fact.value.empty()) out.push_back({judged.id, cited(fact.value, kValue), is_in_text});
    }
  }
  return out;
}

class ChangeMaker {
 public:
  ChangeMaker(const NoticeRequest& request, NoticeMatter& matter) : request_(request), matter_(matter) {}

  void run() {
    const DraftContent content(request_.message, request_.structure, matter_.changes);
    matter_.has_files = content.has_files();
    matter_.changes.labels = FillIn::labels(request_.rules.texts);
    texts_ = content.texts();
    for (DraftContent::Text& text : texts_)
      text.utf8 = without_unfilled_lines(std::move(text.utf8), text.form, matter_.changes.labels);
    // What is written over the wrong value is no line of its own.
    std::vector<FillInLine> lines = matter_.fill_in.lines;
    for (const Wrong& wrong : wrong_values(matter_)) {
      for (FillInLine& line : matter_.fill_in.lines) {
        if (line.id == wrong.id) line.instead = get("not_that", {{"value", wrong.value}});
      }
      if (wrong.is_in_text && is_replaced(wrong)) std::erase_if(lines, [&](const auto& l) { return l.id == wrong.id; });
    }
    for (FillInLine& line : lines) {
      line.instead = instead_of(line.id);
      if (const std::string given = given_of(line.id); !given.empty()) line.value = given;
    }
    matter_.changes.lines = FillIn{{}, lines, {}}.written();
    matter_.changes.greetings = greetings();
  }

 private:
  std::string get(const std::string& key, const std::map<std::string, std::string>& gaps = {}) const {
    return request_.rules.texts.get("notice." + key, gaps);
  }

  std::string given_of(const std::string& id) const {
    const auto found = request_.given.find(id);
    return found == request_.given.end() ? std::string() : found->second;
  }

  std::string instead_of(const std::string& id) const {
    for (const FillInLine& line : matter_.fill_in.lines) {
      if (line.id == id) return line.instead;
    }
    return {};
  }

  // Everywhere or nowhere: the text and its HTML must not part.
  bool is_replaced(const Wrong& wrong) {
    if (texts_.empty()) return false;
    for (const DraftContent::Text& text : texts_) {
      if (!can_be_replaced(text.utf8, text.form, wrong.value)) return false;
    }
    const std::string own = partners_own(wrong.id, request_.rules.organization);
    const std::string given = given_of(wrong.id);
    matter_.changes.replacements.push_back({wrong.value, !given.empty() ? given
                                                         : own.empty()  ? std::string(kBlank)
                                                                        : own});
    return true;
  }

  std::vector<std::string> greetings() const {
    std::vector<std::string> out;
    const std::string all = get("greetings");
    for (size_t at = 0; at < all.size();) {
      const size_t end = std::min(all.find('|', at), all.size());
      if (end > at) out.push_back(all.substr(at, end - at));
      at = end + 1;
    }
    return out;
  }

  const NoticeRequest& request_;
  NoticeMatter& matter_;
  std::vector<DraftContent::Text> texts_;
};

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
      if (judged.status == Status::found)
        out.found.try_emplace(judged.id, has_one_name(judged.id) ? fullest_of(judged) : values_of(judged));
      // A file that could not be read is there: it need not be attached again.
      const bool unread = judged.status == Status::unverified && is_attached(judged.id, request.rules.texts);
      if (unread) out.found.try_emplace(judged.id);
      const bool known = std::find(wanted.begin(), wanted.end(), judged.id) != wanted.end();
      if (is_asked_for(judged, request.action) && !known) wanted.push_back(judged.id);
      if (judged.status == Status::missing) lacking.push_back(judged.id);
    }
  }
  out.fill_in =
      make_fill_in(wanted, out.found, request.rules.organization, request.rules.texts, request.outcome.offers);
  if (!request.structure.entities.empty()) ChangeMaker(request, out).run();
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
