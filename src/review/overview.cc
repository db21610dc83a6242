#include <algorithm>
#include <map>

#include "review/csv_table.h"
#include "review/handlers.h"
#include "review/overview_tables.h"
#include "review/plot.h"
#include "review/when.h"

namespace pismovod {
namespace {

constexpr size_t kShownRows = 15;
constexpr int kWidePlot = 1120;  // CSS pixels
constexpr int kNarrowPlot = 358;

View::List periods(const Visit& visit, int64_t chosen) {
  View::List out;
  for (const auto& [weeks, key] :
       {std::pair<int64_t, const char*>{4, "period_4"}, {13, "period_13"}, {52, "period_52"}, {0, "period_all"}}) {
    out.push_back(View().set("key", std::to_string(weeks)).set("word", visit.text(key)).set("chosen", weeks == chosen));
  }
  return out;
}

View figure(const Visit& visit, const char* key, const std::string& value, const std::string& of_all = "") {
  return View().set("name", visit.text(key)).set("figure", value.empty() ? "—" : value).set("of_all", of_all);
}

// The list of what a figure counts, since the first day of its period.
std::string list_of(const FigurePeriod& period, const std::string& filter) {
  const std::string since = period.since ? "since=" + machine_time(*period.since).substr(0, 10) : "";
  return "/cases?" + since + (since.empty() || filter.empty() ? "" : "&") + filter;
}

// Letters of the period that were checked while being written, by what was said of them.
StoreResult<std::map<std::string, int64_t>> checked_before(const Visit& visit, const FigurePeriod& period) {
  TallyRequest request;
  request.kind = TallyKind::checked_before;
  request.since = period.since;
  const auto rows = visit.shelf.store.tallies(request);
  if (!rows) return tl::unexpected(rows.error());
  std::map<std::string, int64_t> out;
  for (const Tally& row : *rows) out[row.name] = row.letters;
  return out;
}

View::List figures(const Visit& visit, const Tally& sum, const std::map<std::string, int64_t>& checked,
                   const FigurePeriod& period) {
  View::List out;
  const auto add = [&](View view, const std::string& filter) {
    out.push_back(std::move(view.set("list", list_of(period, filter))));
  };
  add(figure(visit, "letters", std::to_string(sum.letters)), "");
  out.push_back(figure(visit, "failed", std::to_string(sum.failed), share_words(visit, sum.failed, sum.letters)));
  add(figure(visit, "refused", std::to_string(sum.refused)), "action=reject");
  add(figure(visit, "put_right", std::to_string(sum.put_right), share_words(visit, sum.put_right, sum.failed)),
      "state=put_right");
  out.push_back(figure(visit, "put_right_in", put_right_words(visit, sum)));
  add(figure(visit, "marked_wrong_count", std::to_string(sum.marked_wrong)), "state=wrong");
  if (checked.empty()) return out;  // nobody asks the service: no figures of it
  const auto of = [&](CheckedBefore what) {
    const auto found = checked.find(std::string(name_of(what)));
    return std::to_string(found == checked.end() ? 0 : found->second);
  };
  out.push_back(figure(visit, "put_right_before_sending", of(CheckedBefore::put_right)));
  out.push_back(figure(visit, "sent_anyway", of(CheckedBefore::incomplete)));
  return out;
}

std::vector<PlotColumn> columns_of(const Visit& visit, const std::vector<Tally>& weeks) {
  std::vector<PlotColumn> out;
  for (const Tally& week : weeks) {
    const std::string day = day_of(week.day, visit.texts);
    const std::string hint = visit.text(
        "week_hint", {{"day", day}, {"whole", std::to_string(week.letters)}, {"part", std::to_string(week.failed)}});
    out.push_back({day, hint, week.letters, week.failed});
  }
  return out;
}

void set_weeks(View& view, const Visit& visit, const std::vector<Tally>& weeks) {
  const auto most = std::max_element(weeks.begin(), weeks.end(),
                                     [](const Tally& a, const Tally& b) { return a.letters < b.letters; });
  view.set("has_weeks", !weeks.empty());
  if (weeks.empty()) return;
  const std::string summary = visit.text("by_week_summary", {{"weeks", std::to_string(weeks.size())},
                                                             {"most", std::to_string(most->letters)},
                                                             {"failed", std::to_string(sum_of(weeks).failed)}});
  const std::vector<PlotColumn> columns = columns_of(visit, weeks);
  view.set("plot_wide", column_plot(columns, visit.text("by_week"), summary, kWidePlot));
  // What there is no room for is said, not dropped in silence.
  for (const auto& [name, width] : {std::pair{"cut_wide", kWidePlot}, std::pair{"cut_narrow", kNarrowPlot}}) {
    const size_t shown = plotted(columns.size(), width);
    view.set(name, shown == columns.size() ? ""
                                           : visit.text("weeks_shown", {{"shown", std::to_string(shown)},
                                                                        {"all", std::to_string(columns.size())}}));
  }
  view.set("plot_narrow", column_plot(columns, visit.text("by_week"), summary, kNarrowPlot));
  View::List rows;
  for (auto week = weeks.rbegin(); week != weeks.rend(); ++week) {
    rows.push_back(View()
                       .set("name", day_of(week->day, visit.texts))
                       .set("letters", std::to_string(week->letters))
                       .set("failed", std::to_string(week->failed))
                       .set("refused", std::to_string(week->refused))
                       .set("put_right", std::to_string(week->put_right))
                       .set("put_right_in", put_right_words(visit, *week)));
  }
  view.set("weeks", std::move(rows));
}

View row_view(const FigureRow& row, int64_t most) {
  View out;
  View::List cells;
  for (const std::string& cell : row.cells) cells.push_back(View().set("cell", cell));
  out.set("row_name", row.name).set("row_link", row.link).set("cells", std::move(cells));
  return out.set("bar", row_bar(row.part, row.whole, most));
}

View table_view(const Visit& visit, const FigureTable& table) {
  View out;
  out.set("table_id", table.id).set("table_title", table.title).set("hint", table.hint);
  View::List columns;
  for (const std::string& column : table.columns) columns.push_back(View().set("column", column));
  int64_t most = 0;
  const size_t shown = std::min(kShownRows, table.rows.size());
  for (size_t i = 0; i < shown; ++i) most = std::max(most, table.rows[i].whole);
  View::List rows;
  for (size_t i = 0; i < shown; ++i) rows.push_back(row_view(table.rows[i], most));
  out.set("columns", std::move(columns)).set("has_rows", shown > 0).set("rows", std::move(rows));
  const bool is_cut = shown < table.rows.size();
  return out.set("first_rows", is_cut ? visit.text("first_rows", {{"n", std::to_string(shown)}}) : "");
}

FigureTable weeks_table(const Visit& visit, const std::vector<Tally>& weeks) {
  FigureTable out{"weeks", "", "", {}, {}};
  for (const char* key : {"week", "letters", "failed", "refused", "put_right", "put_right_in"}) {
    out.columns.push_back(visit.text(key));
  }
  for (const Tally& week : weeks) {
    out.rows.push_back({machine_time(Instant(week.day)).substr(0, 10),
                        "",
                        {std::to_string(week.letters), std::to_string(week.failed), std::to_string(week.refused),
                         std::to_string(week.put_right), put_right_value(week)},
                        0,
                        0});
  }
  out.columns.back() += ", " + visit.text("unit_minutes");
  return out;
}

HttpResponse csv_of(const Visit& visit, const FigureTable& table) {
  CsvTable csv(csv_separator(visit));
  csv.add(table.value_columns.empty() ? table.columns : table.value_columns);
  for (const FigureRow& row : table.rows) {
    if (!row.values.empty()) {
      csv.add(row.values);
      continue;
    }
    std::vector<std::string> cells = row.cells;
    cells.insert(cells.begin(), row.name);
    csv.add(cells);
  }
  return give_csv({table.id + ".csv", csv.text()});
}

}  // namespace

HttpResponse overview_page(const Visit& visit) {
  const FigurePeriod period = period_of(visit);
  const auto weeks = weekly_figures(visit, period);
  if (!weeks) return show_trouble(visit, weeks.error());
  const auto tables = figure_tables(visit, period);
  if (!tables) return show_trouble(visit, tables.error());
  const auto checked = checked_before(visit, period);
  if (!checked) return show_trouble(visit, checked.error());
  View view;
  view.set("periods", periods(visit, period.weeks)).set("chosen_weeks", std::to_string(period.weeks));
  view.set("figures", figures(visit, sum_of(*weeks), *checked, period));
  set_weeks(view, visit, *weeks);
  View::List shown;
  for (const FigureTable& table : *tables) shown.push_back(table_view(visit, table));
  view.set("tables", std::move(shown)).set("at_overview", true);
  return show(visit, "overview.html", visit.text("overview"), std::move(view));
}

HttpResponse overview_csv(const Visit& visit, const std::string& id) {
  const FigurePeriod period = period_of(visit);
  if (id == "weeks") {
    const auto weeks = weekly_figures(visit, period);
    return weeks ? csv_of(visit, weeks_table(visit, *weeks)) : show_trouble(visit, weeks.error());
  }
  const auto tables = figure_tables(visit, period, id);
  if (!tables) return show_trouble(visit, tables.error());
  if (tables->size() != 1) return show_message(visit, 404, "refused_title", "not_found");
  return csv_of(visit, tables->front());
}

}  // namespace pismovod
