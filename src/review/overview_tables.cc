#include "review/overview_tables.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>

#include "review/case_words.h"
#include "review/ready_tables.h"
#include "review/when.h"

namespace pismovod {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

sys_days monday_of(Instant at) {
  const sys_days day = std::chrono::floor<days>(at);
  return day - (std::chrono::weekday(day) - std::chrono::Monday);
}

void add_to(Tally& sum, const Tally& row) {
  sum.letters += row.letters;
  sum.failed += row.failed;
  sum.refused += row.refused;
  sum.put_right += row.put_right;
  sum.put_right_seconds += row.put_right_seconds;
  sum.marked_right += row.marked_right;
  sum.marked_wrong += row.marked_wrong;
  sum.missing += row.missing;
  sum.invalid += row.invalid;
  sum.unverified += row.unverified;
}

TallyRequest request_of(TallyKind kind, const FigurePeriod& period) {
  TallyRequest out;
  out.kind = kind;
  out.since = period.since;
  return out;
}

// What a table is made from: which figures, what of them is a row, and what is left out.
struct TableKind {
  const char* id;
  const char* title;
  const char* hint;
  TallyKind tally;
  std::vector<const char*> columns;
  FigureRow (*row)(const Visit&, const Tally&);
  int64_t (*weight)(const Tally&);
  bool by_name_alone = false;  // rows of one name are added up
};

std::string number(int64_t value) { return std::to_string(value); }
int64_t lacking(const Tally& tally) { return tally.missing + tally.invalid; }

FigureRow letters_row(const Visit& visit, const Tally& t, const char* filter) {
  const std::string link = t.name.empty() ? "" : std::string("/cases?") + filter + "=" + form_encoded(t.name);
  return {t.name.empty() ? visit.text("no_sender") : t.name,
          link,
          {number(t.letters), number(t.failed), share_words(visit, t.failed, t.letters), number(t.refused),
           number(t.put_right), put_right_words(visit, t)},
          t.failed,
          t.letters,
          {t.name, number(t.letters), number(t.failed), share_value(t.failed, t.letters), number(t.refused),
           number(t.put_right), put_right_value(t)}};
}

FigureRow mailbox_row(const Visit& visit, const Tally& t) { return letters_row(visit, t, "mailbox"); }
FigureRow sender_row(const Visit& visit, const Tally& t) { return letters_row(visit, t, "sender"); }

FigureRow requirement_row(const Visit& visit, const Tally& t) {
  return {requirement_word(visit, t.name),
          "/cases?missing=" + form_encoded(t.name),
          {number(t.letters), number(t.missing), number(t.invalid), share_words(visit, lacking(t), t.letters),
           number(t.unverified)},
          lacking(t),
          t.letters,
          {requirement_word(visit, t.name), number(t.letters), number(t.missing), number(t.invalid),
           share_value(lacking(t), t.letters), number(t.unverified)}};
}

FigureRow teach_row(const Visit& visit, const Tally& t) {
  return {cut(t.name, 100) + ": " + requirement_word(visit, t.other),
          "/cases?sender=" + form_encoded(t.name) + "&missing=" + form_encoded(t.other),
          {number(lacking(t)), number(t.missing), number(t.invalid)},
          lacking(t),
          lacking(t),
          {t.name, requirement_word(visit, t.other), number(lacking(t)), number(t.missing), number(t.invalid)}};
}

FigureRow mend_row(const Visit& visit, const Tally& t) {
  return {requirement_word(visit, t.name) + ", " + t.other,
          "/cases?mailbox=" + form_encoded(t.other) + "&missing=" + form_encoded(t.name) + "&state=wrong",
          {number(t.marked_wrong), number(t.marked_right), number(lacking(t)),
           share_words(visit, t.marked_wrong, lacking(t))},
          t.marked_wrong,
          t.marked_wrong,
          {requirement_word(visit, t.name), t.other, number(t.marked_wrong), number(t.marked_right), number(lacking(t)),
           share_value(t.marked_wrong, lacking(t))}};
}

const std::vector<TableKind>& table_kinds() {
  static const std::vector<const char*> of_letters = {"letters", "failed",    "share",
                                                      "refused", "put_right", "put_right_in"};
  static const std::vector<TableKind> kinds = {
      {"teach",
       "teach",
       "teach_hint",
       TallyKind::sender_requirement,
       {"forgotten", "missing_count", "invalid_count"},
       teach_row,
       lacking},
      {"mend",
       "mend",
       "mend_hint",
       TallyKind::requirement,
       {"marked_wrong_count", "mark_right", "failed", "share"},
       mend_row,
       [](const Tally& t) { return t.marked_wrong; }},
      {"mailboxes", "by_mailbox", "", TallyKind::mailbox, of_letters, mailbox_row,
       [](const Tally& t) { return t.letters; }},
      {"requirements",
       "by_requirement",
       "",
       TallyKind::requirement,
       {"letters", "missing_count", "invalid_count", "share", "unverified_count"},
       requirement_row,
       lacking,
       true},
      {"senders", "by_sender_title", "", TallyKind::sender, of_letters, sender_row,
       [](const Tally& t) { return t.failed; }},
  };
  return kinds;
}

std::vector<Tally> added_up_by_name(const std::vector<Tally>& tallies) {
  std::map<std::string, Tally> sums;
  for (const Tally& row : tallies) {
    Tally& sum = sums[row.name];
    sum.name = row.name;
    add_to(sum, row);
  }
  std::vector<Tally> out;
  out.reserve(sums.size());
  for (auto& [name, sum] : sums) out.push_back(std::move(sum));
  return out;
}

std::string first_column(const TableKind& kind) {
  switch (kind.tally) {
    case TallyKind::mailbox:
      return "mailbox";
    case TallyKind::requirement:
      return "requirement";
    default:
      return "sender";
  }
}

FigureTable table_of(const Visit& visit, const TableKind& kind, std::vector<Tally> tallies) {
  if (kind.by_name_alone) tallies = added_up_by_name(tallies);
  std::erase_if(tallies, [&](const Tally& t) { return kind.weight(t) <= 0; });
  std::stable_sort(tallies.begin(), tallies.end(),
                   [&](const Tally& a, const Tally& b) { return kind.weight(a) > kind.weight(b); });
  FigureTable out{kind.id, visit.text(kind.title), "", {visit.text(first_column(kind))}, {}};
  if (*kind.hint != '\0') out.hint = visit.text(kind.hint);
  for (const char* column : kind.columns) out.columns.push_back(visit.text(column));
  out.value_columns = out.columns;
  // What stands in one cell of the page is two of a spreadsheet.
  const std::string_view id = kind.id;
  if (id == "teach") out.value_columns.insert(out.value_columns.begin() + 1, visit.text("requirement"));
  if (id == "mend") out.value_columns.insert(out.value_columns.begin() + 1, visit.text("mailbox"));
  for (std::string& column : out.value_columns) {
    if (column == visit.text("share")) column += ", %";
    if (column == visit.text("put_right_in")) column += ", " + visit.text("unit_minutes");
  }
  for (const Tally& tally : tallies) out.rows.push_back(kind.row(visit, tally));
  return out;
}

}  // namespace

