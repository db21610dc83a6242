#include "reader/odf.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <string>
#include <vector>

#include "extract/text_collector.h"
#include "extract/xml_reader.h"
#include "reader/cell_value.h"
#include "reader/flow.h"
#include "reader/office_zip.h"

namespace pismovod {
namespace {

constexpr unsigned kMostRepeats = 256;

unsigned repeats(const XmlReader& xml, std::string_view attribute) {
  const std::string value = xml.attribute(attribute);
  unsigned count = 1;
  if (!value.empty()) std::from_chars(value.data(), value.data() + value.size(), count);
  return std::clamp(count, 1U, kMostRepeats);
}

bool is_paragraph(std::string_view name) { return name == "p" || name == "h"; }

// What stands within a paragraph, in either kind of file.
void put_inline(const XmlReader& xml, Flow& flow) {
  if (xml.name() == "tab") flow.tab();
  if (xml.name() == "line-break") flow.line_break();
  if (xml.name() == "s") flow.text(std::string(repeats(xml, "c"), ' '));
}

bool is_skipped(std::string_view name) {
  return name == "tracked-changes" || name == "annotation" || name == "forms" || name == "note-citation" ||
         name == "desc" || name == "title" || name == "binary-data";
}

class TextReader {
 public:
  TextReader(std::string_view octets, Flow& flow) : xml_(octets), flow_(flow) {}

  // Reads what stands under elements of these names.
  bool run(const std::vector<std::string_view>& roots) {
    while (!flow_.is_full() && xml_.next()) {
      if (xml_.node() == XmlReader::Node::text) {
        if (paragraphs_ > 0) flow_.text(xml_.text());
        continue;
      }
      const bool at_start = xml_.node() == XmlReader::Node::start;
      if (std::find(roots.begin(), roots.end(), xml_.name()) != roots.end()) {
        inside_ = at_start;
      } else if (inside_) {
        at_start ? start() : end();
      }
    }
    return xml_.ending() == XmlReader::Ending::whole || flow_.is_full();
  }

 private:
  void start() {
    const std::string_view name = xml_.name();
    if (is_skipped(name)) return xml_.skip_element();
    if (is_paragraph(name)) {
      ++paragraphs_;
    } else if (name == "table") {
      flow_.begin_table();
    } else if (name == "table-row") {
      flow_.begin_row();
    } else if (name == "table-cell" || name == "covered-table-cell") {
      flow_.begin_cell();
    } else if (name == "text-box" || name == "note-body") {
      flow_.begin_beside();
    } else if (paragraphs_ > 0) {
      put_inline(xml_, flow_);
    }
  }

  void end() {
    const std::string_view name = xml_.name();
    if (is_paragraph(name)) {
      if (paragraphs_ > 0) --paragraphs_;
      flow_.end_paragraph();
    } else if (name == "table") {
      flow_.end_table();
    } else if (name == "table-row") {
      flow_.end_row();
    } else if (name == "table-cell" || name == "covered-table-cell") {
      flow_.end_cell();
    } else if (name == "text-box" || name == "note-body") {
      flow_.end_beside();
    }
  }

  XmlReader xml_;
  Flow& flow_;
  bool inside_ = false;
  int paragraphs_ = 0;
};

class SheetsReader {
 public:
  SheetsReader(std::string_view octets, TextCollector& collector) : xml_(octets), collector_(collector) {}

  bool run() {
    bool inside = false;
    while (!collector_.is_full() && xml_.next()) {
      if (xml_.node() == XmlReader::Node::text) continue;
      const bool at_start = xml_.node() == XmlReader::Node::start;
      if (xml_.name() == "spreadsheet") {
        inside = at_start;
      } else if (inside && at_start) {
        start();
      } else if (inside && xml_.name() == "table-row") {
        put_row();
      }
    }
    return xml_.ending() == XmlReader::Ending::whole || collector_.is_full();
  }

