#include "review/csv_table.h"

#include <gtest/gtest.h>

namespace pismovod {
namespace {

std::string line(std::vector<std::string> cells, char separator = ',') {
  CsvTable table(separator);
  table.add(cells);
  return table.text().substr(3);
}

TEST(Csv, BeginsWithTheMarkOfUtf8) { EXPECT_EQ(CsvTable(',').text(), "\xEF\xBB\xBF"); }

TEST(Csv, CellsWithSeparatorsQuotesAndLinesAreQuoted) {
  EXPECT_EQ(line({"a", "b c", ""}), "a,b c,\r\n");
  EXPECT_EQ(line({"a,b", "say \"x\"", "1\n2"}), "\"a,b\",\"say \"\"x\"\"\",\"1\n2\"\r\n");
  EXPECT_EQ(line({"a;b", "в"}, ';'), "\"a;b\";в\r\n");
}

TEST(Csv, WhatASpreadsheetWouldRunIsText) {
  EXPECT_EQ(line({"=1+1"}), "\"'=1+1\"\r\n");
  EXPECT_EQ(line({"+7 495"}), "\"'+7 495\"\r\n");
  EXPECT_EQ(line({"-cmd|' /C calc'!A0"}), "\"'-cmd|' /C calc'!A0\"\r\n");
  EXPECT_EQ(line({"@SUM(A1)"}), "\"'@SUM(A1)\"\r\n");
  EXPECT_EQ(line({"  =1"}), "\"'  =1\"\r\n");
  EXPECT_EQ(line({"\t=1"}), "\"'\t=1\"\r\n");
  EXPECT_EQ(line({"＝1"}), "\"'＝1\"\r\n");
  EXPECT_EQ(line({"a=1", "v8@1c.ru"}), "a=1,v8@1c.ru\r\n");
}

TEST(Csv, NumbersStayNumbers) { EXPECT_EQ(line({"-5", "0", "7701234507"}), "-5,0,7701234507\r\n"); }

TEST(Csv, AnOctetZeroDoesNotEndACell) { EXPECT_EQ(line({std::string("=a\0b", 4)}), "\"'=a b\"\r\n"); }

}  // namespace
}  // namespace pismovod
