#include "letter/armor.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/utf8.h"
#include "mime/transfer.h"

namespace pismovod {
namespace {

std::string_view line_at(std::string_view text, size_t at) {
  std::string_view line = text.substr(at, std::min(text.find('\n', at), text.size()) - at);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

size_t next_line(std::string_view text, size_t at) { return std::min(text.find('\n', at), text.size() - 1) + 1; }

// Its first character says how many octets it holds, by 32 more; blanks at its end may be gone.
bool is_uuencoded(std::string_view line) {
  if (line.empty()) return true;  // no octets: a blank, which a mail program took away
  if (std::ranges::any_of(line, [](char c) { return c < ' ' || c > '`'; })) return false;
  const size_t octets = static_cast<size_t>(line.front() - ' ') & 0x3F;
  return line.size() <= (octets + 2) / 3 * 4 + 2;
}

// No line between is looked at twice: "begin" is no line of such a file.
std::optional<size_t> end_of_file(std::string_view text, size_t at) {
  while (at < text.size()) {
    const std::string_view line = line_at(text, at);
    at = next_line(text, at);
    if (line == "end") return at;
    if (!is_uuencoded(line)) return std::nullopt;
  }
  return std::nullopt;
}

constexpr std::string_view kPgp = "-----BEGIN PGP ";

// Copies lines, and leaves out those that are PGP's.
class ArmorDropper {
 public:
  void take(std::string_view line) {
    const std::string_view bare = line.substr(0, line.find_last_not_of("\r\n ") + 1);
    if (bare == "-----BEGIN PGP SIGNED MESSAGE-----") {
      state_ = State::header;
    } else if (bare.starts_with(kPgp)) {
      state_ = State::armor;
    } else if (bare.starts_with("-----END PGP ")) {
      state_ = State::text;
    } else if (state_ == State::header) {
      if (bare.empty()) state_ = State::signed_text;
    } else if (state_ != State::armor) {
      if (state_ == State::signed_text && line.starts_with("- ")) line.remove_prefix(2);
      out_ += line;
    }
  }
  std::string finish() { return std::move(out_); }

 private:
  enum class State { text, header, signed_text, armor };
  State state_ = State::text;
  std::string out_;
};

std::string without(std::string_view text, const std::vector<UuencodedFile>& files) {
  std::string out;
  size_t kept = 0;
  for (const UuencodedFile& file : files) {
    out += text.substr(kept, file.begin - kept);
    kept = file.end;
  }
  return out.append(text.substr(kept));
}

struct Named {
  std::string_view name;
  std::string_view text;
};
constexpr std::array<Named, 17> kNamed = {{{"nbsp", " "},
                                           {"laquo", "«"},
                                           {"raquo", "»"},
                                           {"quot", "\""},
                                           {"apos", "'"},
                                           {"amp", "&"},
                                           {"lt", "<"},
                                           {"gt", ">"},
                                           {"mdash", "—"},
                                           {"ndash", "–"},
                                           {"ldquo", "“"},
                                           {"rdquo", "”"},
                                           {"bdquo", "„"},
                                           {"numero", "№"},
                                           {"hellip", "…"},
                                           {"shy", ""},
                                           {"thinsp", " "}}};

constexpr size_t kLongestEntity = 10;

// "#171", "#xAB": null where it is no number of a character that text may hold.
std::optional<char32_t> numbered(std::string_view name) {
  const bool hex = name.starts_with("#x") || name.starts_with("#X");
  name.remove_prefix(hex ? 2 : 1);
  if (name.empty()) return std::nullopt;
  char32_t value = 0;
  for (const char c : name) {
    const bool digit = c >= '0' && c <= '9';
    const char small = static_cast<char>(c | 0x20);
    if (!digit && !(hex && small >= 'a' && small <= 'f')) return std::nullopt;
    value = value * (hex ? 16 : 10) + static_cast<char32_t>(digit ? c - '0' : small - 'a' + 10);
    if (value > 0x10FFFF) return std::nullopt;
  }
  const bool surrogate = value >= 0xD800 && value < 0xE000;
  return value < 0x20 || surrogate ? std::nullopt : std::optional(value);
}

// What the entity `name` stands for; false where it is none that we know.
bool append_entity(std::string_view name, std::string& out) {
  if (name.starts_with('#')) {
    const std::optional<char32_t> value = numbered(name);
    if (value) append_utf8(out, *value);
    return value.has_value();
  }
  const auto* known = std::find_if(kNamed.begin(), kNamed.end(), [&](const Named& n) { return n.name == name; });
  if (known == kNamed.end()) return false;
  out += known->text;
  return true;
}

}  // namespace

std::vector<UuencodedFile> uuencoded_files(std::string_view text) {
  std::vector<UuencodedFile> out;
  for (size_t at = text.find("begin "); at < text.size(); at = text.find("begin ", at)) {
    const size_t behind = next_line(text, at);
    const auto name = at == 0 || text[at - 1] == '\n' ? uuencoded_name(line_at(text, at)) : std::nullopt;
    const auto end = name ? end_of_file(text, behind) : std::nullopt;
    if (end) out.push_back({std::string(*name), at, *end});
    at = end.value_or(at + 1);
  }
  return out;
}

std::string without_armor(std::string text) {
  const std::vector<UuencodedFile> files = uuencoded_files(text);
  if (!files.empty()) text = without(text, files);
  if (text.find(kPgp) == std::string::npos) return text;
  ArmorDropper dropper;
  for (size_t at = 0; at < text.size();) {
    const size_t next = next_line(text, at);
    dropper.take(std::string_view(text).substr(at, next - at));
    at = next;
  }
  return dropper.finish();
}

std::string without_entities(std::string written) {
  if (written.find('&') == std::string::npos) return written;
  const std::string_view text = written;
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t mark = std::min(text.find('&', at), text.size());
    out += text.substr(at, mark - at);
    if (mark == text.size()) break;
    const size_t end = text.substr(mark, kLongestEntity).find(';');
    const bool known = end != std::string_view::npos && end > 1 && append_entity(text.substr(mark + 1, end - 1), out);
    if (!known) out += '&';
    at = known ? mark + end + 1 : mark + 1;
  }
  return out;
}

}  // namespace pismovod
