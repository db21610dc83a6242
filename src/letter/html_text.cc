// HTML to lines, by libxml2's SAX push parser: no tree is built, so depth costs nothing.

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <iterator>
#include <memory>
#include <unordered_map>
#include <utility>

#include "letter/lines.h"

namespace pismovod {
namespace {

// A tag that closes what is not open makes libxml2 look through all that is: nested deeper than this, the rest is
// read as a text of its own.
constexpr size_t kDeepest = 300;
constexpr size_t kPiece = 1024;  // octets after which the depth is looked at
constexpr size_t kLongestTag = 65536;
constexpr size_t kMostBorders = 1000;   // blanks, quotes and slashes of a tag: attributes are quadratic in libxml2
constexpr size_t kMostLinesInCell = 6;  // a cell with more is the page's layout, not a datum

enum class Kind { inline_text, block, line_break, skipped, quote, table, row, cell, item, picture, input };

Kind kind_of(std::string_view name) {
  static const std::unordered_map<std::string_view, Kind> kinds = {
      {"p", Kind::block},       {"div", Kind::block},      {"h1", Kind::block},         {"h2", Kind::block},
      {"h3", Kind::block},      {"h4", Kind::block},       {"h5", Kind::block},         {"h6", Kind::block},
      {"ul", Kind::block},      {"ol", Kind::block},       {"dl", Kind::block},         {"dt", Kind::block},
      {"dd", Kind::block},      {"pre", Kind::block},      {"hr", Kind::block},         {"form", Kind::block},
      {"center", Kind::block},  {"address", Kind::block},  {"section", Kind::block},    {"article", Kind::block},
      {"header", Kind::block},  {"footer", Kind::block},   {"fieldset", Kind::block},   {"caption", Kind::block},
      {"br", Kind::line_break}, {"li", Kind::item},        {"blockquote", Kind::quote}, {"table", Kind::table},
      {"tr", Kind::row},        {"td", Kind::cell},        {"th", Kind::cell},          {"img", Kind::picture},
      {"style", Kind::skipped}, {"script", Kind::skipped}, {"head", Kind::skipped},     {"title", Kind::skipped},
      {"xml", Kind::skipped},   {"object", Kind::skipped}, {"noscript", Kind::skipped}, {"input", Kind::input}};
  const auto found = kinds.find(name);
  return found == kinds.end() ? Kind::inline_text : found->second;
}

std::string_view attribute(const xmlChar** attributes, std::string_view name) {
  for (size_t i = 0; attributes != nullptr && attributes[i] != nullptr; i += 2) {
    const auto* value = reinterpret_cast<const char*>(attributes[i + 1]);
    if (name == reinterpret_cast<const char*>(attributes[i])) return value == nullptr ? "" : value;
  }
  return {};
}

bool contains_without_case(std::string_view text, std::string_view wanted) {
  const auto same = [](char a, char b) { return (a | 0x20) == (b | 0x20); };
  return std::search(text.begin(), text.end(), wanted.begin(), wanted.end(), same) != text.end();
}

bool is_hidden(const xmlChar** attributes) {
  std::string style(attribute(attributes, "style"));
  std::erase(style, ' ');
  return contains_without_case(style, "display:none") || contains_without_case(style, "mso-hide:all");
}

// Are blanks and line ends shown as they stand (CSS, `white-space`)? An element says nothing: as the one around it.
bool shows_blanks(std::string_view name, const xmlChar** attributes, bool around) {
  std::string style(attribute(attributes, "style"));
  std::erase(style, ' ');
  if (contains_without_case(style, "white-space:pre") || contains_without_case(style, "white-space:break-spaces"))
    return true;
  if (contains_without_case(style, "white-space:")) return false;
  return around || name == "pre" || name == "textarea";
}

bool marks_signature(const xmlChar** attributes) {
  for (const std::string_view name : {"class", "id", "data-smartmail"}) {
    if (contains_without_case(attribute(attributes, name), "signature")) return true;
  }
  return false;
}

class TextBuilder {
 public:
  explicit TextBuilder(HtmlText& text) : text_(text) {}

  // How many elements are open.
  size_t depth() const { return elements_.size(); }

  // Goes on without the ends of what is open; what was hidden is shown rather than lost.
  void forget_open() {
    elements_.clear();
    skipped_ = 0;
    signature_ = 0;
  }

