#include "notice/notice_content.h"

namespace pismovod {
namespace {

// Mail programs drop style sheets: every element carries its own style.
constexpr std::string_view kBody =
    "font-family:Arial,Helvetica,sans-serif;font-size:15px;line-height:1.45;color:#222;max-width:44em";
constexpr std::string_view kHeading = "font-size:16px;margin:1.4em 0 .4em";
constexpr std::string_view kForm =
    "font-family:Consolas,Menlo,monospace;background:#f5f5f0;border:1px solid #ccc;padding:.8em "
    "1em;white-space:pre-wrap";
constexpr std::string_view kDetail = "color:#555";

std::string element(std::string_view name, std::string_view style, std::string_view inside) {
  std::string out = "<" + std::string(name);
  if (!style.empty()) out += " style=\"" + std::string(style) + "\"";
  return out + ">" + std::string(inside) + "</" + std::string(name) + ">\n";
}

// Escaped text in which an address of a page can be clicked.
std::string linked(const std::string& text) {
  const size_t begin = text.find("https://");
  if (begin == std::string::npos) return html_escaped(text);
  const size_t end = std::min(text.find(' ', begin), text.size());
  const std::string link = html_escaped(std::string_view(text).substr(begin, end - begin));
  return html_escaped(std::string_view(text).substr(0, begin)) + "<a href=\"" + link + "\">" + link + "</a>" +
         html_escaped(std::string_view(text).substr(end));
}

std::string list_item(const NoticeItem& item) {
  std::string inside = item.details.empty() ? html_escaped(item.text) : "<b>" + html_escaped(item.text) + "</b>";
  for (const std::string& detail : item.details)
    inside += "<br>\n<span style=\"" + std::string(kDetail) + "\">" + html_escaped(detail) + "</span>";
  return element("li", "", inside);
}

std::string block_html(const NoticeBlock& block) {
  std::string inside;
  switch (block.kind) {
    case NoticeBlock::Kind::paragraph:
      return element("p", "", linked(block.text));
    case NoticeBlock::Kind::heading:
      return element("h2", kHeading, html_escaped(block.text));
    case NoticeBlock::Kind::form:
      for (const std::string& line : block.lines) inside += (inside.empty() ? "" : "\n") + html_escaped(line);
      return element("pre", kForm, inside);
    case NoticeBlock::Kind::numbered:
    case NoticeBlock::Kind::bulleted:
      break;
  }
  for (const NoticeItem& item : block.items) inside += list_item(item);
  return element(block.kind == NoticeBlock::Kind::numbered ? "ol" : "ul", "", "\n" + inside);
}

}  // namespace

std::string html_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string notice_html(const std::string& title, const std::vector<NoticeBlock>& blocks) {
  std::string inside;
  for (const NoticeBlock& block : blocks) inside += block_html(block);
  return "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>" + html_escaped(title) + "</title></head>\n" +
         element("body", kBody, "\n" + inside) + "</html>\n";
}

}  // namespace pismovod
