// XML, pulled node by node: the one place where libxml2's reader is used, for XML files, DOCX, XLSX,
// ODT and ODS.
//
// A document type declaration is refused: entities are how XML bombs are made, and none of these
// formats has one. Nothing is loaded from anywhere. Depth is bounded by libxml2 (256).
// One thread for one reader.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace pismovod {

class XmlReader {
 public:
  enum class Node { start, end, text };
  enum class Ending { open, whole, malformed, refused };

  // `octets` must outlive the reader. With `is_utf8` a declared encoding does not count.
  explicit XmlReader(std::string_view octets, bool is_utf8 = false);
  ~XmlReader();
  XmlReader(const XmlReader&) = delete;
  XmlReader& operator=(const XmlReader&) = delete;

  // Steps to the next node; false at the end, however it came. An empty element has an end too.
  bool next();
  Node node() const { return node_; }
  Ending ending() const { return ending_; }

  // Of an element: its name without the prefix, and how deep it lies.
  std::string_view name() const { return name_; }
  int depth() const { return depth_; }
  // An attribute's value by its name without the prefix; empty where there is none.
  std::string attribute(std::string_view name) const;
  // Hands over every attribute.
  template <class Take>
  void for_each_attribute(Take take) {
    while (next_attribute()) take(std::string_view(attribute_name_), std::string_view(attribute_value_));
  }
  // Of a text node.
  std::string_view text() const { return text_; }

  // Steps behind the element that stands at its start, over all it holds.
  void skip_element();

 private:
  struct Parser;

  bool next_attribute();

  std::unique_ptr<Parser> parser_;
  Node node_ = Node::start;
  Ending ending_ = Ending::open;
  std::string name_;
  std::string text_;
  int depth_ = 0;
  bool empty_element_ = false;
  std::string attribute_name_;
  std::string attribute_value_;
};

}  // namespace pismovod
