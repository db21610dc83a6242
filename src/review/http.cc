#include "review/http.h"

#include "base/ascii.h"
#include "base/utf8.h"

namespace pismovod {
namespace {

const std::string& field(const Fields& fields, std::string_view name) {
  static const std::string none;
  const auto found = fields.find(name);
  return found == fields.end() ? none : found->second;
}

std::string form_decoded(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size(); ++at) {
    const bool is_escape =
        text[at] == '%' && at + 2 < text.size() && hex_digit(text[at + 1]) >= 0 && hex_digit(text[at + 2]) >= 0;
    if (is_escape) {
      out += static_cast<char>(hex_digit(text[at + 1]) * 16 + hex_digit(text[at + 2]));
      at += 2;
    } else {
      out += text[at] == '+' ? ' ' : text[at];
    }
  }
  return to_valid_utf8(out);
}

// Parts of `text` between separators, without blanks in front.
template <class Take>
void each_part(std::string_view text, char separator, Take take) {
  while (!text.empty()) {
    const size_t end = std::min(text.find(separator), text.size());
    std::string_view part = text.substr(0, end);
    while (part.starts_with(' ')) part.remove_prefix(1);
    if (!part.empty()) take(part);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

const std::string& HttpRequest::in_query(std::string_view name) const { return field(query, name); }
const std::string& HttpRequest::in_form(std::string_view name) const { return field(form, name); }
const std::string& HttpRequest::cookie(std::string_view name) const { return field(cookies, name); }

Fields parse_form(std::string_view text) {
  Fields out;
  each_part(text, '&', [&](std::string_view part) {
    const size_t equals = std::min(part.find('='), part.size());
    const std::string_view value = part.substr(std::min(equals + 1, part.size()));
    if (out.size() < kMostFields) out.try_emplace(form_decoded(part.substr(0, equals)), form_decoded(value));
  });
  return out;
}

Fields parse_cookies(std::string_view header) {
  Fields out;
  each_part(header, ';', [&](std::string_view part) {
    const size_t equals = part.find('=');
    if (equals == std::string_view::npos || out.size() >= kMostFields) return;
    out.try_emplace(std::string(part.substr(0, equals)), std::string(part.substr(equals + 1)));
  });
  return out;
}

std::string form_encoded(std::string_view text) { return percent_encoded(text, Percent::unreserved); }

HttpResponse redirect_to(const std::string& path) {
  HttpResponse out;
  out.status = 303;  // See Other: a form that was sent is fetched, not sent again
  out.headers.emplace_back("Location", path);
  return out;
}

}  // namespace pismovod
