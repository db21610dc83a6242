#include "reader/docx.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <string>

#include "extract/text_collector.h"
#include "extract/xml_reader.h"
#include "reader/docx_chunk.h"
#include "reader/flow.h"
#include "reader/package.h"

namespace pismovod {
namespace {

enum class Mark {
  other,
  paragraph,
  text,
  tab,
  line_break,
  hyphen,
  table,
  row,
  cell,
  span,
  beside,
  skipped,
  placeholder,
};

Mark mark_of(std::string_view name) {
  static const std::map<std::string_view, Mark> marks = {
      {"p", Mark::paragraph},
      {"t", Mark::text},
      {"tab", Mark::tab},
      {"ptab", Mark::tab},
      {"br", Mark::line_break},
      {"cr", Mark::line_break},
      {"noBreakHyphen", Mark::hyphen},
      {"tbl", Mark::table},
      {"tr", Mark::row},
      {"tc", Mark::cell},
      {"gridSpan", Mark::span},
      {"txbxContent", Mark::beside},
      {"footnote", Mark::beside},
      {"endnote", Mark::beside},
      // What is written for older programs is there a second time; tab stops are no tabs.
      {"Fallback", Mark::skipped},
      {"tabs", Mark::skipped},
      {"del", Mark::skipped},
      {"moveFrom", Mark::skipped},
      {"instrText", Mark::skipped},
      {"rPr", Mark::skipped},
      {"showingPlcHdr", Mark::placeholder},
  };
  const auto found = marks.find(name);
  return found == marks.end() ? Mark::other : found->second;
}

// One part: the body, a header, a footer, the footnotes.
class PartReader {
 public:
  PartReader(std::string_view octets, Flow& flow) : xml_(octets), flow_(flow) {}

  // False when it is malformed.
  bool run() {
    while (!flow_.is_full() && xml_.next()) {
      if (xml_.node() == XmlReader::Node::text) {
        if (in_text_) flow_.text(xml_.text());
      } else if (xml_.node() == XmlReader::Node::start) {
        start(mark_of(xml_.name()));
      } else {
        end(mark_of(xml_.name()));
      }
    }
    return xml_.ending() == XmlReader::Ending::whole || flow_.is_full();
  }

 private:
  void start(Mark mark) {
    switch (mark) {
      case Mark::skipped:
        xml_.skip_element();
        break;
      case Mark::text:
        in_text_ = true;
        break;
      case Mark::tab:
        flow_.tab();
        break;
      case Mark::line_break:
        flow_.line_break();
        break;
      case Mark::hyphen:
        flow_.text("-");
        break;
      case Mark::table:
        flow_.begin_table();
        break;
      case Mark::row:
        flow_.begin_row();
        break;
      case Mark::cell:
        start_cell();
        break;
      case Mark::beside:
        flow_.begin_beside();
        break;
      case Mark::placeholder:
        skip_placeholder();
        break;
      default:
        break;
    }
  }

  void end(Mark mark) {
    switch (mark) {
      case Mark::text:
        in_text_ = false;
        break;
      case Mark::paragraph:
        flow_.end_paragraph();
        break;
      case Mark::cell:
        flow_.end_cell();
        break;
      case Mark::row:
        flow_.end_row();
        break;
      case Mark::table:
        flow_.end_table();
        break;
      case Mark::beside:
        flow_.end_beside();
        break;
      default:
        break;
    }
  }

  // A cell's properties stand before its content, if it has any.
  void start_cell() {
    const int depth = xml_.depth();
    unsigned span = 1;
    while (xml_.next()) {
      if (xml_.node() == XmlReader::Node::text) continue;
      const Mark mark = mark_of(xml_.name());
      if (mark == Mark::span) {
        const std::string value = xml_.attribute("val");
        std::from_chars(value.data(), value.data() + value.size(), span);
      }
      const bool at_end = xml_.node() == XmlReader::Node::end && xml_.depth() == depth;
      const bool at_content =
          xml_.node() == XmlReader::Node::start && xml_.depth() == depth + 1 && xml_.name() != "tcPr";
      if (!at_end && !at_content) continue;
      flow_.begin_cell(span);
      return at_end ? end(Mark::cell) : start(mark);
    }
  }

  // A content control that nobody has filled shows an invitation to do so: it is no text.
  void skip_placeholder() {
    const int control = xml_.depth() - 2;  // sdt > sdtPr > showingPlcHdr
    while (xml_.next()) {
      if (xml_.node() == XmlReader::Node::end && xml_.depth() == control) return;
      // One round whole paragraphs or cells keeps them, empty.
      if (xml_.node() == XmlReader::Node::text || mark_of(xml_.name()) == Mark::text) continue;
      if (xml_.node() == XmlReader::Node::start) {
        start(mark_of(xml_.name()));
      } else {
        end(mark_of(xml_.name()));
      }
    }
  }

  XmlReader xml_;
  Flow& flow_;
  bool in_text_ = false;
};

// In the order in which they are read: what stands above the page first.
constexpr std::string_view kAbove = "header";
constexpr std::string_view kBelow[] = {"footnotes", "endnotes", "footer"};

// By their relations or their usual names, each once.
std::vector<std::string> targets(const Package& package, const std::vector<Relation>& relations,
                                 std::string_view type) {
  std::vector<std::string> out = package.named("word/" + std::string(type));
  for (const Relation& relation : relations) {
    if (relation.type == type) out.push_back(relation.target);
  }
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::vector<std::string> parts_of(const Package& package, const std::string& main,
                                  const std::vector<Relation>& relations) {
  std::vector<std::string> parts = targets(package, relations, kAbove);
  parts.push_back(main);
  for (const std::string_view type : kBelow) {
    const std::vector<std::string> more = targets(package, relations, type);
    parts.insert(parts.end(), more.begin(), more.end());
  }
  return parts;
}

}  // namespace

ReadState read_docx(std::string_view file, Budget& budget, size_t most, Document& document, int within) {
  const Package package(file, budget);
  const std::string main = package.main("word/document.xml");
  const std::vector<Relation> relations = package.relations(main);
  const std::vector<std::string> parts = parts_of(package, main, relations);
  const std::vector<std::string> chunks = targets(package, relations, "afchunk");
  std::vector<std::string> wanted = parts;
  wanted.insert(wanted.end(), chunks.begin(), chunks.end());
  const OfficeMembers members = package.read(wanted);
  ReadState state = members.member(main).empty() ? ReadState::unreadable : members.state;
  TextCollector collector(document, most);
  Flow flow(collector);
  for (const std::string& part : parts) {
    const std::string_view octets = members.member(part);
    if (!octets.empty() && !PartReader(octets, flow).run()) state = ReadState::unreadable;
  }
  flow.finish();
  collector.finish();
  for (const std::string& chunk : chunks) {
    if (!read_chunk(members.member(chunk), budget, most, document, within)) state = ReadState::unreadable;
  }
  return state;
}

bool read_word_xml(std::string_view xml, size_t most, Document& document) {
  TextCollector collector(document, most);
  Flow flow(collector);
  const bool whole = PartReader(xml, flow).run();
  flow.finish();
  collector.finish();
  return whole;
}

}  // namespace pismovod
