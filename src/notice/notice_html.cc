#include "notice/notice_content.h"

namespace pismovod {
namespace {

// Mail programs drop style sheets: every element carries its own style. The colours are the page's; those of
// the ground and the ink are left to the program, which may be dark.
constexpr std::string_view kBody =
    "font-family:system-ui,-apple-system,'Segoe UI',Arial,sans-serif;font-size:15px;line-height:1.45;max-width:42em";
constexpr std::string_view kHeading = "font-size:16px;margin:1.4em 0 .4em";
constexpr std::string_view kAction =
    "border-left:4px solid #3d7fb8;padding:.2em 0 .2em .8em;margin:1em 0;font-size:16px";
constexpr std::string_view kForm =
    "font-family:Consolas,Menlo,monospace;font-size:14px;border:1px solid #8793a0;border-radius:4px;padding:.7em "
    ".9em;white-space:pre-wrap";
constexpr std::string_view kDetail = "opacity:.8";
constexpr std::string_view kSmall = "font-size:13px;opacity:.8";

std::string element(std::string_view name, std::string_view style, std::string_view inside) {
  std::string out = "<" + std::string(name);
  if (!style.empty()) out += " style=\"" + std::string(style) + "\"";
  return out + ">" + std::string(inside) + "</" + std::string(name) + ">\n";
}

// What ends a sentence is no part of an address.
size_t link_end(std::string_view text, size_t begin) {
  size_t end = std::min(text.find(' ', begin), text.size());
  while (end > begin && std::string_view(".,;:)»").find(text[end - 1]) != std::string_view::npos) --end;
  return end;
}

// Escaped text in which addresses of pages can be clicked.
std::string linked(std::string_view text) {
  std::string out;
  while (true) {
    const size_t begin = std::min(text.find("https://"), text.find("http://"));
    if (begin == std::string_view::npos) return out + html_escaped(text);
    const size_t end = link_end(text, begin);
    const std::string link = html_escaped(text.substr(begin, end - begin));
    out.append(html_escaped(text.substr(0, begin)))
        .append("<a href=\"")
        .append(link)
        .append("\">")
        .append(link)
        .append("</a>");
    text.remove_prefix(end);
  }
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
    case NoticeBlock::Kind::action:
      return element("p", kAction, linked(block.text));
    case NoticeBlock::Kind::small:
      return element("p", kSmall, linked(block.text));
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
  if (block.kind == NoticeBlock::Kind::bulleted) return element("ul", "", "\n" + inside);
  const std::string start = block.first == 1 ? "" : " start=\"" + std::to_string(block.first) + "\"";
  return "<ol" + start + ">\n" + inside + "</ol>\n";
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

std::string notice_html(const std::string& title, const std::string& language, const std::vector<NoticeBlock>& blocks) {
  std::string inside;
  for (const NoticeBlock& block : blocks) inside += block_html(block);
  return "<!DOCTYPE html>\n<html lang=\"" + html_escaped(language) + "\"><head><meta charset=\"utf-8\"><title>" +
         html_escaped(title) + "</title></head>\n" + element("body", kBody, "\n" + inside) + "</html>\n";
}

}  // namespace pismovod
