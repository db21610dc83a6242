// The text of a word processor's file in the making: paragraphs, tables, and text that stands
// beside them (footnotes, text boxes), which comes behind the paragraph that holds it.
//
// A row of a table becomes a line with its cells parted by tabs. A table within a cell, and a cell
// that holds a page of text, are layout: their lines stand for themselves.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extract/text_collector.h"

namespace pismovod {

class Flow {
 public:
  explicit Flow(TextCollector& collector) : collector_(collector) { blocks_.emplace_back(); }

  void text(std::string_view piece) { blocks_.back().paragraph.append(piece); }
  void tab() { blocks_.back().paragraph += '\t'; }
  void line_break() { end_paragraph(); }
  void end_paragraph();

  void begin_table();
  void begin_row();
  // A cell that `span` columns wide cells of other rows stand above and below of.
  void begin_cell(unsigned span = 1);
  void end_cell();
  void end_row();
  void end_table();

  void begin_beside();
  void end_beside();

  // Ends whatever is open. Called once.
  void finish();
  bool is_full() const { return collector_.is_full(); }

 private:
  // Lines of the document, of a cell, or of a text beside.
  struct Block {
    std::string paragraph;
    std::vector<std::string> lines;
    std::vector<std::string> beside;
    bool is_cell = false;
  };
  struct Table {
    std::vector<std::string> cells;  // of the open row, their lines parted by LF
    unsigned span = 1;
    size_t depth = 0;  // blocks open round it
  };

  void put_line(std::string line);
  void put_row(const std::vector<std::string>& cells);
  std::string close_block();

  TextCollector& collector_;
  std::vector<Block> blocks_;
  std::vector<Table> tables_;
  int last_table_ = 0;
};

}  // namespace pismovod
