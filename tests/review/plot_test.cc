#include "review/plot.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace pismovod {
namespace {

size_t count(const std::string& text, const std::string& part) {
  size_t out = 0;
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++out;
  return out;
}

TEST(Plot, AxisEndsAtARoundNumber) {
  EXPECT_EQ(axis_end(0), 1);
  EXPECT_EQ(axis_end(1), 1);
  EXPECT_EQ(axis_end(3), 5);
  EXPECT_EQ(axis_end(10), 10);
  EXPECT_EQ(axis_end(11), 20);
  EXPECT_EQ(axis_end(987654), 1'000'000);
}

TEST(Plot, HasAColumnForEachAndWordsForThoseWhoSeeNone) {
  const std::string svg =
      column_plot({{"01.11", "one", 10, 5}, {"08.11", "two", 20, 0}}, "By week", "30 letters", 700).html;
  EXPECT_NE(svg.find("role=\"img\""), std::string::npos);
  EXPECT_NE(svg.find("aria-label=\"By week. 30 letters\""), std::string::npos);
  EXPECT_EQ(count(svg, "class=\"whole\""), 2U);
  EXPECT_EQ(count(svg, "<title>"), 2U);
  // 20 of 20 fills the plot's height: 180 without margins of 12 and 22.
  EXPECT_NE(svg.find("y=\"12.0\""), std::string::npos);
  EXPECT_NE(svg.find("height=\"146.0\""), std::string::npos);
  EXPECT_NE(svg.find("height=\"73.0\""), std::string::npos);
}

TEST(Plot, AYearOfWeeksIsWholeOnAPhoneToo) {
  std::vector<PlotColumn> columns;
  for (int i = 0; i < 53; ++i) columns.push_back({"w" + std::to_string(i), "", i, 0});
  EXPECT_EQ(count(column_plot(columns, "t", "s", 358).html, "class=\"whole\""), 53U);
  EXPECT_EQ(count(column_plot(columns, "t", "s", 1120).html, "class=\"whole\""), 53U);
}

TEST(Plot, WhatThereIsNoRoomForIsCounted) {
  std::vector<PlotColumn> columns;
  for (int i = 0; i < 500; ++i) columns.push_back({"w" + std::to_string(i), "", i, 0});
  const std::string svg = column_plot(columns, "t", "s", 358).html;
  EXPECT_EQ(count(svg, "class=\"whole\""), plotted(500, 358));
  EXPECT_EQ(plotted(500, 358), 53U);
  EXPECT_NE(svg.find(">w499<"), std::string::npos);
}

TEST(Plot, OfNothingIsStillAPlot) {
  EXPECT_NE(column_plot({}, "t", "s", 358).html.find("</svg>"), std::string::npos);
  EXPECT_NE(row_bar(0, 0, 0).html.find("</svg>"), std::string::npos);
}

TEST(Plot, LabelsAreEscaped) {
  const std::string svg = column_plot({{"<b>", "\"<i>\"", 1, 1}}, "<u>", "a&b", 358).html;
  EXPECT_EQ(svg.find("<b>"), std::string::npos);
  EXPECT_EQ(svg.find("<i>"), std::string::npos);
  EXPECT_EQ(svg.find("<u>"), std::string::npos);
  EXPECT_NE(svg.find("a&amp;b"), std::string::npos);
}

}  // namespace
}  // namespace pismovod