 private:
  void start() {
    const std::string_view name = xml_.name();
    if (is_skipped(name)) {
      xml_.skip_element();
    } else if (name == "table") {
      collector_.stand_in(Place::Unit::sheet, ++sheets_, xml_.attribute("name"));
    } else if (name == "table-row") {
      row_.clear();
    } else if (name == "table-cell" || name == "covered-table-cell") {
      read_cell();
    }
  }

  void read_cell() {
    const unsigned count = repeats(xml_, "number-columns-repeated");
    const std::string type = xml_.attribute("value-type");
    const std::string value = xml_.attribute("value");
    const std::string text = shown(type, value, read_paragraphs());
    for (unsigned i = 0; i < count && row_.size() < kMostRepeats; ++i) row_.push_back(text);
  }

  std::string read_paragraphs() {
    std::string text;
    int open = 0;
    const int depth = xml_.depth();
    while (xml_.next()) {
      if (xml_.node() == XmlReader::Node::text) {
        if (open > 0) text += xml_.text();
        continue;
      }
      if (xml_.node() == XmlReader::Node::end && xml_.depth() == depth) break;
      const bool at_start = xml_.node() == XmlReader::Node::start;
      if (at_start && is_skipped(xml_.name())) {
        xml_.skip_element();
      } else if (is_paragraph(xml_.name())) {
        if (at_start && open == 0 && !text.empty()) text += '\v';
        open += at_start ? 1 : -1;
      } else if (at_start && xml_.name() == "s") {
        text.append(repeats(xml_, "c"), ' ');
      } else if (at_start && (xml_.name() == "tab" || xml_.name() == "line-break")) {
        text += xml_.name() == "tab" ? ' ' : '\v';
      }
    }
    return text;
  }

  // A number is shown as it is, unless it is shown in groups, with an exponent, or as ###; one shown
  // with leading zeros keeps them.
  static std::string shown(const std::string& type, const std::string& value, const std::string& text) {
    if (type != "float" || value.empty() || text.find_first_not_of("0123456789") == std::string::npos) {
      return text.empty() && type == "float" ? plain_number(value) : text;
    }
    return plain_number(value);
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
  int sheets_ = 0;
};

OfficeMembers text_members(std::string_view file, Budget& budget) {
  OfficeMembers members = read_members(file, budget, [](std::string_view path) {
    return path == "content.xml" || path == "styles.xml" || path == "meta-inf/manifest.xml";
  });
  if (members.member("meta-inf/manifest.xml").find("encryption-data") != std::string_view::npos) {
    members.state = ReadState::encrypted;
  } else if (members.member("content.xml").empty() && members.state == ReadState::read) {
    members.state = ReadState::unreadable;
  }
  return members;
}

}  // namespace

ReadState read_odt(std::string_view file, Budget& budget, size_t most, Document& document) {
  const OfficeMembers members = text_members(file, budget);
  if (members.state == ReadState::encrypted) return members.state;
  TextCollector collector(document, most);
  Flow flow(collector);
  TextReader(members.member("styles.xml"), flow).run({"header", "footer", "header-first", "footer-first"});
  const bool whole = TextReader(members.member("content.xml"), flow).run({"body"});
  flow.finish();
  collector.finish();
  return whole ? members.state : ReadState::unreadable;
}

ReadState read_ods(std::string_view file, Budget& budget, size_t most, Document& document) {
  const OfficeMembers members = text_members(file, budget);
  if (members.state == ReadState::encrypted) return members.state;
  TextCollector collector(document, most);
  const bool whole = SheetsReader(members.member("content.xml"), collector).run();
  collector.finish();
  return whole ? members.state : ReadState::unreadable;
}

bool read_flat_odt(std::string_view xml, size_t most, Document& document) {
  TextCollector collector(document, most);
  Flow flow(collector);
  TextReader(xml, flow).run({"header", "footer", "header-first", "footer-first"});
  const bool whole = TextReader(xml, flow).run({"body"});
  flow.finish();
  collector.finish();
  return whole;
}

bool read_flat_ods(std::string_view xml, size_t most, Document& document) {
  TextCollector collector(document, most);
  const bool whole = SheetsReader(xml, collector).run();
  collector.finish();
  return whole;
}

}  // namespace pismovod
