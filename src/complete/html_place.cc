#include <algorithm>
#include <array>

#include "complete/html_tokens.h"
#include "complete/insertion.h"
#include "complete/own_words.h"

namespace pismovod {
namespace {

// What stands in one of these is a link, a heading, a stress: ours is not to be.
constexpr std::array<std::string_view, 26> kMarked = {
    "a",  "b",  "strong", "i",   "em",  "u",   "s",     "strike", "del", "ins",   "h1",     "h2", "h3",
    "h4", "h5", "h6",     "sub", "sup", "big", "small", "code",   "tt",  "label", "button", "th", "caption"};

bool is_marked(const OpenElement& element) {
  return std::find(kMarked.begin(), kMarked.end(), element.name) != kMarked.end();
}

bool is_cell(const OpenElement& element) { return element.name == "td" || element.name == "th"; }

class HtmlPlace {
 public:
  HtmlPlace(std::string_view html, const std::string& sender_name, const std::vector<std::string>& lines)
      : html_(html), sender_name_(sender_name), lines_(lines) {}

  std::optional<Insertion> run() {
    const std::optional<size_t> end = end_of_own_words();
    if (!end) return std::nullopt;
    at_ = *end;
    open_ = open_elements(html_, at_);
    const bool in_table = std::any_of(open_.begin(), open_.end(), is_cell);
    if (in_table) return in_or_behind_table();
    return leave_marked() ? std::optional(in_flow()) : std::nullopt;
  }

 private:
  // Where the last of them ends in the source; nothing unless all up to it is seen here as the reader saw it.
  std::optional<size_t> end_of_own_words() {
    const std::vector<TextLine> read = lines_of_html(html_);
    const std::optional<size_t> last = last_own_line(read, sort_lines(read, sender_name_));
    if (!last) return std::nullopt;
    own_ = read[*last].text;
    std::string seen;
    for (size_t i = 0; i <= *last; ++i) append_visible(seen, read[i].text);
    const VisibleText source = visible_text(html_);
    if (seen.empty() || !source.text.starts_with(seen)) return std::nullopt;
    return source.ends[seen.size() - 1];
  }

  // Goes behind the ends of what is a link or stressed; false where more stands in it.
  bool leave_marked() {
    while (std::any_of(open_.begin(), open_.end(), is_marked)) {
      if (at_ >= html_.size()) return false;
      const HtmlToken token = html_token(html_, at_);
      const bool is_end = token.kind == HtmlToken::Kind::close && token.name == open_.back().name;
      if (!is_end && !is_nothing(token)) return false;
      if (is_end) open_.pop_back();
      at_ = token.end;
    }
    return true;
  }

  bool is_nothing(const HtmlToken& token) const {
    std::string seen;
    if (token.kind == HtmlToken::Kind::text) append_visible(seen, html_.substr(token.begin, token.end - token.begin));
    return seen.empty() && (token.kind == HtmlToken::Kind::text || token.kind == HtmlToken::Kind::other);
  }

  // A table that ends with the sender's words is followed; in one that goes on (a page laid out by a table) ours
  // stands in the cell, where that has lines.
  std::optional<Insertion> in_or_behind_table() {
    if (const auto behind = end_of_table()) {
      at_ = *behind;
      return Insertion{at_, line_end() + "<div>" + written() + "</div>", own_};
    }
    const auto cell = std::find_if(open_.rbegin(), open_.rend(), is_cell);
    if (!has_lines(cell->begin) || !leave_marked()) return std::nullopt;
    return in_flow();
  }

  // Of the innermost one; nothing where words stand before it.
  std::optional<size_t> end_of_table() const {
    size_t depth = 1;
    for (size_t at = at_; at < html_.size();) {
      const HtmlToken token = html_token(html_, at);
      at = token.end;
      if (token.kind == HtmlToken::Kind::open && token.name == "table") ++depth;
      if (token.kind == HtmlToken::Kind::close && token.name == "table" && --depth == 0) return at;
      const bool is_tag = token.kind == HtmlToken::Kind::open || token.kind == HtmlToken::Kind::close;
      if (!is_tag && !is_nothing(token)) return std::nullopt;
    }
    return std::nullopt;
  }

  bool has_lines(size_t begin) const {
    for (size_t at = begin; at < at_;) {
      const HtmlToken token = html_token(html_, at);
      const bool breaks = token.name == "br" || token.name == "p" || token.name == "div";
      if (token.kind == HtmlToken::Kind::open && breaks) return true;
      at = token.end;
    }
    return false;
  }

  Insertion in_flow() const {
    const std::string line_break = "<br>" + line_end();
    return {at_, (is_labelled_line(own_) ? "" : line_break) + line_break + written(), own_};
  }

  std::string written() const {
    std::string out;
    for (const std::string& line : lines_) out += (out.empty() ? "" : "<br>" + line_end()) + escaped_for_html(line);
    return out;
  }

  // None where a line's end is one to see.
  std::string line_end() const {
    if (std::any_of(open_.begin(), open_.end(), [](const OpenElement& e) { return e.name == "pre"; })) return {};
    return html_.find("\r\n") != std::string_view::npos || html_.find('\n') == std::string_view::npos ? "\r\n" : "\n";
  }

  std::string_view html_;
  const std::string& sender_name_;
  const std::vector<std::string>& lines_;
  size_t at_ = 0;
  std::vector<OpenElement> open_;
  std::string own_;
};

}  // namespace

std::optional<Insertion> insertion_in_html(std::string_view html, const std::string& sender_name,
                                           const std::vector<std::string>& lines) {
  return HtmlPlace(html, sender_name, lines).run();
}

}  // namespace pismovod
