#include <algorithm>

#include "complete/insertion.h"
#include "complete/own_words.h"

namespace pismovod {
namespace {

// A line of the text as it stands: [begin, end), and where the next one begins.
struct RawLine {
  size_t begin = 0;
  size_t end = 0;
  size_t next = 0;
};

std::vector<RawLine> raw_lines(std::string_view text) {
  std::vector<RawLine> out;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const size_t next = std::min(end + 1, text.size());
    const bool has_return = end > at && text[end - 1] == '\r';
    out.push_back({at, has_return ? end - 1 : end, next});
    at = next;
  }
  return out;
}

// Each by itself: a paragraph that flows over several lines ends with its last.
std::vector<TextLine> read_lines(std::string_view text, const std::vector<RawLine>& raw, const PlainForm& form) {
  std::vector<TextLine> out;
  for (const RawLine& line : raw) {
    std::vector<TextLine> one =
        lines_of_plain(text.substr(line.begin, line.end - line.begin), form.flowed, form.delete_space);
    out.push_back(one.empty() ? TextLine() : std::move(one.front()));
  }
  return out;
}

std::string line_end(std::string_view text) {
  const size_t at = text.find('\n');
  return at != std::string_view::npos && (at == 0 || text[at - 1] != '\r') ? "\n" : "\r\n";
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r") == std::string_view::npos; }

}  // namespace

std::optional<Insertion> insertion_in_plain(std::string_view text, const PlainForm& form,
                                            const std::string& sender_name, const std::vector<std::string>& lines) {
  const std::vector<RawLine> raw = raw_lines(text);
  const std::vector<TextLine> read = read_lines(text, raw, form);
  const std::optional<size_t> last = last_own_line(read, sort_lines(read, sender_name));
  const std::string end = line_end(text);
  if (!last) return std::nullopt;
  const RawLine& own = raw[*last];
  const std::string_view words = text.substr(own.begin, own.end - own.begin);
  const bool is_list = is_labelled_line(words) && !(form.flowed && words.ends_with(' '));
  Insertion out{own.next, own.next == own.end ? end : "", read[*last].text};
  if (!is_list) out.text += end;
  const std::string mark(is_list ? list_mark_of(words) : std::string_view());
  for (const std::string& line : lines) out.text.append(mark).append(line).append(end);
  const bool is_last = *last + 1 == raw.size();
  if (!is_last && !is_blank(text.substr(raw[*last + 1].begin, raw[*last + 1].end - raw[*last + 1].begin)))
    out.text += end;
  return out;
}

}  // namespace pismovod