  void start(std::string_view name, const xmlChar** attributes) {
    const bool around = !elements_.empty() && elements_.back().shows_blanks;
    Element element{kind_of(name), marks_signature(attributes), shows_blanks(name, attributes, around)};
    if (element.kind != Kind::skipped && is_hidden(attributes)) element.kind = Kind::skipped;
    elements_.push_back(element);
    if (element.kind == Kind::skipped) ++skipped_;
    if (element.signature && signature_++ == 0) flush();
    if (skipped_ == 0) open(element.kind, attributes);
  }

  void end() {
    if (elements_.empty()) return;
    const Element element = elements_.back();
    elements_.pop_back();
    if (skipped_ == 0) close(element.kind);
    if (element.kind == Kind::skipped) --skipped_;
    if (element.signature && --signature_ == 0) {
      ++signature_;  // the last line still belongs to it
      flush();
      --signature_;
    }
  }

  void text(std::string_view piece) {
    if (skipped_ > 0) return;
    if (!elements_.empty() && elements_.back().shows_blanks && !in_cell()) return text_as_it_stands(piece);
    for (const char c : piece) {
      const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
      if (blank) {
        space_ = true;
        continue;
      }
      if (space_ && !at_start()) line_ += ' ';
      space_ = false;
      line_ += c;
    }
  }

  void finish() { flush(); }

 private:
  struct Element {
    Kind kind = Kind::inline_text;
    bool signature = false;
    bool shows_blanks = false;
  };

  void text_as_it_stands(std::string_view piece) {
    for (const char c : piece) {
      if (c == '\n') {
        break_line(true);
      } else if (c != '\r') {
        if (std::exchange(space_, false) && !at_start()) line_ += ' ';
        line_ += c == '\v' || c == '\f' ? ' ' : c;
      }
    }
  }

  bool at_start() const { return line_.empty() || line_.back() == '\t' || line_.back() == '\v'; }
  bool in_cell() const { return !cells_.empty() && cells_.back() > 0; }

  void open(Kind kind, const xmlChar** attributes) {
    switch (kind) {
      case Kind::block:
      case Kind::line_break:
        break_line(kind == Kind::line_break);
        break;
      case Kind::item:
        break_line(false);
        line_ += "- ";
        break;
      case Kind::quote:
        flush();
        ++quotes_;
        break;
      case Kind::table:
        flush();
        cells_.push_back(0);
        ++last_table_;
        break;
      case Kind::row:
        flush();
        if (!cells_.empty()) cells_.back() = 0;
        break;
      case Kind::cell:
        if (!cells_.empty() && cells_.back()++ > 0) line_ += '\t';
        space_ = false;
        break;
      case Kind::picture:
        picture(attribute(attributes, "src"));
        break;
      case Kind::input:
        input(attribute(attributes, "type"), attribute(attributes, "value"));
        break;
      default:
        break;
    }
  }

  void close(Kind kind) {
    switch (kind) {
      case Kind::block:
      case Kind::item:
        break_line(false);
        break;
      case Kind::quote:
        flush();
        if (quotes_ > 0) --quotes_;
        break;
      case Kind::table:
        flush();
        if (!cells_.empty()) cells_.pop_back();
        break;
      case Kind::row:
        flush();
        if (!cells_.empty()) cells_.back() = 0;
        break;
      default:
        break;
    }
  }

  // What stands filled in in a form.
  void input(std::string_view type, std::string_view value) {
    static constexpr std::array<std::string_view, 6> kShown = {"", "text", "number", "tel", "search", "email"};
    if (std::find(kShown.begin(), kShown.end(), type) == kShown.end()) return;
    space_ = true;
    text(value);
    space_ = true;
  }

  void picture(std::string_view source) {
    if (source.starts_with("cid:")) text_.pictures.push_back({std::string(source.substr(4)), text_.lines.size()});
  }

  // A <br> makes an empty line of its own, the border of a block only ends what is there.
  void break_line(bool always) {
    space_ = false;
    if (in_cell()) {
      if (!at_start()) line_ += '\v';
    } else if (always || !line_.empty()) {
      push(line_, 0);
      line_.clear();
    }
  }

  // Ends a line or a row. A row of one cell, or with a cell as long as a page, is layout.
  void flush() {
    space_ = false;
    while (!line_.empty() && (line_.back() == '\v' || line_.back() == '\t')) line_.pop_back();
    if (line_.empty()) return;
    line_ = tidy_row();
    const bool row = line_.find('\t') != std::string::npos;
    if (row && most_lines_in_cell() <= kMostLinesInCell) {
      push(line_, last_table_);
    } else {
      split_layout();
    }
    line_.clear();
  }

