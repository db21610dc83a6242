#include <algorithm>
#include <array>

#include "review/case_query.h"
#include "review/case_words.h"
#include "review/csv_table.h"
#include "review/handlers.h"
#include "review/when.h"

namespace pismovod {
namespace {

constexpr size_t kMostCsvLines = 50'000;
constexpr int64_t kCounted = 1000;  // further nobody reads, and counting costs

using Choice = std::pair<std::string, std::string>;  // value and word

View::List choices(std::vector<Choice> all, const std::string& any, const std::string& chosen) {
  all.insert(all.begin(), {"", any});
  View::List out;
  for (const auto& [key, word] : all) {
    out.push_back(View().set("key", key).set("word", word).set("chosen", key == chosen));
  }
  return out;
}

std::vector<Choice> mailbox_choices(const Visit& visit) {
  std::vector<Choice> out;
  for (const Mailbox& mailbox : visit.shelf.configuration.mailboxes) {
    out.emplace_back(mailbox.address, mailbox.address);
  }
  return out;
}

std::vector<Choice> requirement_choices(const Visit& visit) {
  std::vector<Choice> out;
  for (const auto& [id, filter] : visit.shelf.configuration.filter_of) {
    if (visit.texts.has("requirement." + id + ".title")) out.emplace_back(id, requirement_word(visit, id));
  }
  std::sort(out.begin(), out.end(), [](const Choice& a, const Choice& b) { return a.second < b.second; });
  return out;
}

std::vector<Choice> action_choices(const Visit& visit) {
  std::vector<Choice> out;
  for (const Action action : {Action::reject, Action::hold, Action::withhold, Action::annotate, Action::accept}) {
    out.emplace_back(std::string(name_of(action)), action_word(visit, action));
  }
  return out;
}

std::vector<Choice> state_choices(const Visit& visit) {
  std::vector<Choice> out;
  for (const char* state :
       {"put_right", "open", "held", "complaint_new", "complaint_agreed", "complaint_declined", "wrong", "right"}) {
    out.emplace_back(state, visit.text(std::string("state_") + state));
  }
  return out;
}

void set_filters(View& view, const Visit& visit) {
  const HttpRequest& request = visit.request;
  for (const char* name : {"text", "sender", "since", "until"}) {
    view.set(std::string("f_") + name, request.in_query(name));
  }
  view.set("mailboxes", choices(mailbox_choices(visit), visit.text("any_he"), request.in_query("mailbox")));
  view.set("requirements", choices(requirement_choices(visit), visit.text("any"), request.in_query("missing")));
  view.set("actions", choices(action_choices(visit), visit.text("any"), request.in_query("action")));
  view.set("states", choices(state_choices(visit), visit.text("any"), request.in_query("state")));
  view.set("is_filtered", is_filtered(request.query));
  const std::array more = {"missing", "state", "since", "until"};
  view.set("more_is_open",
           std::any_of(more.begin(), more.end(), [&](const char* name) { return !request.in_query(name).empty(); }));
}

TagFacts tag_facts(const CaseLine& line) {
  TagFacts out;
  out.is_put_right = line.put_right.has_value() && !line.put_right->is_override;
  out.is_let_pass = line.put_right.has_value() && line.put_right->is_override;
  out.is_correction = !line.first_case.empty() && !line.fails;
  out.is_repeat = !line.first_case.empty() && line.fails;
  out.complaint = line.complaint;
  out.is_overridden = line.is_overridden;
  out.is_right = line.marked_right;
  out.is_wrong = line.marked_wrong;
  out.ending = line.ending;
  return out;
}

View line_view(const Visit& visit, const CaseLine& line) {
  View out;
  out.set("number", line.number).set("time", day_and_time(line.at, visit.texts));
  out.set("machine_time", machine_time(line.at));
  out.set("action_class", std::string(name_of(line.action))).set("action_word", action_word(visit, line.action));
  out.set("subject", line.subject.empty() ? visit.text("no_subject") : cut(line.subject, 300));
  out.set("sender", line.sender.empty() ? visit.text("no_sender") : cut(line.sender, 200));
  out.set("mailbox", joined(line.mailboxes)).set("lacking", requirement_words(visit, line.lacking));
  out.set("tags", tags(visit, tag_facts(line)));
  return out;
}

void set_pages(View& view, const Fields& query, const CasePage& page) {
  view.set("newest", cases_address("/cases", query)).set("csv", cases_address("/cases.csv", query));
  if (page.lines.empty()) return;
  if (page.has_newer) {
    view.set("newer", cases_address("/cases", query, "after", std::to_string(page.lines.front().position)));
  }
  if (page.has_older) {
    view.set("older", cases_address("/cases", query, "before", std::to_string(page.lines.back().position)));
  }
}

std::vector<std::string> csv_heading(const Visit& visit) {
  std::vector<std::string> out;
  for (const char* key : {"when", "outcome", "sender", "subject", "mailbox", "lacking", "tag_put_right", "marked_wrong",
                          "tag_overridden", "queue_id"}) {
    out.push_back(visit.text(key));
  }
  for (const size_t when : {size_t{0}, size_t{6}}) out[when] += " (" + zone_of(visit.now) + ")";
  out.insert(out.begin(), visit.text("case", {{"number", ""}}));
  return out;
}

std::vector<std::string> csv_line(const Visit& visit, const CaseLine& line) {
  return {line.number,
          table_time(line.at),
          action_word(visit, line.action),
          line.sender,
          line.subject,
          joined(line.mailboxes),
          requirement_words(visit, line.lacking),
          line.put_right && !line.put_right->is_override ? table_time(line.put_right->at) : "",
          line.marked_wrong ? "1" : "",
          line.is_overridden ? "1" : "",
          line.queue_id};
}

}  // namespace

HttpResponse cases_page(const Visit& visit) {
  const Fields& query = visit.request.query;
  const auto page = visit.shelf.store.list(filter_of(query), page_of(query));
  if (!page) return show_trouble(visit, page.error());
  View view;
  set_filters(view, visit);
  View::List lines;
  for (const CaseLine& line : page->lines) lines.push_back(line_view(visit, line));
  const bool is_oldest = is_oldest_first(query);
  if (is_oldest) std::reverse(lines.begin(), lines.end());
  view.set("back", cases_address("/cases", query));
  view.set("turned", turned_address(query)).set("order_sign", is_oldest ? "↑" : "↓");
  view.set("order_name", is_oldest ? "ascending" : "descending")
      .set("turn_words", visit.text(is_oldest ? "turn_newest" : "turn_oldest"));
  view.set("has_lines", !lines.empty()).set("at_cases", true);
  view.set("lines", std::move(lines));
  view.set("csv_bound", visit.text("csv_bound", {{"n", std::to_string(kMostCsvLines)}}));
  set_pages(view, query, *page);
  if (is_filtered(query)) {
    const auto count = visit.shelf.store.count(filter_of(query), kCounted + 1);
    if (!count) return show_trouble(visit, count.error());
    const bool is_more = *count > kCounted;
    view.set("found",
             visit.text(is_more ? "found_more" : "found_count", {{"n", std::to_string(std::min(*count, kCounted))}}));
  }
  return show(visit, "cases.html", visit.text("cases"), std::move(view));
}

HttpResponse cases_csv(const Visit& visit) {
  CsvTable table(csv_separator(visit));
  table.add(csv_heading(visit));
  PageRequest request;
  request.limit = 1000;
  for (size_t count = 0; count < kMostCsvLines;) {
    const auto page = visit.shelf.store.list(filter_of(visit.request.query), request);
    if (!page) return show_trouble(visit, page.error());
    for (const CaseLine& line : page->lines) table.add(csv_line(visit, line));
    count += page->lines.size();
    if (!page->has_older || page->lines.empty()) break;
    request.before = page->lines.back().position;
  }
  return give_csv({"letters.csv", table.text()});
}

}  // namespace pismovod
