#include "review/needs.h"

#include "journal/outbox_depth.h"
#include "journal/running_daemons.h"
#include "review/case_query.h"
#include "review/case_words.h"
#include "review/when.h"

namespace pismovod {
namespace {

constexpr size_t kShown = 5;
constexpr size_t kCounted = 99;
constexpr std::chrono::hours kDay{24};
constexpr std::chrono::hours kFortnight{14 * 24};  // nobody mends an older letter
constexpr std::chrono::minutes kLate{60};          // a letter of ours that still waits then

// One list of letters, and the address of all of it.
struct Need {
  const char* key;    // of its title
  const char* query;  // of the list: "state=held"
};
constexpr std::array kNeeds = {Need{"needs_complaints", "state=complaint_new"}, Need{"needs_held", "state=held"},
                               Need{"needs_refused", "state=open&action=reject"},
                               Need{"needs_withheld", "state=open&action=withhold"}};
constexpr size_t kForPeople = 2;  // the first ones wait for a person

CaseFilter filter_of_need(const Visit& visit, size_t index) {
  CaseFilter out = filter_of(parse_form(kNeeds.at(index).query));
  if (index < kForPeople) return out;
  out.until = visit.now - kDay;
  out.since = visit.now - kFortnight;
  return out;
}

StoreResult<CasePage> first_of(const Visit& visit, size_t index) {
  PageRequest request;
  request.limit = kCounted;
  return visit.shelf.store.list(filter_of_need(visit, index), request);
}

std::string count_words(size_t count, bool has_more) { return std::to_string(count) + (has_more ? "+" : ""); }

View line_view(const Visit& visit, const CaseLine& line) {
  View out;
  out.set("number", line.number).set("time", day_and_time(line.at, visit.texts));
  out.set("machine_time", machine_time(line.at));
  out.set("subject", line.subject.empty() ? visit.text("no_subject") : cut(line.subject, 200));
  out.set("sender", line.sender.empty() ? visit.text("no_sender") : cut(line.sender, 120));
  return out.set("lacking", requirement_words(visit, line.lacking));
}

View section_view(const Visit& visit, size_t index, const CasePage& page) {
  const Need& need = kNeeds.at(index);
  View::List lines;
  for (const CaseLine& line : page.lines) {
    if (lines.size() < kShown) lines.push_back(line_view(visit, line));
  }
  View out;
  out.set("need_title", visit.text(need.key)).set("need_id", need.key).set("lines", std::move(lines));
  out.set("count", count_words(page.lines.size(), page.has_older)).set("list", std::string("/cases?") + need.query);
  return out.set("has_more", page.lines.size() > kShown);
}

std::string outbox_fault(const Visit& visit) {
  const auto depth = outbox_depth(visit.shelf.configuration.settings.journal.path);
  if (!depth || depth->letters == 0 || depth->oldest + kLate > visit.now) return {};
  return visit.text("needs_outbox",
                    {{"n", std::to_string(depth->letters)}, {"time", day_and_time(depth->oldest, visit.texts)}});
}

// "mx1: 4f1c09ab77d2, mx2: 77aa10c2de01"
std::string rules_of(const std::vector<RunningDaemon>& daemons) {
  std::vector<std::string> out;
  out.reserve(daemons.size());
  for (const RunningDaemon& daemon : daemons) out.push_back(daemon.host + ": " + daemon.rules);
  return joined(out);
}

std::vector<std::string> daemon_faults(const Visit& visit) {
  const auto all = running_daemons(visit.shelf.store, visit.now);
  std::vector<std::string> out;
  if (!all) return out;
  if (rules_differ(*all, visit.now)) out.push_back(visit.text("needs_rules_differ", {{"daemons", rules_of(*all)}}));
  for (const RunningDaemon& daemon : *all) {
    if (is_silent(daemon, visit.now))
      out.push_back(
          visit.text("needs_daemon_silent", {{"host", daemon.host}, {"time", day_and_time(daemon.seen, visit.texts)}}));
  }
  return out;
}

// What does not go as it should on our own side.
View::List faults(const Visit& visit) {
  std::vector<std::string> words = daemon_faults(visit);
  if (std::string outbox = outbox_fault(visit); !outbox.empty()) words.push_back(std::move(outbox));
  View::List out;
  for (std::string& each : words) out.push_back(View().set("fault", std::move(each)));
  return out;
}

}  // namespace

std::string needs_count(const Visit& visit) {
  size_t count = 0;
  bool has_more = false;
  for (size_t i = 0; i < kForPeople; ++i) {
    const auto page = first_of(visit, i);
    if (!page) return {};
    count += page->lines.size();
    has_more = has_more || page->has_older;
  }
  return count == 0 ? std::string() : count_words(count, has_more);
}

HttpResponse needs_page(const Visit& visit) {
  View::List sections;
  for (size_t i = 0; i < kNeeds.size(); ++i) {
    const auto page = first_of(visit, i);
    if (!page) return show_trouble(visit, page.error());
    if (!page->lines.empty()) sections.push_back(section_view(visit, i, *page));
  }
  View view;
  View::List wrong = faults(visit);
  view.set("nothing", sections.empty() && wrong.empty()).set("faults", std::move(wrong));
  view.set("sections", std::move(sections));
  return show(visit, "needs.html", visit.text("needs"), std::move(view.set("at_needs", true)));
}

}  // namespace pismovod
