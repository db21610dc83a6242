#include "complete/html_tokens.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/utf8.h"

namespace pismovod {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }

template <size_t kCount>
bool is_any_of(std::string_view name, const std::array<std::string_view, kCount>& all) {
  return std::find(all.begin(), all.end(), name) != all.end();
}

// Behind the '>' of a tag; in a quoted value it ends nothing.
size_t tag_end(std::string_view html, size_t at) {
  char quote = '\0';
  for (; at < html.size(); ++at) {
    const char c = html[at];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = html[at - 1] == '=' ? c : '\0';
    } else if (c == '>') {
      return at + 1;
    }
  }
  return html.size();
}

std::string name_at(std::string_view html, size_t at) {
  std::string out;
  for (; at < html.size() && !is_blank(html[at]) && html[at] != '>' && html[at] != '/'; ++at)
    out += html[at] >= 'A' && html[at] <= 'Z' ? static_cast<char>(html[at] + 32) : html[at];
  return out;
}

// Behind the element's end; what is in it is nobody's words.
size_t element_end(std::string_view html, const std::string& name, size_t at) {
  while (at < html.size()) {
    const HtmlToken token = html_token(html, at);
    if (token.kind == HtmlToken::Kind::close && token.name == name) return token.end;
    at = token.end;
  }
  return html.size();
}

constexpr std::array<std::string_view, 7> kHidden = {"style", "script", "head", "title", "xml", "object", "noscript"};
constexpr std::array<std::string_view, 14> kVoid = {"br",   "img", "hr",    "input", "meta",   "link", "area",
                                                    "base", "col", "embed", "param", "source", "wbr",  "track"};

struct Entity {
  std::string_view name;
  std::string_view text;
};
constexpr std::array<Entity, 22> kEntities = {{
    {"amp", "&"},    {"lt", "<"},    {"gt", ">"},    {"quot", "\""}, {"apos", "'"},   {"nbsp", "\xC2\xA0"},
    {"laquo", "«"},  {"raquo", "»"}, {"ndash", "–"}, {"mdash", "—"}, {"hellip", "…"}, {"bull", "•"},
    {"middot", "·"}, {"copy", "©"},  {"reg", "®"},   {"trade", "™"}, {"ldquo", "“"},  {"rdquo", "”"},
    {"bdquo", "„"},  {"lsquo", "‘"}, {"rsquo", "’"}, {"sect", "§"},
}};

// "&nbsp;" at `at`: what it stands for and where it ends; nothing where it is none that we know.
std::pair<std::string, size_t> entity_at(std::string_view html, size_t at) {
  constexpr size_t kLongest = 12;
  const size_t end = html.substr(0, std::min(html.size(), at + kLongest)).find(';', at);
  if (end == std::string_view::npos) return {};
  const std::string_view name = html.substr(at + 1, end - at - 1);
  if (name.starts_with("#")) {
    const bool is_hex = name.size() > 2 && (name[1] | 0x20) == 'x';
    const std::string digits(name.substr(is_hex ? 2 : 1));
    const bool is_number = digits.size() < 8 && !digits.empty() &&
                           digits.find_first_not_of(is_hex ? "0123456789abcdefABCDEF" : "0123456789") == digits.npos;
    if (!is_number) return {};
    std::string out;
    append_utf8(out, static_cast<char32_t>(std::stoul(digits, nullptr, is_hex ? 16 : 10)));
    return {out, end + 1};
  }
  const auto* const known =
      std::find_if(kEntities.begin(), kEntities.end(), [&](const Entity& e) { return e.name == name; });
  return known == kEntities.end() ? std::pair<std::string, size_t>() : std::pair(std::string(known->text), end + 1);
}

class VisibleReader {
 public:
  explicit VisibleReader(std::string_view html) : html_(html) {}

  VisibleText run() {
    for (size_t at = 0; at < html_.size();) {
      const HtmlToken token = html_token(html_, at);
      at = token.end;
      if (token.kind == HtmlToken::Kind::text) text(token);
      if (token.kind != HtmlToken::Kind::open) continue;
      if (is_any_of(token.name, kHidden)) at = element_end(html_, token.name, token.end);
      if (token.name == "li") add("-", token.end);
    }
    return std::move(out_);
  }

 private:
  void text(const HtmlToken& token) {
    for (size_t at = token.begin; at < token.end;) {
      const auto [meant, behind] = html_[at] == '&' ? entity_at(html_, at) : std::pair<std::string, size_t>();
      if (behind > at && behind <= token.end) {
        add(meant, behind);
        at = behind;
        continue;
      }
      size_t next = at;
      next_code_point(html_, next);
      add(html_.substr(at, next - at), next);
      at = next;
    }
  }

  void add(std::string_view character, size_t end) {
    append_visible(out_.text, character);
    out_.ends.resize(out_.text.size(), end);
  }

  std::string_view html_;
  VisibleText out_;
};

}  // namespace

HtmlToken html_token(std::string_view html, size_t at) {
  HtmlToken out{HtmlToken::Kind::text, {}, at, html.size()};
  const auto is_tag = [&](size_t i) {
    if (i + 1 >= html.size() || html[i] != '<') return false;
    const char c = html[i + 1];
    return is_letter(c) || c == '!' || c == '?' || (c == '/' && i + 2 < html.size() && is_letter(html[i + 2]));
  };
  if (!is_tag(at)) {
    for (size_t open = html.find('<', at); open != std::string_view::npos; open = html.find('<', open + 1)) {
      if (open == at || !is_tag(open)) continue;
      out.end = open;
      break;
    }
    return out;
  }
  if (html.substr(at).starts_with("<!--")) {
    const size_t end = html.find("-->", at + 4);
    return {HtmlToken::Kind::other, {}, at, end == std::string_view::npos ? html.size() : end + 3};
  }
  const bool is_close = html[at + 1] == '/';
  const bool is_element = is_close || is_letter(html[at + 1]);
  out.kind = !is_element ? HtmlToken::Kind::other : is_close ? HtmlToken::Kind::close : HtmlToken::Kind::open;
  out.end = tag_end(html, at + 1);
  if (is_element) out.name = name_at(html, at + (is_close ? 2 : 1));
  return out;
}

VisibleText visible_text(std::string_view html) { return VisibleReader(html).run(); }

void append_visible(std::string& out, std::string_view line) {
  for (size_t i = 0; i < line.size(); ++i) {
    if (line.substr(i).starts_with("\xC2\xA0")) {
      ++i;
    } else if (!is_blank(line[i])) {
      out += line[i];
    }
  }
}

std::vector<OpenElement> open_elements(std::string_view html, size_t end) {
  std::vector<OpenElement> out;
  for (size_t at = 0; at < end;) {
    const HtmlToken token = html_token(html, at);
    at = token.end;
    if (at > end) break;
    if (token.kind == HtmlToken::Kind::open && !is_any_of(token.name, kVoid) && html[token.end - 2] != '/')
      out.push_back({token.name, token.end});
    if (token.kind != HtmlToken::Kind::close) continue;
    const auto open =
        std::find_if(out.rbegin(), out.rend(), [&](const OpenElement& e) { return e.name == token.name; });
    if (open != out.rend()) out.erase(std::prev(open.base()), out.end());
  }
  return out;
}

std::string escaped_for_html(std::string_view text) {
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
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace pismovod
