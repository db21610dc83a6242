// Plots drawn as SVG on the server. Colours and fonts are those of style.css.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "review/view.h"

namespace pismovod {

struct PlotColumn {
  std::string label;  // under the column
  std::string hint;   // shown by the browser over the column: "17.11: 120 letters, 14 refused"
  int64_t whole = 0;
  int64_t part = 0;  // of it, drawn in the lower part
};

// How many of so many columns there is room for in a plot of this width: the last ones.
size_t plotted(size_t columns, int width);

// Columns with an axis; `title` and `summary` stand for the picture where it is not seen. `width` is
// in CSS pixels at full size, of which the first columns are left out where they do not fit.
View::Markup column_plot(const std::vector<PlotColumn>& columns, const std::string& title, const std::string& summary,
                         int width);

// A bar of a table's row: `part` within `whole`, both against `most`. Hidden from screen readers: the
// row says the same in numbers.
View::Markup row_bar(int64_t part, int64_t whole, int64_t most);

// A round upper end of an axis: 1, 2, 5, 10, 20, 50 ... not below `most`.
int64_t axis_end(int64_t most);

}  // namespace pismovod
