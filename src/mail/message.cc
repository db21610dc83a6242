#include "mail/message.h"

#include <strings.h>
#include <algorithm>

namespace pismovod {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

// RFC 5322 section 3.6.8: printable US-ASCII but the colon. Blanks before the colon are forgiven.
size_t field_name_length(std::string_view line) {
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return 0;
  size_t end = colon;
  while (end > 0 && is_blank(line[end - 1])) --end;
  for (size_t i = 0; i < end; ++i) {
    if (line[i] <= ' ' || line[i] >= 0x7F) return 0;
  }
  return end;
}

char line_end_of(std::string_view file) {
  const bool only_cr = file.find('\n') == std::string_view::npos;
  return only_cr && file.find('\r') != std::string_view::npos ? '\r' : '\n';
}

std::string_view without_cr(std::string_view line) {
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

// The first delimiter of the multipart that the header declares.
bool is_delimiter(std::string_view line, const std::vector<HeaderField>& header) {
  if (!line.starts_with("--") || line.size() < 3) return false;
  const HeaderField* type = find_field(header, "Content-Type");
  return type != nullptr && type->value.find(line.substr(2)) != std::string::npos;
}

// Does a field begin at `at`, or behind the folded lines there? Then a damaged first line before it is of the header
// too.
bool is_field(std::string_view file, size_t at) {
  while (at < file.size() && (file[at] == ' ' || file[at] == '\t')) {
    const size_t end = std::min(file.find_first_of("\r\n", at), file.size());
    at = std::min(end + (file.substr(end).starts_with("\r\n") ? 2 : 1), file.size());
  }
  return field_name_length(file.substr(at, file.find_first_of("\r\n", at) - at)) > 0;
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && ::strncasecmp(a.data(), b.data(), a.size()) == 0;
}

const HeaderField* find_field(const std::vector<HeaderField>& header, std::string_view name) {
  for (const HeaderField& field : header) {
    if (same_name(field.name, name)) return &field;
  }
  return nullptr;
}

std::string field_octets(const HeaderField& field) {
  std::string out = field.name + ":";
  for (const char c : field.value) {
    if (c == '\n' && !out.ends_with('\r')) out += '\r';
    out += c;
  }
  return out + "\r\n";
}

std::string Message::text(std::string_view name) const {
  const HeaderField* found = field(name);
  return found == nullptr ? std::string() : unfolded(found->value);
}

std::string unfolded(std::string_view value) {
  while (!value.empty() && is_blank(value.front())) value.remove_prefix(1);
  while (!value.empty() && is_blank(value.back())) value.remove_suffix(1);
  std::string out;
  out.reserve(value.size());
  for (const char c : value) {
    if (c != '\r' && c != '\n') out += c;
  }
  return out;
}

bool HeaderReader::take(std::string_view line) {
  if (line.empty()) return false;
  octets_ += line.size() + 2;
  const bool continues = line[0] == ' ' || line[0] == '\t';
  if (continues && !fields_.empty()) {
    std::string& value = fields_.back().value;
    value.append("\n").append(line);
    longest_ = std::max(longest_, value.size());
    return true;
  }
  const size_t name = field_name_length(line);
  if (name == 0) {
    if (is_delimiter(line, fields_)) return false;  // the empty line before it is missing
    junk_ = true;                                   // a damaged line: the fields behind it still count
    return !fields_.empty() || continues;
  }
  const size_t colon = line.find(':', name);
  fields_.push_back({std::string(line.substr(0, name)), std::string(line.substr(colon + 1))});
  longest_ = std::max(longest_, line.size());
  return true;
}

Message read_message(std::string_view file, BlockPool& pool, const Octets::Limits& limits) {
  const char line_end = line_end_of(file);
  HeaderReader header;
  size_t at = 0;
  if (file.starts_with("From ")) at = std::min(file.find(line_end), file.size() - 1) + 1;
  while (at < file.size()) {
    const size_t end = std::min(file.find(line_end, at), file.size());
    const std::string_view line = without_cr(file.substr(at, end - at));
    const size_t next = std::min(end + 1, file.size());
    const bool goes_on = header.take(line) || (!line.empty() && header.fields().empty() && is_field(file, next));
    if (!goes_on) {
      if (line.empty()) at = next;
      break;
    }
    at = next;
  }
  Message message{header.finish(), Octets(pool, limits)};
  if (line_end == '\n') {
    message.body.append(file.substr(at));
  } else {
    std::string body(file.substr(at));
    std::replace(body.begin(), body.end(), '\r', '\n');
    message.body.append(body);
  }
  return message;
}

}  // namespace pismovod
