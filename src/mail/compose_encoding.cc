#include "mail/compose.h"

namespace pismovod {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr size_t kLine = 76;
constexpr size_t kLineOfOctets = kLine / 4 * 3;

void append_base64(std::string& out, std::string_view octets) {
  for (size_t i = 0; i < octets.size(); i += 3) {
    uint32_t bits = 0;
    for (size_t k = 0; k < 3; ++k) {
      bits = bits << 8 | (i + k < octets.size() ? static_cast<unsigned char>(octets[i + k]) : 0);
    }
    for (size_t k = 0; k < 4; ++k) out += i + k > octets.size() ? '=' : kAlphabet[bits >> (18 - 6 * k) & 63];
  }
}

// One line of quoted-printable text (RFC 2045 section 6.7), without its end.
void append_quoted_printable(std::string& out, std::string_view line) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  size_t column = 0;
  for (size_t i = 0; i < line.size(); ++i) {
    const auto c = static_cast<unsigned char>(line[i]);
    const bool blank = c == ' ' || c == '\t';
    // Blanks at a line's end get lost on the way; a line "From " gets a '>' in mboxes.
    const bool plain = (c > ' ' && c < 0x7F && c != '=') || (blank && i + 1 < line.size());
    const bool from = i == 0 && line.starts_with("From ");
    const size_t width = plain && !from ? 1 : 3;
    if (column + width > kLine - 1) {
      out += "=\r\n";
      column = 0;
    }
    if (width == 1) {
      out += line[i];
    } else {
      out += {'=', kDigits[c >> 4], kDigits[c & 15]};
    }
    column += width;
  }
}

}  // namespace

std::string base64_lines(std::string_view octets) {
  std::string out;
  out.reserve((octets.size() + kLineOfOctets) / kLineOfOctets * (kLine + 2));
  for (size_t at = 0; at < octets.size(); at += kLineOfOctets) {
    append_base64(out, octets.substr(at, kLineOfOctets));
    out += "\r\n";
  }
  return out;
}

std::string quoted_printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (end != std::string_view::npos && line.ends_with('\r')) line.remove_suffix(1);
    append_quoted_printable(out, line);
    out += "\r\n";
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return out;
}

}  // namespace pismovod
