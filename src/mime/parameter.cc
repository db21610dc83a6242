#include "mime/parameter.h"

#include <algorithm>
#include <cstdlib>
#include <utility>
#include <vector>

#include "mail/message.h"
#include "mime/charset.h"
#include "mime/encoded_word.h"

namespace pismovod {
namespace {

std::string lower(std::string_view text) {
  std::string out = unfolded(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

std::string unquoted(std::string_view text) {
  if (text.size() < 2 || text.front() != '"') return std::string(text);
  std::string out;
  for (size_t i = 1; i < text.size() && text[i] != '"'; ++i) {
    // A backslash before anything but a quote or itself is the path of an old Windows program.
    const bool escape = text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == '"' || text[i + 1] == '\\');
    if (escape) ++i;
    out += text[i];
  }
  return out;
}

// Cuts at the semicolons that stand outside quotes.
std::vector<std::string> pieces(const std::string& text) {
  std::vector<std::string> out(1);
  bool quoted = false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (quoted && text[i] == '\\' && i + 1 < text.size()) out.back() += text[i++];
    if (text[i] == '"') quoted = !quoted;
    if (text[i] == ';' && !quoted) {
      out.emplace_back();
    } else {
      out.back() += text[i];
    }
  }
  return out;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      const std::string digits(text.substr(i + 1, 2));
      char* end = nullptr;
      const long octet = std::strtol(digits.c_str(), &end, 16);
      if (end == digits.c_str() + 2) {
        out += static_cast<char>(octet);
        i += 2;
        continue;
      }
    }
    out += text[i];
  }
  return out;
}

// One piece of a value that RFC 2231 cut up: "name*1*".
struct Section {
  int number = 0;
  bool encoded = false;
  std::string text;
};

struct Sections {
  std::vector<Section> list;
  std::string plain;  // the ordinary form, where it stands beside
  bool has_plain = false;
};

std::string joined(Sections& sections) {
  std::stable_sort(sections.list.begin(), sections.list.end(),
                   [](const Section& a, const Section& b) { return a.number < b.number; });
  std::string octets;
  std::string charset;
  for (const Section& section : sections.list) {
    std::string_view text = section.text;
    if (section.encoded && &section == &sections.list.front()) {
      const size_t first = text.find('\'');
      const size_t second = first == std::string_view::npos ? first : text.find('\'', first + 1);
      if (second != std::string_view::npos) {
        charset = std::string(text.substr(0, first));
        text.remove_prefix(second + 1);
      }
    }
    octets += section.encoded ? percent_decoded(text) : std::string(text);
  }
  if (charset.empty() && octets.find("=?") != std::string::npos) return decode_header(octets);
  return to_utf8(octets, charset).text;
}

// "filename*0*" → "filename", section 0, encoded.
void add_parameter(std::map<std::string, Sections, std::less<>>& all, std::string_view piece) {
  const size_t equals = piece.find('=');
  if (equals == std::string_view::npos) return;
  std::string name = lower(piece.substr(0, equals));
  const std::string value = unquoted(unfolded(piece.substr(equals + 1)));
  const size_t star = name.find('*');
  if (star == std::string::npos) {
    Sections& sections = all[name];
    if (!sections.has_plain) sections.plain = value;
    sections.has_plain = true;
    return;
  }
  Section section{static_cast<int>(std::strtol(name.c_str() + star + 1, nullptr, 10)), name.back() == '*', value};
  name.resize(star);
  all[name].list.push_back(std::move(section));
}

}  // namespace

std::string_view ParameterizedValue::parameter(std::string_view name) const {
  const auto found = parameters.find(name);
  return found == parameters.end() ? std::string_view{} : std::string_view(found->second);
}

ParameterizedValue parse_parameters(std::string_view field_value) {
  const std::vector<std::string> list = pieces(unfolded(field_value));
  ParameterizedValue out{lower(list.front()), {}};
  out.value.erase(std::remove(out.value.begin(), out.value.end(), ' '), out.value.end());
  std::map<std::string, Sections, std::less<>> all;
  for (size_t i = 1; i < list.size(); ++i) add_parameter(all, list[i]);
  for (auto& [name, sections] : all) {
    // Where both forms stand, the RFC 2231 one is meant (RFC 6266 says so for HTTP; so do mailers).
    out.parameters[name] = sections.list.empty() ? decode_header(sections.plain) : joined(sections);
  }
  return out;
}

}  // namespace pismovod
