#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/utf8.h"
#include "mail/compose.h"

namespace pismovod {
namespace {

constexpr size_t kLongestValue = 1000;  // of a parameter; no file system has longer names
constexpr size_t kSection = 50;

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return c > ' ' && c < 0x7F && std::string_view("()<>@,;:\\\"/[]?=").find(c) == std::string_view::npos;
  });
}

bool is_quotable(std::string_view text) {
  return text.size() <= kSection &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < 0x7F && c != '"' && c != '\\'; });
}

// ";" and the parameter, each section on a line of its own.
std::string parameter(const Parameter& parameter) {
  const std::string begin = ";\r\n " + parameter.name;
  if (is_token(parameter.value) && parameter.value.size() <= kSection) return begin + "=" + parameter.value;
  if (is_quotable(parameter.value)) return begin + "=\"" + parameter.value + "\"";
  const std::string valid = to_valid_utf8(utf8_prefix(parameter.value, kLongestValue));
  const std::string encoded = "UTF-8''" + percent_encoded(valid, Percent::unreserved);
  if (encoded.size() <= kSection) return begin + "*=" + encoded;
  std::string out;
  std::string section = "UTF-8''";
  size_t number = 0;
  const auto flush = [&] { out += begin + "*" + std::to_string(number++) + "*=" + section; };
  for (size_t at = 0; at < valid.size();) {
    const size_t from = at;
    next_code_point(valid, at);
    // Whole characters: some readers (Python's) decode each section by itself.
    const std::string character = percent_encoded(std::string_view(valid).substr(from, at - from), Percent::unreserved);
    if (section.size() + character.size() > kSection) {
      flush();
      section.clear();
    }
    section += character;
  }
  flush();
  return out;
}

// Neither base64 nor quoted-printable can hold "=_" (RFC 2045 section 6.7).
std::string new_boundary() {
  std::array<unsigned char, 12> random{};
  ::randombytes_buf(random.data(), random.size());
  std::array<char, 25> digits{};
  ::sodium_bin2hex(digits.data(), digits.size(), random.data(), random.size());
  return "=_" + std::string(digits.data());
}

// Names in ASCII keep what programs know a file by: its ending.
std::string ascii_name(std::string_view name) {
  std::string out = ascii_of(to_valid_utf8(name));
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == '"' || c == '\\' || c == '/'; }, '_');
  if (out.size() <= kSection) return out;
  const size_t dot = out.rfind('.');
  const std::string ending = dot == std::string::npos || out.size() - dot > 10 ? "" : out.substr(dot);
  return out.substr(0, kSection - ending.size()) + ending;
}

}  // namespace

std::string parameter_field(std::string_view name, std::string_view value, const std::vector<Parameter>& parameters) {
  std::string out = token_field(name, value);
  out.resize(out.size() - 2);
  for (const Parameter& p : parameters) {
    if (is_token(p.name) && p.name.size() <= 20) out += parameter(p);
  }
  return out + "\r\n";
}

Part text_part(std::string_view subtype, std::string_view utf8, std::vector<Parameter> parameters) {
  const std::string valid = to_valid_utf8(utf8);
  const auto beyond = std::count_if(valid.begin(), valid.end(), [](char c) { return (c & 0x80) != 0; });
  parameters.insert(parameters.begin(), {"charset", "utf-8"});
  Part part;
  part.header = parameter_field("Content-Type", "text/" + std::string(subtype), parameters);
  if (static_cast<size_t>(beyond) * 6 < valid.size()) {
    part.header += "Content-Transfer-Encoding: quoted-printable\r\n";
    part.body = quoted_printable(valid);
    return part;
  }
  std::string canonical;  // the ends of lines of text are CRLF before it is encoded
  for (size_t i = 0; i < valid.size(); ++i) {
    if (valid[i] == '\n' && (i == 0 || valid[i - 1] != '\r')) canonical += '\r';
    canonical += valid[i];
  }
  return encoded_part(std::move(part.header), canonical);
}

Part encoded_part(std::string header, std::string_view octets) {
  return {std::move(header) + "Content-Transfer-Encoding: base64\r\n", base64_lines(octets)};
}

Part file_part(std::string_view media_type, std::string_view name, std::string_view octets) {
  return encoded_part(parameter_field("Content-Type", media_type, {{"name", ascii_name(name)}}) +
                          parameter_field("Content-Disposition", "attachment", {{"filename", std::string(name)}}),
                      octets);
}

Part multipart(std::string_view subtype, const std::vector<Part>& parts, std::vector<Parameter> parameters) {
  const std::string boundary = new_boundary();
  parameters.push_back({"boundary", boundary});
  Part out;
  out.header = parameter_field("Content-Type", "multipart/" + std::string(subtype), parameters);
  size_t size = 0;
  for (const Part& part : parts) size += part.header.size() + part.body.size() + boundary.size() + 8;
  out.body.reserve(size + boundary.size() + 8);
  for (const Part& part : parts) {
    out.body += "--" + boundary + "\r\n" + part.header + "\r\n";
    out.body += part.body;
    out.body += "\r\n";  // the delimiter's own (RFC 2046 section 5.1.1)
  }
  out.body += "--" + boundary + "--\r\n";
  return out;
}

std::string letter_octets(std::string_view fields, const Part& content) {
  std::string out(fields);
  out += "MIME-Version: 1.0\r\n" + content.header + "\r\n";
  out += content.body;
  return out;
}

}  // namespace pismovod
