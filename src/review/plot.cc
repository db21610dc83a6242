#include "review/plot.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <set>

namespace pismovod {
namespace {

constexpr int kHeight = 180;
constexpr int kTop = 12;
constexpr int kBottom = 22;    // labels
constexpr int kLeft = 40;      // numbers of the axis
constexpr int kNarrowest = 6;  // a column with its gap: a year of weeks on a phone

std::string decimal(double value) {
  std::array<char, 32> out{};
  return {out.data(), static_cast<size_t>(std::snprintf(out.data(), out.size(), "%.1f", value))};
}

std::string attribute(const char* name, double value) {
  return " " + std::string(name) + "=\"" + decimal(value) + "\"";
}

std::string rectangle(const char* kind, double x, double y, double width, double height) {
  return "<rect class=\"" + std::string(kind) + "\"" + attribute("x", x) + attribute("y", y) +
         attribute("width", width) + attribute("height", height) + "/>";
}

std::string label(const char* anchor, double x, double y, const std::string& text) {
  return "<text text-anchor=\"" + std::string(anchor) + "\"" + attribute("x", x) + attribute("y", y) + ">" +
         html_text(text) + "</text>";
}

// A line across with its number at the left.
std::string grid_line(int64_t value, double y, int width) {
  return "<line class=\"grid\"" + attribute("x1", kLeft) + attribute("x2", width) + attribute("y1", y) +
         attribute("y2", y) + "/>" + label("end", kLeft - 6, y + 4, std::to_string(value));
}

class Plot {
 public:
  Plot(const std::vector<PlotColumn>& columns, int width) : columns_(columns), width_(width) {
    first_ = columns.size() - plotted(columns.size(), width);
    int64_t most = 1;
    for (size_t i = first_; i < columns.size(); ++i) most = std::max(most, columns[i].whole);
    end_ = axis_end(most);
  }

  std::string body() const {
    std::string out;
    for (const int64_t value : std::set<int64_t>{0, end_ / 2, end_}) {
      out += grid_line(value, height_of(value), width_);
    }
    for (size_t i = first_; i < columns_.size(); ++i) out += column(i);
    return out;
  }

 private:
  double height_of(int64_t value) const {
    const double room = kHeight - kTop - kBottom;
    return kTop + room * (1.0 - static_cast<double>(value) / static_cast<double>(end_));
  }

  std::string column(size_t index) const {
    const PlotColumn& it = columns_[index];
    const double step = static_cast<double>(width_ - kLeft) / static_cast<double>(columns_.size() - first_);
    const double wide = std::min(step * 0.7, 36.0);
    const double x = kLeft + step * static_cast<double>(index - first_) + (step - wide) / 2;
    const double base = height_of(0);
    std::string out = "<g><title>" + html_text(it.hint) + "</title>";
    out += rectangle("whole", x, height_of(it.whole), wide, base - height_of(it.whole));
    out += rectangle("part", x, height_of(it.part), wide, base - height_of(it.part)) + "</g>";
    // A label needs some 36 pixels: every second one, or every third, where columns are narrow.
    const auto every = static_cast<size_t>(36.0 / step) + 1;
    if ((columns_.size() - 1 - index) % every == 0) out += label("middle", x + wide / 2, kHeight - 6, it.label);
    return out;
  }

  const std::vector<PlotColumn>& columns_;
  int width_;
  size_t first_ = 0;
  int64_t end_ = 1;
};

}  // namespace

int64_t axis_end(int64_t most) {
  for (int64_t ten = 1;; ten *= 10) {
    for (const int64_t digit : {1, 2, 5}) {
      if (digit * ten >= most || ten > most * 10) return digit * ten;
    }
  }
}

size_t plotted(size_t columns, int width) {
  return std::min(columns, static_cast<size_t>((width - kLeft) / kNarrowest));
}

View::Markup column_plot(const std::vector<PlotColumn>& columns, const std::string& title, const std::string& summary,
                         int width) {
  const std::string size = std::to_string(width) + " " + std::to_string(kHeight);
  return {"<svg class=\"plot\" role=\"img\" viewBox=\"0 0 " + size + "\" width=\"" + std::to_string(width) +
          "\" height=\"" + std::to_string(kHeight) + "\" aria-label=\"" + html_text(title + ". " + summary) + "\">" +
          Plot(columns, width).body() + "</svg>"};
}

View::Markup row_bar(int64_t part, int64_t whole, int64_t most) {
  constexpr double kWidth = 120;
  const double scale = kWidth / static_cast<double>(std::max<int64_t>(most, 1));
  return {
      "<svg class=\"bar\" aria-hidden=\"true\" focusable=\"false\" viewBox=\"0 0 120 10\" width=\"120\" "
      "height=\"10\">" +
      rectangle("whole", 0, 0, static_cast<double>(whole) * scale, 10) +
      rectangle("part", 0, 0, static_cast<double>(part) * scale, 10) + "</svg>"};
}

}  // namespace pismovod