FigurePeriod period_of(const Visit& visit) {
  const std::string& text = visit.request.in_query("weeks");
  FigurePeriod out;
  int64_t weeks = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), weeks);
  if (read.ec == std::errc{} && (weeks == 0 || weeks == 4 || weeks == 13 || weeks == 52)) out.weeks = weeks;
  if (out.weeks > 0) out.since = Instant(monday_of(visit.now) - days(7 * (out.weeks - 1)));
  return out;
}

StoreResult<std::vector<FigureTable>> figure_tables(const Visit& visit, const FigurePeriod& period,
                                                    const std::string& id) {
  std::vector<FigureTable> out;
  std::map<TallyKind, std::vector<Tally>> read;
  for (const TableKind& kind : table_kinds()) {
    if (!id.empty() && id != kind.id) continue;
    if (!read.contains(kind.tally)) {
      auto tallies = visit.shelf.store.tallies(request_of(kind.tally, period));
      if (!tallies) return tl::unexpected(tallies.error());
      read[kind.tally] = *std::move(tallies);
    }
    out.push_back(table_of(visit, kind, read[kind.tally]));
  }
  if (!id.empty() && !out.empty()) return out;
  auto steps = ready_tables(visit);
  if (!steps) return tl::unexpected(steps.error());
  for (FigureTable& table : *steps) {
    if (id.empty() || id == table.id) out.push_back(std::move(table));
  }
  return out;
}

StoreResult<std::vector<Tally>> weekly_figures(const Visit& visit, const FigurePeriod& period) {
  TallyRequest request = request_of(TallyKind::total, period);
  request.period = TallyPeriod::week;
  auto weeks = visit.shelf.store.tallies(request);
  if (!weeks || weeks->empty()) return weeks;
  std::map<sys_days, Tally> by_week;
  for (Tally& week : *weeks) by_week[week.day] = week;
  std::vector<Tally> out;
  for (sys_days day = by_week.begin()->first; day <= by_week.rbegin()->first; day += days(7)) {
    Tally& week = by_week[day];
    week.day = day;
    out.push_back(week);
  }
  return out;
}

Tally sum_of(const std::vector<Tally>& tallies) {
  Tally sum;
  for (const Tally& row : tallies) add_to(sum, row);
  return sum;
}

std::string share_words(const Visit& visit, int64_t part, int64_t whole) {
  if (whole <= 0) return "";
  return visit.text("percent", {{"n", share_value(part, whole)}});
}

std::string share_value(int64_t part, int64_t whole) {
  return whole <= 0 ? "" : number((100 * part + whole / 2) / whole);
}

std::string put_right_value(const Tally& tally) {
  return tally.put_right <= 0 ? "" : number((tally.put_right_seconds / tally.put_right + 30) / 60);
}

std::string put_right_words(const Visit& visit, const Tally& tally) {
  return tally.put_right <= 0 ? "" : duration_words(tally.put_right_seconds / tally.put_right, visit.texts);
}

}  // namespace pismovod
