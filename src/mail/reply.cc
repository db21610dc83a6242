#include "mail/reply.h"

#include "base/ascii.h"

namespace pismovod {
namespace {

constexpr size_t kTextOctets = Reply::kLineOctets - std::string_view("550-5.7.1 ").size();
constexpr std::string_view kMore = "...";

// Blanks at the ends gone, runs of them made one.
std::string tidy(std::string_view sentence) {
  std::string out;
  for (const char c : ascii_of(sentence)) {
    if (c != ' ' || (!out.empty() && out.back() != ' ')) out += c;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

// How much of the text goes into one line: up to a blank, else cut through.
size_t line_length(std::string_view text) {
  if (text.size() <= kTextOctets) return text.size();
  const size_t blank = text.rfind(' ', kTextOctets);
  return blank == std::string_view::npos || blank == 0 ? kTextOctets : blank;
}

void append_lines(std::vector<std::string>& lines, std::string_view text) {
  while (!text.empty()) {
    const size_t length = line_length(text);
    lines.emplace_back(text.substr(0, length));
    text.remove_prefix(length);
    if (text.starts_with(" ")) text.remove_prefix(1);
  }
}

void cut_to_limit(std::vector<std::string>& lines) {
  if (lines.size() <= Reply::kLines) return;
  lines.resize(Reply::kLines);
  std::string& last = lines.back();
  if (last.size() + kMore.size() > kTextOctets) last.resize(kTextOctets - kMore.size());
  last += kMore;
}

}  // namespace

Reply::Reply(Kind kind, const std::vector<std::string>& sentences) : kind_(kind) {
  for (const std::string& sentence : sentences) append_lines(lines_, tidy(sentence));
  if (lines_.empty()) lines_.emplace_back(kind == Kind::refused ? "Letter refused" : "Try again later");
  cut_to_limit(lines_);
}

std::string Reply::text() const {
  std::string out;
  for (size_t i = 0; i < lines_.size(); ++i) {
    if (i > 0) out += '\n';
    out.append(code()).append(i + 1 < lines_.size() ? "-" : " ").append(enhanced_code()).append(" ").append(lines_[i]);
  }
  return out;
}

std::string percent_doubled(std::string_view line) {
  std::string out;
  for (const char c : line) {
    if (c == '%') out += '%';
    out += c;
  }
  return out;
}

}  // namespace pismovod
