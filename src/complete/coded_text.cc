#include "complete/coded_text.h"

#include <algorithm>

#include "base/utf8.h"
#include "mail/compose.h"
#include "mime/charset.h"

namespace pismovod {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// How the lines of the encoded content end.
std::string line_end_of(std::string_view encoded) {
  const size_t at = encoded.find('\n');
  return at != std::string_view::npos && (at == 0 || encoded[at - 1] != '\r') ? "\n" : "\r\n";
}

// Lines that end with CRLF, with other ends.
std::string with_line_end(std::string text, const std::string& end) {
  if (end == "\n") std::erase(text, '\r');
  return text;
}

bool is_base64(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/' || c == '=';
}

// Where the group of four that begins with the sextet number `sextet` stands; its end is the content's where there
// are no more.
struct Group {
  size_t begin = 0;
  size_t end = 0;
};
std::optional<Group> group_at(std::string_view encoded, size_t sextet) {
  size_t count = 0;
  size_t behind = 0;  // the last one
  std::optional<Group> out;
  bool padded = false;
  for (size_t i = 0; i < encoded.size(); ++i) {
    const char c = encoded[i];
    if (c == '\r' || c == '\n') continue;
    if (!is_base64(c) || (padded && c != '=')) return std::nullopt;
    padded = c == '=';
    if (count == sextet) out = Group{i, i};
    ++count;
    behind = i + 1;
    if (out && count <= sextet + 4) out->end = behind;
  }
  if (count % 4 != 0) return std::nullopt;
  if (!out && count == sextet) out = Group{behind, behind};
  return out;
}

bool begins_line(std::string_view encoded, size_t at) { return at == 0 || encoded[at - 1] == '\n'; }
bool ends_line(std::string_view encoded, size_t at) {
  return at < encoded.size() && (encoded[at] == '\r' || encoded[at] == '\n');
}

// Blanks behind the first colon, so that what follows keeps its place in the groups of three octets.
bool fill_up(std::string& octets) {
  const size_t colon = octets.find(": ");
  if (colon == std::string::npos) return false;
  octets.insert(colon + 1, (3 - octets.size() % 3) % 3, ' ');
  return true;
}

}  // namespace

CodedText::CodedText(std::string_view encoded, const TextCoding& coding)
    : encoded_(encoded), coding_(coding), decoded_(decode_transfer(coding.encoding, encoded)) {
  DecodedText text = to_utf8(decoded_, coding.charset);
  utf8_ = std::move(text.text);
  charset_ = std::move(text.charset);
}

// In UTF-8 the octets are the same, else each character is one.
std::optional<size_t> CodedText::octet_offset(size_t utf8_offset) const {
  if (!is_simple_charset(charset_)) return std::nullopt;
  const size_t mark = std::string_view(decoded_).starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  if (std::string_view(decoded_).substr(mark) == utf8_) return utf8_offset + mark;
  if (charset_ == "utf-8" || mark > 0 || utf8_length(utf8_) != decoded_.size()) return std::nullopt;
  return utf8_length(std::string_view(utf8_).substr(0, utf8_offset));
}

std::optional<std::string> CodedText::in_charset(std::string_view utf8) const {
  const bool only_ascii = coding_.encoding == TransferEncoding::identity && coding_.is_7bit && is_ascii(decoded_);
  const std::string charset = only_ascii ? "us-ascii" : charset_;
  std::string out;
  for (size_t at = 0; at < utf8.size();) {
    const size_t begin = at;
    const char32_t c = next_code_point(utf8, at);
    if (const auto octets = from_utf8(utf8.substr(begin, at - begin), charset)) {
      out += *octets;
    } else if (coding_.is_html) {
      out += "&#" + std::to_string(static_cast<uint32_t>(c)) + ";";
    } else {
      return std::nullopt;
    }
  }
  return out;
}

std::optional<CodedText::Octets> CodedText::octets_of(const Insertion& insertion) const {
  const auto offset = octet_offset(insertion.offset);
  auto octets = in_charset(insertion.text);
  if (!offset || !octets) return std::nullopt;
  return Octets{*offset, std::move(*octets)};
}

std::optional<Splice> CodedText::splice_of(Octets& octets) const {
  switch (coding_.encoding) {
    case TransferEncoding::identity:
      return Splice{octets.offset, octets.offset, octets.octets};
    case TransferEncoding::quoted_printable:
      return in_quoted_printable(octets);
    case TransferEncoding::base64:
      return in_base64(octets);
    case TransferEncoding::uuencode:
      break;
  }
  return std::nullopt;
}

std::optional<Splice> CodedText::in_quoted_printable(const Octets& octets) const {
  TransferDecoder decoder(coding_.encoding);
  std::string out;
  size_t at = 0;
  while (out.size() < octets.offset && at < encoded_.size()) decoder.feed(encoded_.substr(at++, 1), out);
  if (out.size() != octets.offset) return std::nullopt;
  const std::string end = line_end_of(encoded_);
  std::string run = with_line_end(quoted_printable(octets.octets), end);
  if (!octets.octets.ends_with('\n')) run.insert(run.size() - end.size(), "=");
  const bool has_break = begins_line(encoded_, at);
  return Splice{at, at, (has_break ? "" : "=" + end) + run};
}

std::optional<Splice> CodedText::in_base64(Octets& octets) const {
  const auto group = group_at(encoded_, octets.offset / 3 * 4);
  if (!group) return std::nullopt;
  const std::string old = decode_transfer(coding_.encoding, encoded_.substr(group->begin, group->end - group->begin));
  const bool is_last = octets.offset / 3 * 3 + old.size() == decoded_.size();
  if (!is_last && !fill_up(octets.octets)) return std::nullopt;
  const size_t before = octets.offset % 3;
  const std::string end = line_end_of(encoded_);
  std::string run = with_line_end(base64_lines(old.substr(0, before) + octets.octets + old.substr(before)), end);
  if (ends_line(encoded_, group->end) || group->end == encoded_.size()) run.resize(run.size() - end.size());
  return Splice{group->begin, group->end, (begins_line(encoded_, group->begin) ? "" : end) + run};
}

}  // namespace pismovod
