#include "reader/xlsx.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "extract/text_collector.h"
#include "extract/xml_reader.h"
#include "reader/cell_value.h"
#include "reader/package.h"

namespace pismovod {
namespace {

constexpr size_t kMostColumns = 256;  // of a row that are kept apart
constexpr size_t kMostStrings = size_t{4} << 20;

struct Sheet {
  std::string name;
  std::string path;
  int number = 0;  // from 1, hidden ones counted
};

std::vector<Sheet> visible_sheets(std::string_view workbook, const std::vector<Relation>& relations) {
  std::vector<Sheet> sheets;
  XmlReader xml(workbook);
  for (int number = 0; xml.next();) {
    if (xml.node() != XmlReader::Node::start || xml.name() != "sheet") continue;
    ++number;
    // A hidden sheet holds lists to choose from: nobody who looks at the file sees them.
    if (const std::string state = xml.attribute("state"); !state.empty() && state != "visible") continue;
    const auto relation = std::ranges::find(relations, xml.attribute("id"), &Relation::id);
    if (relation != relations.end()) sheets.push_back({xml.attribute("name"), relation->target, number});
  }
  return sheets;
}

// The first of this type, else the usual one.
std::string target_of(const std::vector<Relation>& relations, std::string_view type, std::string_view usual = {}) {
  const auto found = std::ranges::find(relations, type, &Relation::type);
  return found == relations.end() ? std::string(usual) : found->target;
}

// The text of <si> or <is>: its runs, without the readings of characters (rPh).
std::string string_item(XmlReader& xml) {
  std::string text;
  bool in_text = false;
  const int depth = xml.depth();
  while (xml.next()) {
    if (xml.node() == XmlReader::Node::text) {
      if (in_text) text += xml.text();
      continue;
    }
    if (xml.node() == XmlReader::Node::end && xml.depth() == depth) break;
    if (xml.node() == XmlReader::Node::start && xml.name() == "rPh") {
      xml.skip_element();
    } else if (xml.name() == "t") {
      in_text = xml.node() == XmlReader::Node::start;
    }
  }
  return text;
}

std::vector<std::string> shared_strings(std::string_view xml_text) {
  std::vector<std::string> strings;
  XmlReader xml(xml_text);
  while (xml.next() && strings.size() < kMostStrings) {
    if (xml.node() == XmlReader::Node::start && xml.name() == "si") strings.push_back(string_item(xml));
  }
  return strings;
}

// "AB12" → 27.
size_t column_of(std::string_view reference) {
  size_t column = 0;
  for (const char c : reference) {
    if (c < 'A' || c > 'Z' || column > kMostColumns) break;
    column = column * 26 + static_cast<size_t>(c - 'A' + 1);
  }
  return column == 0 ? 0 : column - 1;
}

size_t index_of(std::string_view text) {
  size_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

class SheetReader {
 public:
  SheetReader(std::string_view octets, const std::vector<std::string>& strings,
              const std::vector<NumberFormat>& formats, TextCollector& collector)
      : xml_(octets), strings_(strings), formats_(formats), collector_(collector) {}

  bool run() {
    while (!collector_.is_full() && xml_.next()) {
      if (xml_.node() == XmlReader::Node::text) continue;
      const bool at_start = xml_.node() == XmlReader::Node::start;
      if (xml_.name() == "row") {
        if (!at_start) put_row();
      } else if (xml_.name() == "c" && at_start) {
        read_cell();
      }
    }
    return xml_.ending() == XmlReader::Ending::whole || collector_.is_full();
  }

 private:
  void read_cell() {
    const std::string reference = xml_.attribute("r");
    const std::string type = xml_.attribute("t");
    const size_t style = index_of(xml_.attribute("s"));
    std::string text;
    std::string value;
    bool in_value = false;
    const int depth = xml_.depth();
    while (xml_.next()) {
      if (xml_.node() == XmlReader::Node::text) {
        if (in_value) value += xml_.text();
        continue;
      }
      if (xml_.node() == XmlReader::Node::end && xml_.depth() == depth) break;
      if (xml_.name() == "v") in_value = xml_.node() == XmlReader::Node::start;
      if (xml_.name() == "is" && xml_.node() == XmlReader::Node::start) text = string_item(xml_);
    }
    if (text.empty()) text = shown(type, value, style);
    put_cell(reference.empty() ? row_.size() : column_of(reference), std::move(text));
  }

  std::string shown(const std::string& type, const std::string& value, size_t style) const {
    if (type == "s") {
      const size_t index = index_of(value);
      return index < strings_.size() ? strings_[index] : std::string();
    }
    if (type == "e") return {};  // #N/A and the like
    if (type == "b") return value == "1" ? "ИСТИНА" : "ЛОЖЬ";
    if (type == "str" || type == "inlineStr" || type == "d") return value;
    return plain_number(value, style < formats_.size() ? formats_[style] : NumberFormat{});
  }

  void put_cell(size_t column, std::string text) {
    std::erase(text, '\r');
    std::replace(text.begin(), text.end(), '\n', '\v');
    std::replace(text.begin(), text.end(), '\t', ' ');
    column = std::min(column, kMostColumns);
    if (row_.size() <= column) row_.resize(column + 1);
    row_[column] = std::move(text);
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
  const std::vector<std::string>& strings_;
  const std::vector<NumberFormat>& formats_;
  TextCollector& collector_;
  std::vector<std::string> row_;
};

// The paragraphs of text boxes (DrawingML).
bool collect_drawing(std::string_view octets, TextCollector& collector) {
  XmlReader xml(octets);
  std::string line;
  bool in_text = false;
  while (!collector.is_full() && xml.next()) {
    if (xml.node() == XmlReader::Node::text) {
      if (in_text) line += xml.text();
    } else if (xml.name() == "t") {
      in_text = xml.node() == XmlReader::Node::start;
    } else if (xml.name() == "p" && xml.node() == XmlReader::Node::end) {
      collector.line(line);
      line.clear();
    }
  }
  return xml.ending() == XmlReader::Ending::whole || collector.is_full();
}

// Writers that leave types out name their sheets.
bool is_sheet(const Relation& relation) { return relation.type == "worksheet" || relation.type.empty(); }

// What all sheets draw upon them, each once.
std::vector<std::string> drawings_of(const Package& package, const std::vector<Relation>& sheets) {
  std::vector<std::string> drawings = package.named("xl/drawings/drawing");
  for (const Relation& sheet : sheets) {
    if (!is_sheet(sheet)) continue;
    const std::string drawing = target_of(package.relations(sheet.target), "drawing");
    if (!drawing.empty() && std::ranges::find(drawings, drawing) == drawings.end()) drawings.push_back(drawing);
  }
  return drawings;
}

}  // namespace

ReadState read_xlsx(std::string_view file, Budget& budget, size_t most, Document& document) {
  const Package package(file, budget);
  const std::string main = package.main("xl/workbook.xml");
  const std::vector<Relation> relations = package.relations(main);
  const std::vector<std::string> drawings = drawings_of(package, relations);
  const std::string strings_part = target_of(relations, "sharedstrings", "xl/sharedstrings.xml");
  const std::string styles_part = target_of(relations, "styles", "xl/styles.xml");
  std::vector<std::string> wanted = {main, strings_part, styles_part};
  for (const Relation& relation : relations) {
    if (is_sheet(relation)) wanted.push_back(relation.target);
  }
  wanted.insert(wanted.end(), drawings.begin(), drawings.end());
  const OfficeMembers members = package.read(wanted);
  const std::vector<std::string> strings = shared_strings(members.member(strings_part));
  const std::vector<NumberFormat> formats = style_formats(members.member(styles_part));
  const std::vector<Sheet> sheets = visible_sheets(members.member(main), relations);
  ReadState state = sheets.empty() ? ReadState::unreadable : members.state;
  TextCollector collector(document, most);
  for (const Sheet& sheet : sheets) {
    collector.stand_in(Place::Unit::sheet, sheet.number, sheet.name);
    if (!SheetReader(members.member(sheet.path), strings, formats, collector).run()) state = ReadState::unreadable;
  }
  collector.stand_in(Place::Unit::none);
  for (const std::string& drawing : drawings) {
    const std::string_view octets = members.member(drawing);
    if (!octets.empty() && !collect_drawing(octets, collector)) state = ReadState::unreadable;
  }
  collector.finish();
  return state;
}

}  // namespace pismovod
