#include "extract/text_files.h"

#include <algorithm>
#include <string>
#include <vector>

#include "extract/csv.h"
#include "extract/text_collector.h"
#include "extract/text_tell.h"
#include "extract/xml_reader.h"
#include "letter/lines.h"
#include "mime/charset.h"

namespace pismovod {
namespace {

void collect_lines(std::string_view text, TextCollector& collector) {
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!collector.line(line)) return;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void collect_html(std::string_view text, TextCollector& collector) {
  for (const TextLine& line : lines_of_html(text)) {
    collector.stand_in(line.table > 0 ? Place::Unit::table : Place::Unit::none, line.table);
    if (!collector.line(line.text)) return;
  }
}

void collect_csv_file(std::string_view text, TextCollector& collector) {
  const char separator = csv_separator(text);
  text.remove_prefix(separator_line(text).size());
  collector.stand_in(Place::Unit::table, 1);
  if (separator == 0) {
    collect_lines(text, collector);
  } else {
    collect_csv(text, separator, collector);
  }
}

// Names of marks, as in XHTML, say nothing about the text in them.
bool is_label(std::string_view name) { return name.size() > 2; }

void collect_labelled(std::string_view name, std::string_view text, TextCollector& collector) {
  text = trimmed(text);
  if (text.empty()) return;
  std::string line;
  if (is_label(name)) line.append(name).append(": ");
  collector.line(line.append(text));
}

}  // namespace

bool collect_xml(std::string_view octets, TextCollector& collector) {
  XmlReader xml(octets);
  std::vector<std::string> open;
  std::string text;
  const auto flush = [&] {
    collect_labelled(open.empty() ? std::string_view() : std::string_view(open.back()), text, collector);
    text.clear();
  };
  while (!collector.is_full() && xml.next()) {
    switch (xml.node()) {
      case XmlReader::Node::start:
        flush();
        open.emplace_back(xml.name());
        xml.for_each_attribute([&](std::string_view name, std::string_view value) {
          if (!name.starts_with("xmlns")) collect_labelled(name.substr(name.find(':') + 1), value, collector);
        });
        break;
      case XmlReader::Node::end:
        flush();
        if (!open.empty()) open.pop_back();
        break;
      case XmlReader::Node::text:
        text += xml.text();
        break;
    }
  }
  return xml.ending() == XmlReader::Ending::whole || collector.is_full();
}

void read_text_file(std::string_view octets, Format format, std::string_view charset, size_t most, Document& document) {
  // No charset of use here takes more than four octets for one of UTF-8.
  if (octets.size() / 4 > most) {
    octets = octets.substr(0, most * 4);
    document.text_was_cut = true;
  }
  TextCollector collector(document, most);
  if (format == Format::xml) {
    if (!collect_xml(octets, collector)) document.text_was_cut = true;
  } else {
    const std::string text = to_utf8(octets, charset).text;
    if (format == Format::html) {
      collect_html(text, collector);
    } else if (format == Format::csv) {
      collect_csv_file(text, collector);
    } else {
      collect_lines(text, collector);
    }
  }
  collector.finish();
  document.outline = ReadState::read;
  document.text = ReadState::read;
  document.ocr = ReadState::read;
}

}  // namespace pismovod
