// The codecs are mimetic's; what it would do otherwise with ends of lines is ours.
#include <mimetic/mimetic.h>

#include <iterator>

#include "mail/compose.h"

namespace pismovod {
namespace {

constexpr size_t kLine = 76;

// mimetic's codecs end lines by LF alone.
std::string with_crlf(const std::string& lines) {
  std::string out;
  out.reserve(lines.size() + lines.size() / kLine + 2);
  for (const char c : lines) {
    if (c == '\n') out += '\r';
    out += c;
  }
  if (!out.empty() && !out.ends_with('\n')) out += "\r\n";
  return out;
}

// One line of text, without its end. Of text mimetic's encoder makes a bare CR an end of line, and behind the first
// octet beyond ASCII it takes ends for binary too: so each line is encoded by itself, one with a CR as binary.
std::string quoted_printable_line(std::string_view line) {
  std::string out;
  mimetic::QP::Encoder encoder(line.find('\r') != std::string_view::npos);
  encoder.process(line.begin(), line.end(), std::back_inserter(out));
  return with_crlf(out);
}

}  // namespace

std::string base64_lines(std::string_view octets) {
  std::string lines;
  lines.reserve(octets.size() / 3 * 4 + octets.size() / kLine + 4);
  mimetic::Base64::Encoder(kLine).process(octets.begin(), octets.end(), std::back_inserter(lines));
  return with_crlf(lines);
}

std::string quoted_printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (end != std::string_view::npos && line.ends_with('\r')) line.remove_suffix(1);
    out += line.empty() ? "\r\n" : quoted_printable_line(line);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return out;
}

}  // namespace pismovod
