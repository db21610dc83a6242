#include <algorithm>

#include "base/utf8.h"
#include "mail/address.h"
#include "notice/fill_in.h"
#include "review/case_words.h"
#include "review/handlers.h"
#include "review/sender_form.h"
#include "review/sender_link.h"
#include "review/when.h"

namespace pismovod {
namespace {

constexpr size_t kLongestText = 4000;  // octets

// What a person did with a held letter, by whom and why.
std::string ended_words(const Visit& visit, const CaseEnding& ending) {
  const bool is_released = ending.how == CaseEnding::How::released;
  std::string out = visit.text(is_released ? "sender_intro_released" : "sender_intro_dropped", {{"by", ending.by}});
  if (!ending.why.empty()) out += " " + visit.text("sender_why", {{"why", cut(ending.why, 600)}});
  return out;
}

std::string intro(const Visit& visit, const CaseEntry& entry) {
  if (entry.ending) return ended_words(visit, *entry.ending);
  switch (entry.action) {
    case Action::reject:
      return visit.text("sender_intro_reject");
    case Action::hold:
      return visit.text("sender_intro_hold");
    case Action::withhold:
      return visit.text("sender_intro_withhold");
    default:
      return visit.text("sender_intro_passed");
  }
}

bool has_passed(const CaseEntry& entry) {
  if (entry.ending) return entry.ending->how == CaseEnding::How::released;
  return entry.action == Action::accept || entry.action == Action::annotate;
}

// The organisation whose data are filled in for this sender; null: none.
const Organization* organization_of(const Visit& visit, const CaseEntry& entry) {
  return visit.shelf.configuration.organization_of(parse_path(entry.reverse_path), parse_path(entry.from));
}

View needed_view(const Visit& visit, const CaseRequirement& requirement, const Organization* organization) {
  View out;
  out.set("requirement", requirement_word(visit, requirement.id)).set("reason", requirement.reason);
  out.set("value", requirement.facts.empty() ? "" : cut(requirement.facts.front().value, 200));
  const std::string key = "requirement." + requirement.id;
  if (is_attached(requirement.id, visit.texts)) {
    return out.set("example", visit.texts.has(key + ".shows") ? visit.texts.get(key + ".shows") : "");
  }
  if (!visit.texts.has(key + ".example")) return out.set("example", "");
  const std::string words = example_of(requirement.id, organization, visit.texts);
  const bool is_own = !partners_own(requirement.id, organization).empty();
  return out.set("example", is_own ? visit.texts.get("notice.example_own", {{"example", words}})
                                   : visit.text("example", {{"example", words}}));
}

// The lines as the notice has them: what is lacking, the partner's own data filled in.
FillIn lines_of(const Visit& visit, const CaseMailbox& judged, const Organization* organization) {
  std::vector<std::string> wanted;
  for (const CaseRequirement& each : judged.requirements) {
    if (each.fails()) wanted.push_back(each.id);
  }
  FillIn form = make_fill_in(wanted, {}, organization, visit.texts);
  for (FillInLine& line : form.lines) {
    for (const CaseRequirement& each : judged.requirements) {
      if (each.id == line.id && each.status == Status::invalid && each.facts.size() == 1)
        line.instead = visit.texts.get("notice.not_that", {{"value", cut(each.facts.front().value, 120)}});
    }
  }
  return form;
}

// A new letter with the lines in it, for a phone where the old one is not at hand (RFC 6068).
std::string mailto(const CaseEntry& entry, const CaseMailbox& judged, const FillIn& form) {
  const std::string subject = form.subject.empty() ? cut(entry.subject, 300) : form.subject;
  return "mailto:" + form_encoded(judged.recipient.empty() ? judged.mailbox : judged.recipient) +
         "?subject=" + form_encoded(subject) + "&body=" + form_encoded(joined(form.written(), "\r\n") + "\r\n");
}

View judged_view(const Visit& visit, const CaseEntry& entry, const CaseMailbox& judged, size_t index) {
  const Organization* organization = organization_of(visit, entry);
  View::List needed;
  for (const CaseRequirement& each : judged.requirements) {
    if (each.fails()) needed.push_back(needed_view(visit, each, organization));
  }
  const bool is_settled = entry.put_right || has_passed(entry);
  const FillIn form = lines_of(visit, judged, organization);
  View out;
  out.set("mailbox", judged.mailbox).set("needed", std::move(needed));
  out.set("template", is_settled ? "" : joined(form.written(), "\n"));
  out.set("needs_subject", is_settled || form.subject.empty()
                               ? ""
                               : visit.texts.get("notice.set_subject_only", {{"subject", form.subject}}));
  out.set("mailto", is_settled || form.lines.empty() ? "" : mailto(entry, judged, form));
  return out.set("index", std::to_string(index));
}

// Who decided about the complaint, and what he wrote.
std::string answer_words(const Visit& visit, const CaseEntry& entry) {
  for (auto mark = entry.marks.rbegin(); mark != entry.marks.rend(); ++mark) {
    if (mark->is_complaint || mark->kind == CaseMark::Kind::note) continue;
    std::string out = visit.text("mark_by", {{"by", mark->by}, {"time", day_and_time(mark->at, visit.texts)}});
    return mark->text.empty() ? out : out + ": " + cut(mark->text, 2000);
  }
  return {};
}

// What became of the letter that was completed here; empty: none was sent.
std::string went_words(const Visit& visit, const CaseEntry& entry) {
  // The mail server would not have it (Store::given_up).
  const bool was_given_up = std::any_of(entry.marks.begin(), entry.marks.end(), [](const CaseMark& mark) {
    return mark.kind == CaseMark::Kind::note && mark.by == "pismovod";
  });
  if (!entry.put_right) return was_given_up ? visit.text("went_given_up") : std::string();
  const auto rows = visit.shelf.store.letters_of(entry.put_right->by);
  for (const OutboxRow& row : rows ? *rows : std::vector<OutboxRow>()) {
    if (row.letter.kind != NoticeKind::completed) continue;
    return visit.text("went_" + std::string(name_of(row.state)), {{"time", day_and_time(row.settled, visit.texts)}});
  }
  return {};
}

View sender_view(const Visit& visit, const CaseEntry& entry, const std::string& token) {
  View view;
  view.set("subject", entry.subject.empty() ? visit.text("no_subject") : cut(entry.subject, 300));
  view.set("time", day_and_time(entry.at, visit.texts)).set("machine_time", machine_time(entry.at));
  view.set("intro", entry.put_right ? "" : intro(visit, entry));
  view.set("intro_class", has_passed(entry) ? "good" : "complaint").set("token", token);
  view.set("put_right", !entry.put_right               ? ""
                        : entry.put_right->is_override ? visit.text("sender_let_pass")
                                                       : visit.text("sender_put_right"));
  view.set("case_title", visit.text("case", {{"number", entry.number}}));
  View::List judged;
  for (const CaseMailbox& mailbox : entry.mailboxes) {
    if (mailbox.fails()) judged.push_back(judged_view(visit, entry, mailbox, judged.size() + 1));
  }
  view.set("went", went_words(visit, entry));
  const Complaint complaint = entry.complaint();
  view.set("can_complain", !judged.empty() && complaint == Complaint::none).set("judged", std::move(judged));
  view.set("complaint",
           complaint == Complaint::none ? "" : visit.text("sender_complaint_" + std::string(name_of(complaint))));
  view.set("answer",
           complaint == Complaint::agreed || complaint == Complaint::declined ? answer_words(visit, entry) : "");
  return view;
}

}  // namespace

HttpResponse sender_page(const Visit& visit, const Secret& secret, const std::string& token) {
  const auto entry = linked_case(visit, secret, token);
  if (!entry) return entry.error();
  return sender_page(visit, *entry, token, first_form(visit, *entry, token));
}

HttpResponse sender_page(const Visit& visit, const CaseEntry& entry, const std::string& token, SenderForm form) {
  View view = sender_view(visit, entry, token);
  if (form.view) view.set("form", *std::move(form.view));
  view.set("no_form", form.why_none);
  HttpResponse out = show(visit, "sender.html", visit.text("sender_title"), std::move(view), form.status);
  allow_own_script(out);
  return out;
}

HttpResponse sender_says_wrong(const Visit& visit, const Secret& secret, const std::string& token) {
  const auto entry = linked_case(visit, secret, token);
  if (!entry) return entry.error();
  const std::string text(utf8_prefix(visit.request.in_form("text"), kLongestText));
  CaseMark mark{CaseMark::Kind::wrong, entry->sender(), text, visit.now};
  mark.is_complaint = true;
  if (const auto added = visit.shelf.store.add_mark(entry->number, mark); !added) {
    return show_trouble(visit, added.error());
  }
  return redirect_to("/s/" + token);
}

}  // namespace pismovod
