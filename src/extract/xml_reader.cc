#include "extract/xml_reader.h"

#include <libxml/xmlreader.h>

namespace pismovod {
namespace {

// The wrapped reader gives null for what is not there.
std::string string_of(const xmlChar* text) { return text == nullptr ? "" : reinterpret_cast<const char*>(text); }

std::string_view without_prefix(std::string_view name) { return name.substr(name.find(':') + 1); }

void ignore_error(void*, const char*, xmlParserSeverities, xmlTextReaderLocatorPtr) {}
void ignore_message(void*, const char*, ...) {}

}  // namespace

struct XmlReader::Parser {
  std::unique_ptr<xmlTextReader, decltype(&xmlFreeTextReader)> reader{nullptr, &xmlFreeTextReader};
};

XmlReader::XmlReader(std::string_view octets, bool is_utf8) : parser_(std::make_unique<Parser>()) {
  constexpr int kOptions = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT;
  // Converters of charsets know no reader to complain to; the handler is this thread's own.
  xmlSetGenericErrorFunc(nullptr, ignore_message);
  if (octets.size() <= size_t{1} << 30) {
    parser_->reader.reset(xmlReaderForMemory(octets.data(), static_cast<int>(octets.size()), nullptr,
                                             is_utf8 ? "UTF-8" : nullptr, kOptions));
  }
  if (!parser_->reader) {
    ending_ = Ending::malformed;
    return;
  }
  xmlTextReaderSetErrorHandler(parser_->reader.get(), ignore_error, nullptr);
}

XmlReader::~XmlReader() = default;

bool XmlReader::next() {
  if (ending_ != Ending::open) return false;
  if (empty_element_) {
    empty_element_ = false;
    node_ = Node::end;
    return true;
  }
  xmlTextReader* reader = parser_->reader.get();
  for (;;) {
    const int step = xmlTextReaderRead(reader);
    if (step != 1) {
      ending_ = step == 0 ? Ending::whole : Ending::malformed;
      return false;
    }
    switch (xmlTextReaderNodeType(reader)) {
      case XML_READER_TYPE_ELEMENT:
      case XML_READER_TYPE_END_ELEMENT:
        node_ = xmlTextReaderNodeType(reader) == XML_READER_TYPE_ELEMENT ? Node::start : Node::end;
        name_ = string_of(xmlTextReaderConstLocalName(reader));
        depth_ = xmlTextReaderDepth(reader);
        empty_element_ = node_ == Node::start && xmlTextReaderIsEmptyElement(reader) == 1;
        return true;
      case XML_READER_TYPE_TEXT:
      case XML_READER_TYPE_CDATA:
      case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
        node_ = Node::text;
        text_ = string_of(xmlTextReaderConstValue(reader));
        return true;
      case XML_READER_TYPE_DOCUMENT_TYPE:
      case XML_READER_TYPE_ENTITY_REFERENCE:
        ending_ = Ending::refused;
        return false;
      default:
        break;
    }
  }
}

std::string XmlReader::attribute(std::string_view name) const {
  xmlTextReader* reader = parser_->reader.get();
  std::string value;
  for (int step = xmlTextReaderMoveToFirstAttribute(reader); step == 1;
       step = xmlTextReaderMoveToNextAttribute(reader)) {
    if (without_prefix(string_of(xmlTextReaderConstName(reader))) != name) continue;
    value = string_of(xmlTextReaderConstValue(reader));
    break;
  }
  xmlTextReaderMoveToElement(reader);
  return value;
}

bool XmlReader::next_attribute() {
  xmlTextReader* reader = parser_->reader.get();
  if (xmlTextReaderMoveToNextAttribute(reader) != 1) {
    xmlTextReaderMoveToElement(reader);
    return false;
  }
  attribute_name_ = string_of(xmlTextReaderConstName(reader));
  attribute_value_ = string_of(xmlTextReaderConstValue(reader));
  return true;
}

void XmlReader::skip_element() {
  const int depth = depth_;
  while (next()) {
    if (node_ == Node::end && depth_ == depth) return;
  }
}

}  // namespace pismovod
