#include <algorithm>

#include "base/utf8.h"
#include "journal/case_link.h"
#include "review/case_words.h"
#include "review/handlers.h"
#include "review/when.h"

namespace pismovod {
namespace {

constexpr size_t kLongestText = 4000;  // octets

// The case that the link opens, or the page that refuses it.
tl::expected<CaseEntry, HttpResponse> linked_case(const Visit& visit, const Secret& secret, const std::string& token) {
  const CaseToken link = read_case_token(secret, token, std::chrono::floor<std::chrono::seconds>(visit.now));
  if (link.state == CaseToken::State::forged) {
    return tl::unexpected(show_message(visit, 403, "refused_title", "forbidden"));
  }
  if (link.state == CaseToken::State::expired) {
    return tl::unexpected(show_message(visit, 410, "refused_title", "expired"));
  }
  auto entry = visit.shelf.store.find(link.case_number);
  if (!entry) return tl::unexpected(show_trouble(visit, entry.error()));
  return *std::move(entry);
}

std::string intro(const Visit& visit, const CaseEntry& entry) {
  switch (entry.action) {
    case Action::reject:
      return visit.text("sender_intro_reject");
    case Action::hold:
      return visit.text(entry.ending ? "sender_intro_passed" : "sender_intro_hold");
    case Action::withhold:
      return visit.text("sender_intro_withhold");
    default:
      return visit.text("sender_intro_passed");
  }
}

std::string requirement_text(const Visit& visit, const std::string& id, const char* part) {
  const std::string key = "requirement." + id + "." + part;
  return visit.texts.has(key) ? visit.texts.get(key) : "";
}

View needed_view(const Visit& visit, const CaseRequirement& requirement) {
  View out;
  out.set("requirement", requirement_word(visit, requirement.id)).set("reason", requirement.reason);
  out.set("value", requirement.facts.empty() ? "" : cut(requirement.facts.front().value, 200));
  const std::string example = requirement_text(visit, requirement.id, "example");
  return out.set("example", example.empty() ? "" : visit.text("example", {{"example", example}}));
}

// "ИНН клиента: __________": of what can be written in a line; papers are attached.
std::string template_line(const Visit& visit, const CaseRequirement& requirement) {
  const std::string label = requirement_text(visit, requirement.id, "label");
  return label.empty() ? "" : label + ": __________\n";
}

View judged_view(const Visit& visit, const CaseMailbox& judged, size_t index, bool is_put_right) {
  View::List needed;
  std::string lines;
  for (const CaseRequirement& each : judged.requirements) {
    if (!each.is_lacking() || each.level != Level::must) continue;
    needed.push_back(needed_view(visit, each));
    lines += template_line(visit, each);
  }
  View out;
  out.set("mailbox", judged.mailbox).set("needed", std::move(needed)).set("template", is_put_right ? "" : lines);
  return out.set("index", std::to_string(index));
}

View sender_view(const Visit& visit, const CaseEntry& entry, const std::string& token) {
  View view;
  view.set("subject", entry.subject.empty() ? visit.text("no_subject") : cut(entry.subject, 300));
  view.set("time", day_and_time(entry.at, visit.texts)).set("machine_time", machine_time(entry.at));
  const bool has_passed = entry.action == Action::accept || entry.action == Action::annotate || entry.ending;
  view.set("intro", entry.put_right ? "" : intro(visit, entry)).set("intro_class", has_passed ? "good" : "complaint");
  view.set("is_put_right", entry.put_right.has_value()).set("token", token);
  view.set("case_title", visit.text("case", {{"number", entry.number}}));
  View::List judged;
  for (const CaseMailbox& mailbox : entry.mailboxes) {
    if (mailbox.fails()) judged.push_back(judged_view(visit, mailbox, judged.size() + 1, entry.put_right.has_value()));
  }
  view.set("can_complain", !judged.empty()).set("judged", std::move(judged));
  return view;
}

}  // namespace

HttpResponse sender_page(const Visit& visit, const Secret& secret, const std::string& token) {
  const auto entry = linked_case(visit, secret, token);
  if (!entry) return entry.error();
  View view = sender_view(visit, *entry, token);
  const bool has_said = std::any_of(entry->marks.begin(), entry->marks.end(), [&](const CaseMark& mark) {
    return mark.kind == CaseMark::Kind::wrong && mark.by == entry->sender();
  });
  view.set("thanks", has_said);
  return show(visit, "sender.html", visit.text("sender_title"), std::move(view));
}

HttpResponse sender_says_wrong(const Visit& visit, const Secret& secret, const std::string& token) {
  const auto entry = linked_case(visit, secret, token);
  if (!entry) return entry.error();
  const std::string text(utf8_prefix(visit.request.in_form("text"), kLongestText));
  const CaseMark mark{CaseMark::Kind::wrong, entry->sender(), text, visit.now};
  if (const auto added = visit.shelf.store.add_mark(entry->number, mark); !added) {
    return show_trouble(visit, added.error());
  }
  return redirect_to("/s/" + token);
}

}  // namespace pismovod
