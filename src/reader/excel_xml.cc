#include "reader/excel_xml.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "extract/text_collector.h"
#include "extract/xml_reader.h"
#include "reader/cell_value.h"

namespace pismovod {
namespace {

constexpr size_t kMostColumns = 256;  // of a row that are kept apart

size_t number_of(const std::string& text) {
  size_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// "2026-11-17T00:00:00.000" → "17.11.2026"; 1899 is the year of a time of day alone.
std::string shown_date(const std::string& value) {
  if (value.size() < 10 || value[4] != '-' || value[7] != '-' || value.starts_with("1899")) return value;
  return value.substr(8, 2) + "." + value.substr(5, 2) + "." + value.substr(0, 4);
}

class WorkbookReader {
 public:
  WorkbookReader(std::string_view octets, TextCollector& collector) : xml_(octets), collector_(collector) {}

  bool run() {
    int sheets = 0;
    while (!collector_.is_full() && xml_.next()) {
      if (xml_.node() == XmlReader::Node::text) continue;
      const bool at_start = xml_.node() == XmlReader::Node::start;
      if (xml_.name() == "Worksheet" && at_start) {
        collector_.stand_in(Place::Unit::sheet, ++sheets, xml_.attribute("Name"));
      } else if (xml_.name() == "Row" && !at_start) {
        put_row();
      } else if (xml_.name() == "Cell" && at_start) {
        read_cell();
      }
    }
    return xml_.ending() == XmlReader::Ending::whole || collector_.is_full();
  }

 private:
  // Cells that are empty are left out: then the next one says its number, from 1.
  void read_cell() {
    const size_t index = number_of(xml_.attribute("Index"));
    const size_t across = std::min(number_of(xml_.attribute("MergeAcross")), kMostColumns);
    const size_t column = std::min(index > 0 ? index - 1 : row_.size(), kMostColumns);
    std::string text = read_data();
    std::replace(text.begin(), text.end(), '\n', '\v');
    std::replace(text.begin(), text.end(), '\t', ' ');
    if (row_.size() <= column) row_.resize(column + 1);
    row_[column] = std::move(text);
    row_.resize(std::min(row_.size() + across, kMostColumns + 1));
  }

  // Formatted text has elements of HTML within; a comment has Data of its own.
  std::string read_data() {
    const int depth = xml_.depth();
    std::string type;
    std::string text;
    bool inside = false;
    while (xml_.next()) {
      if (xml_.node() == XmlReader::Node::text) {
        if (inside) text += xml_.text();
        continue;
      }
      const bool at_start = xml_.node() == XmlReader::Node::start;
      if (!at_start && xml_.depth() == depth) break;
      if (at_start && xml_.name() == "Comment") {
        xml_.skip_element();
      } else if (xml_.name() == "Data") {
        inside = at_start;
        if (at_start) type = xml_.attribute("Type");
      }
    }
    if (type == "Number") return plain_number(text);
    if (type == "Boolean") return text == "1" ? "ИСТИНА" : "ЛОЖЬ";
    if (type == "Error") return {};
    return type == "DateTime" ? shown_date(text) : text;
  }

  void put_row() {
    std::string line;
    for (size_t i = 0; i < row_.size(); ++i) {
      if (i > 0) line += '\t';
      line += row_[i];
    }
    row_.clear();
    if (line.find_first_not_of('\t') != std::string::npos) collector_.line(line);
  }

  XmlReader xml_;
  TextCollector& collector_;
  std::vector<std::string> row_;
};

}  // namespace

bool read_excel_xml(std::string_view xml, size_t most, Document& document) {
  TextCollector collector(document, most);
  const bool whole = WorkbookReader(xml, collector).run();
  collector.finish();
  return whole;
}

}  // namespace pismovod
