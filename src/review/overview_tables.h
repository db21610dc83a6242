// The figures of the overview as tables, which become HTML and CSV alike.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "review/visit.h"

namespace pismovod {

struct FigureRow {
  std::string name;
  std::string link;  // the list of its letters; empty: none
  std::vector<std::string> cells;
  int64_t part = 0;  // for its bar
  int64_t whole = 0;
  std::vector<std::string> values = {};  // of a CSV, name and all, one value a cell; empty: name and cells
};

struct FigureTable {
  std::string id;     // "mailboxes": of the section and of its CSV
  std::string title;  // in words
  std::string hint;
  std::vector<std::string> columns;             // the name's first
  std::vector<FigureRow> rows;                  // the weightiest first
  std::vector<std::string> value_columns = {};  // of a CSV; empty: columns
};

// The period that the figures are of: whole weeks up to now, or all time.
struct FigurePeriod {
  int64_t weeks = 13;  // 0: all
  std::optional<Instant> since;
};
FigurePeriod period_of(const Visit& visit);

// One of them, or all in the order of the page; an unknown id gives none.
StoreResult<std::vector<FigureTable>> figure_tables(const Visit& visit, const FigurePeriod& period,
                                                    const std::string& id = "");

// Every week of the period, from its first letter on, without gaps.
StoreResult<std::vector<Tally>> weekly_figures(const Visit& visit, const FigurePeriod& period);

Tally sum_of(const std::vector<Tally>& tallies);

// "12 %" of `whole`; empty where that is none.
std::string share_words(const Visit& visit, int64_t part, int64_t whole);
// The same as numbers, for a spreadsheet: per cent, minutes.
std::string share_value(int64_t part, int64_t whole);
std::string put_right_value(const Tally& tally);
// How fast letters were put right, on average; empty where none was.
std::string put_right_words(const Visit& visit, const Tally& tally);

}  // namespace pismovod
