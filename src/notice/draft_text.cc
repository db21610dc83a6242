#include "notice/draft_text.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/fold.h"
#include "base/utf8.h"
#include "notice/notice_content.h"

namespace pismovod {
namespace {

constexpr size_t kGreeting = 60;                   // characters of a line that is one and no more
constexpr size_t kReadOfHtml = size_t{256} << 10;  // octets, in which a greeting is looked for
constexpr size_t kLeastBlank = 4;                  // underscores that are a blank of ours

struct Span {
  size_t begin = 0;
  size_t end = 0;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool is_word(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0; }

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// How far the digits of `value` go from `at`, single blanks and hyphens between them; 0: they do not stand here.
size_t digits_end(std::string_view text, size_t at, std::string_view value) {
  constexpr std::array<std::string_view, 3> kBetween = {" ", "-", "\xC2\xA0"};
  for (size_t i = 0; i < value.size(); ++i) {
    if (i > 0) {
      for (const std::string_view gap : kBetween) {
        if (text.substr(at).starts_with(gap)) at += gap.size();
      }
    }
    if (at >= text.size() || text[at] != value[i]) return 0;
    ++at;
  }
  return at;
}

std::vector<Span> places(std::string_view text, DraftForm form, const std::string& value) {
  std::vector<Span> out;
  const bool is_number = std::all_of(value.begin(), value.end(), is_digit);
  bool in_tag = false;
  for (size_t at = 0; at < text.size() && !value.empty(); ++at) {
    if (form == DraftForm::html && text[at] == '<') in_tag = true;
    if (form == DraftForm::html && text[at] == '>') in_tag = false;
    size_t end = text.substr(at).starts_with(value) ? at + value.size() : 0;
    if (end == 0 && is_number && form == DraftForm::plain) end = digits_end(text, at, value);
    if (end == 0 || in_tag || (at > 0 && is_word(text[at - 1])) || (end < text.size() && is_word(text[end]))) continue;
    out.push_back({at, end});
    at = end - 1;
  }
  return out;
}

std::string replaced(std::string text, DraftForm form, const std::vector<Replacement>& all) {
  for (const Replacement& one : all) {
    const std::vector<Span> found = places(text, form, one.old);
    if (found.size() != 1) continue;
    const std::string with = form == DraftForm::html ? html_escaped(one.with) : one.with;
    text.replace(found.front().begin, found.front().end - found.front().begin, with);
  }
  return text;
}

// Where "ИНН клиента: ____" ends that begins here, with what we have put behind the blank; 0: it is none.
size_t own_line_end(std::string_view text, size_t at, const std::string& label) {
  if (!text.substr(at).starts_with(label + ":")) return 0;
  at += label.size() + 1;
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  const size_t blank = at;
  while (at < text.size() && text[at] == '_') ++at;
  if (at - blank < kLeastBlank) return 0;
  if (text.substr(at).starts_with(" (")) {
    const size_t close = text.find_first_of(")\n<", at);
    if (close != text.npos && text[close] == ')') at = close + 1;
  }
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
  return at;
}

// With the end of its line; text on the same line keeps it.
std::optional<size_t> whole_line_end(std::string_view text, size_t at, DraftForm form) {
  if (form == DraftForm::html) {
    const bool is_break = fold(text.substr(at, 3)) == fold("<br");
    const size_t close = is_break ? text.find('>', at) : std::string_view::npos;
    if (close != text.npos) return close + 1;
    return at == text.size() || text[at] == '<' || is_blank(text[at]) ? std::optional(at) : std::nullopt;
  }
  if (at < text.size() && text[at] == '\r') ++at;
  if (at == text.size()) return at;
  return text[at] == '\n' ? std::optional(at + 1) : std::nullopt;
}

// A line that greets and says nothing besides.
bool is_greeting(std::string_view line, const std::vector<std::string>& greetings) {
  line = trim(line);
  if (line.empty() || utf8_length(line) > kGreeting) return false;
  const std::string folded = fold(line);
  const bool greets = std::any_of(greetings.begin(), greetings.end(),
                                  [&](const std::string& g) { return folded.starts_with(fold(g)); });
  if (!greets || line.find_first_of("!?.") < line.size() - 1) return false;
  const auto words = std::count(line.begin(), line.end(), ' ') + 1;
  return line.back() == '!' || line.back() == ',' || words <= 3;
}

// Behind the greeting's line; 0: there is none.
size_t greeting_end(std::string_view text, const std::vector<std::string>& greetings) {
  size_t at = 0;
  while (at < text.size()) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    const size_t next = std::min(end + 1, text.size());
    if (!trim(line).empty()) return is_greeting(line, greetings) ? next : 0;
    at = next;
  }
  return 0;
}

std::string tag_name(std::string_view tag) {
  std::string out;
  for (const char c : tag.substr(0, 12)) {
    if (c == '>' || is_blank(c) || (c == '/' && !out.empty())) break;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return out;
}

bool is_any_of(const std::string& name, std::initializer_list<std::string_view> all) {
  return std::find(all.begin(), all.end(), name) != all.end();
}

// Where the first words of the page end, if they greet; the end of the body's tag where they do not.
size_t html_place(std::string_view html, const std::vector<std::string>& greetings) {
  size_t begin = 0;
  std::string words;
  for (size_t at = 0; at < std::min(html.size(), kReadOfHtml);) {
    if (html[at] != '<') {
      const bool is_space = html.substr(at).starts_with("&nbsp;");
      words += is_space ? ' ' : html[at];
      at += is_space ? 6 : 1;
      continue;
    }
    const std::string name = tag_name(html.substr(at + 1));
    const size_t close = html.find('>', at);
    if (close == html.npos) break;
    if (is_any_of(name, {"style", "script", "title", "!--"})) {
      const size_t end = html.find(name == "!--" ? "-->" : "</" + name, at);
      at = end == html.npos ? html.size() : html.find('>', end) + 1;
      if (at == 0) break;
      continue;
    }
    if (is_any_of(name, {"body", "html", "head"})) {
      begin = close + 1;
      words.clear();
    }
    if (is_any_of(name, {"table", "blockquote", "pre"})) break;
    const bool ends = is_any_of(name, {"br", "/p", "/div"});
    const bool begins = is_any_of(name, {"p", "div", "ul", "ol", "hr"});
    if ((ends || begins) && !trim(words).empty())
      return is_greeting(words, greetings) ? (ends ? close + 1 : at) : begin;
    at = close + 1;
  }
  return begin;
}

std::string with_lines(const std::string& text, const DraftChanges& changes) {
  if (changes.lines.empty()) return text;
  const size_t at = greeting_end(text, changes.greetings);
  std::string block = at == 0 ? "" : text[at - 1] == '\n' ? "\r\n" : "\r\n\r\n";
  for (const std::string& line : changes.lines) block += line + "\r\n";
  const bool has_gap = at < text.size() && (text[at] == '\r' || text[at] == '\n');
  return text.substr(0, at) + block + (has_gap ? "" : "\r\n") + text.substr(at);
}

std::string with_lines_in_html(const std::string& html, const DraftChanges& changes) {
  if (changes.lines.empty()) return html;
  std::string block = "<div>";
  for (const std::string& line : changes.lines) block += html_escaped(line) + "<br>\r\n";
  block += "<br>\r\n</div>\r\n";
  const size_t at = html_place(html, changes.greetings);
  return html.substr(0, at) + block + html.substr(at);
}

}  // namespace

std::string without_unfilled_lines(std::string text, DraftForm form, const std::vector<std::string>& labels) {
  for (const std::string& label : labels) {
    const std::string written = form == DraftForm::html ? html_escaped(label) : label;
    for (size_t at = text.find(written); at != std::string::npos && !written.empty(); at = text.find(written, at)) {
      const bool begins = at == 0 || text[at - 1] == '\n' || (form == DraftForm::html && text[at - 1] == '>');
      const size_t end = begins ? own_line_end(text, at, written) : 0;
      const auto line = end == 0 ? std::nullopt : whole_line_end(text, end, form);
      if (line) {
        text.erase(at, *line - at);
      } else {
        at += written.size();
      }
    }
  }
  return text;
}

bool can_be_replaced(std::string_view text, DraftForm form, const std::string& old) {
  return places(text, form, old).size() == 1;
}

std::string changed(const std::string& text, DraftForm form, const DraftChanges& changes) {
  const std::string own = replaced(without_unfilled_lines(text, form, changes.labels), form, changes.replacements);
  return form == DraftForm::html ? with_lines_in_html(own, changes) : with_lines(own, changes);
}

}  // namespace pismovod