  // Line breaks at the end of a cell say nothing.
  std::string tidy_row() const {
    std::string out;
    for (size_t i = 0; i < line_.size(); ++i) {
      const size_t next = line_.find_first_not_of('\v', i);
      const bool trailing = line_[i] == '\v' && next != std::string::npos && line_[next] == '\t';
      if (!trailing) out += line_[i];
    }
    return out;
  }

  size_t most_lines_in_cell() const {
    size_t most = 1;
    size_t lines = 1;
    for (const char c : line_) {
      if (c == '\t') lines = 1;
      if (c == '\v') most = std::max(most, ++lines);
    }
    return most;
  }

  void split_layout() {
    size_t at = 0;
    while (at <= line_.size()) {
      const size_t end = std::min(line_.find_first_of("\v\t", at), line_.size());
      if (end > at) push(line_.substr(at, end - at), 0);
      at = end + 1;
    }
  }

  void push(std::string text, uint16_t table) {
    // Paragraphs are told from lines by an empty line; HTML has none of its own.
    const auto depth = static_cast<uint16_t>(std::min<size_t>(quotes_, kDeepestQuote));
    text_.lines.push_back({std::move(text), depth, table, signature_ > 0});
  }

  HtmlText& text_;
  std::vector<Element> elements_;
  std::vector<size_t> cells_;  // per open table: cells begun in the row
  std::string line_;
  bool space_ = false;
  size_t skipped_ = 0;
  size_t signature_ = 0;
  size_t quotes_ = 0;
  uint16_t last_table_ = 0;
};

TextBuilder& builder(void* context) { return *static_cast<TextBuilder*>(context); }

void on_start(void* context, const xmlChar* name, const xmlChar** attributes) {
  builder(context).start(reinterpret_cast<const char*>(name), attributes);
}
void on_end(void* context, const xmlChar*) { builder(context).end(); }
void on_text(void* context, const xmlChar* text, int length) {
  builder(context).text({reinterpret_cast<const char*>(text), static_cast<size_t>(length)});
}

htmlSAXHandler handler() {
  htmlSAXHandler made;
  std::memset(&made, 0, sizeof made);
  made.startElement = on_start;
  made.endElement = on_end;
  made.characters = on_text;
  made.ignorableWhitespace = on_text;
  return made;
}

// Where a piece of some size ends, at the next tag.
size_t piece_of(std::string_view html) { return std::min(html.find('<', kPiece), html.size()); }

// Reads until elements are nested deeper than anybody's are, or to the end; returns how much it read.
size_t parse(std::string_view html, TextBuilder& text) {
  htmlSAXHandler sax = handler();
  const std::unique_ptr<htmlParserCtxt, decltype(&htmlFreeParserCtxt)> parser(
      htmlCreatePushParserCtxt(&sax, &text, nullptr, 0, nullptr, XML_CHAR_ENCODING_UTF8), &htmlFreeParserCtxt);
  if (!parser) return html.size();
  htmlCtxtUseOptions(parser.get(), HTML_PARSE_IGNORE_ENC | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                       HTML_PARSE_RECOVER | HTML_PARSE_NONET);
  for (size_t at = 0; at < html.size();) {
    const size_t size = piece_of(html.substr(at));
    const bool last = at + size == html.size();
    htmlParseChunk(parser.get(), html.data() + at, static_cast<int>(size), last ? 1 : 0);
    at += size;
    if (text.depth() > kDeepest && !last) {
      text.forget_open();
      return at;
    }
  }
  return html.size();
}

// How much of a tag of so many octets is kept: attributes are compared each with each.
size_t kept_of_tag(std::string_view tag) {
  if (tag.starts_with("<!--")) return tag.size();
  size_t borders = 0;
  for (size_t i = 0; i < tag.size() && i < kLongestTag; ++i) {
    const char c = tag[i];
    borders +=
        c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '/' || c == '"' || c == '\'' ? 1 : 0;
    if (borders > kMostBorders) return i;
  }
  return std::min(tag.size(), kLongestTag);
}

// Cuts the inside of tags that are longer than any mail program writes.
std::string without_giant_tags(std::string_view html) {
  std::string out;
  for (size_t at = 0; at < html.size();) {
    const size_t open = std::min(html.find('<', at), html.size());
    out.append(html.substr(at, open - at));
    if (open == html.size()) break;
    const size_t close = std::min(html.find('>', open), html.size() - 1) + 1;
    const size_t keep = kept_of_tag(html.substr(open, close - open));
    out.append(html.substr(open, keep));
    if (keep < close - open) out += '>';
    at = close;
  }
  return out;
}

bool has_giant_tag(std::string_view html) {
  for (size_t open = html.find('<'); open != std::string_view::npos; open = html.find('<', open + 1)) {
    const size_t close = std::min(html.find('>', open), html.size());
    if (close - open > kMostBorders && kept_of_tag(html.substr(open, close - open)) < close - open) return true;
    open = std::max(open, std::min(close, html.size() - 1));
  }
  return false;
}

bool is_tag_at(std::string_view html, size_t at, std::string_view tag) {
  if (html.size() - at < tag.size()) return false;
  for (size_t i = 0; i < tag.size(); ++i) {
    const char c = html[at + i];
    if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c) != tag[i]) return false;
  }
  return true;
}

