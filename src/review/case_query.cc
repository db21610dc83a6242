#include "review/case_query.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "review/when.h"
#include "rules/policy.h"

namespace pismovod {
namespace {

constexpr std::array kFilterFields = {"text",    "sender", "since", "until", "mailbox",
                                      "missing", "action", "state", "order"};
constexpr size_t kPageLines = 50;
constexpr size_t kLongestField = 200;

std::string value_of(const Fields& query, std::string_view name) {
  const auto found = query.find(name);
  return found == query.end() || found->second.size() > kLongestField ? "" : found->second;
}

std::optional<int64_t> number_of(const Fields& query, std::string_view name) {
  const std::string text = value_of(query, name);
  int64_t out = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), out);
  return read.ec == std::errc{} && read.ptr == text.data() + text.size() ? std::optional(out) : std::nullopt;
}

void set_state(CaseFilter& filter, std::string_view state) {
  if (state == "put_right") filter.put_right = true;
  if (state == "open") filter.put_right = false;
  if (state == "wrong") filter.marked = CaseMark::Kind::wrong;
  if (state == "right") filter.marked = CaseMark::Kind::right;
  if (state == "held") filter.held = true;
  for (const Complaint each : {Complaint::open, Complaint::agreed, Complaint::declined}) {
    if (state == "complaint_" + std::string(name_of(each))) filter.complaint = each;
  }
}

}  // namespace

CaseFilter filter_of(const Fields& query) {
  CaseFilter out;
  out.since = parse_day(value_of(query, "since"));
  out.until = parse_day(value_of(query, "until"), 1);  // the day itself counts
  out.sender = value_of(query, "sender");
  out.mailbox = value_of(query, "mailbox");
  out.missing = value_of(query, "missing");
  out.action = action_named(value_of(query, "action"));
  out.text = value_of(query, "text");
  set_state(out, value_of(query, "state"));
  return out;
}

PageRequest page_of(const Fields& query) {
  PageRequest out;
  out.limit = kPageLines;
  out.before = number_of(query, "before");
  if (!out.before) out.after = number_of(query, "after");
  // The last page, turned back to: its first line is the oldest of all.
  if (is_oldest_first(query) && !out.before && !out.after) out.after = 0;
  return out;
}

std::string cases_address(const std::string& path, const Fields& query, const std::string& added_name,
                          const std::string& added_value) {
  std::string out = path;
  char joint = '?';
  const auto add = [&](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    out += joint + std::string(name) + "=" + form_encoded(value);
    joint = '&';
  };
  for (const char* name : kFilterFields) add(name, value_of(query, name));
  add(added_name, added_value);
  return out;
}

bool is_oldest_first(const Fields& query) { return value_of(query, "order") == "oldest"; }

std::string turned_address(const Fields& query) {
  Fields turned = query;
  turned["order"] = is_oldest_first(query) ? "" : "oldest";
  return cases_address("/cases", turned);
}

bool is_filtered(const Fields& query) {
  return std::any_of(kFilterFields.begin(), kFilterFields.end(), [&](const char* name) {
    return name != std::string_view("order") && !value_of(query, name).empty();
  });
}

}  // namespace pismovod