bool is_frame_tag(std::string_view html, size_t at) {
  return is_tag_at(html, at, "<html") || is_tag_at(html, at, "<body") || is_tag_at(html, at, "</html") ||
         is_tag_at(html, at, "</body");
}

// Does anything stand behind the first </body> or </html>?
bool goes_on_behind_its_end(std::string_view html) {
  for (size_t at = html.find("</"); at != std::string_view::npos; at = html.find("</", at + 1)) {
    if (!is_tag_at(html, at, "</body") && !is_tag_at(html, at, "</html")) continue;
    while (at < html.size() && (is_tag_at(html, at, "</body") || is_tag_at(html, at, "</html"))) {
      at = std::min(html.find('>', at), html.size() - 1) + 1;
      at = std::min(html.find_first_not_of(" \t\r\n", at), html.size());
    }
    return at < html.size();
  }
  return false;
}

// A banner's document before the letter's, a footer behind </html>: mail programs show all of it, libxml2 ends with
// the first. The tags that frame documents become rules between them.
std::string without_frames(std::string_view html) {
  std::string out;
  size_t opened = 0;
  for (size_t at = 0; at < html.size();) {
    const size_t tag = std::min(html.find('<', at), html.size());
    out += html.substr(at, tag - at);
    if (tag == html.size()) break;
    const size_t end = std::min(html.find('>', tag), html.size() - 1) + 1;
    const bool first = html.substr(tag, 2) != "</" && opened < 2;
    const bool frame = is_frame_tag(html, tag);
    if (frame && !first) {
      out += "<hr>";
      at = end;
      continue;
    }
    opened += frame ? 1 : 0;
    out += '<';
    at = tag + 1;
  }
  return out;
}

// Tables made of blanks or bars, as text between tags has them too; each picture keeps its place among the lines.
void make_rows(HtmlText& html) {
  const auto may_have = [](const TextLine& line) { return line.table == 0 && may_have_pasted_tables(line.text); };
  if (std::none_of(html.lines.begin(), html.lines.end(), may_have)) return;
  std::vector<TextLine> out;
  size_t begin = 0;
  const auto take = [&](size_t end) {
    std::vector<TextLine> lines(std::make_move_iterator(html.lines.begin() + static_cast<std::ptrdiff_t>(begin)),
                                std::make_move_iterator(html.lines.begin() + static_cast<std::ptrdiff_t>(end)));
    make_rows_of_pasted_tables(lines);
    std::move(lines.begin(), lines.end(), std::back_inserter(out));
    begin = end;
  };
  for (PictureReference& picture : html.pictures) {
    take(picture.line);
    picture.line = out.size();
  }
  take(html.lines.size());
  html.lines = std::move(out);
}

}  // namespace

HtmlText read_html(std::string_view utf8) {
  std::string cleaned;
  if (utf8.find('\0') != std::string_view::npos) {
    cleaned = utf8;
    std::replace(cleaned.begin(), cleaned.end(), '\0', ' ');
    utf8 = cleaned;
  }
  if (has_giant_tag(utf8)) {
    cleaned = without_giant_tags(utf8);
    utf8 = cleaned;
  }
  if (goes_on_behind_its_end(utf8)) {
    cleaned = without_frames(utf8);
    utf8 = cleaned;
  }
  HtmlText out;
  TextBuilder text(out);
  while (!utf8.empty()) utf8.remove_prefix(parse(utf8, text));
  text.finish();
  make_rows(out);
  return out;
}

std::vector<TextLine> lines_of_html(std::string_view utf8) { return read_html(utf8).lines; }

}  // namespace pismovod
