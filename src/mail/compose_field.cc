#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/clock_text.h"
#include "base/utf8.h"
#include "mail/compose.h"

namespace pismovod {
namespace {

constexpr size_t kLine = 76;
constexpr size_t kLongestWord = 900;  // of a line of 998
constexpr size_t kEncodedWord = 75;
constexpr size_t kRoundWord = 12;  // "=?UTF-8?B?" and "?="

bool is_printable(char c) { return c > ' ' && c < 0x7F; }

// UTF-8 without control characters.
std::string on_one_line(std::string_view text) {
  std::string out = to_valid_utf8(text);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7F; }, ' ');
  return out;
}

std::string encoded_word(std::string_view piece) {
  std::string base64 = base64_lines(piece);
  base64.resize(base64.size() - 2);
  return "=?UTF-8?B?" + base64 + "?=";
}

// What goes into one word: whole characters and, but for the last word, a multiple of three octets,
// since some readers (GMime) decode neighbours as one and stop at padding between them.
std::string_view piece_of(std::string_view utf8, size_t word) {
  const size_t most = std::max<size_t>(word - kRoundWord, 8) / 4 * 3;
  if (utf8.size() <= most) return utf8;
  for (size_t octets = most; octets >= 3; octets -= 3) {
    if (utf8_prefix(utf8, octets).size() == octets) return utf8.substr(0, octets);
  }
  return utf8_prefix(utf8, most);
}

// Words behind "Name:", on lines of 76 where they fit.
class FieldWriter {
 public:
  explicit FieldWriter(std::string_view name) : field_(std::string(name) + ":"), column_(field_.size()) {}

  void word(std::string_view text) {
    // A first line that holds the name alone is lawful, but some readers take it for an empty field.
    const bool stays = is_first_ || column_ + 1 + text.size() <= kLine;
    field_ += stays ? " " : "\r\n ";
    column_ = (stays ? column_ : 0) + 1 + text.size();
    field_ += text;
    is_first_ = false;
  }

  // A new word is on a new line, but where it is the first.
  void encoded(std::string_view utf8) {
    while (!utf8.empty()) {
      const size_t left = column_ + 1 < kLine ? kLine - column_ - 1 : 0;
      const size_t room = left < kRoundWord + 16 && !is_first_ ? kEncodedWord : std::min(left, kEncodedWord);
      const std::string_view piece = piece_of(utf8, std::max(room, kRoundWord));
      word(encoded_word(piece));
      utf8.remove_prefix(piece.size());
    }
  }

  std::string take() { return field_ + "\r\n"; }

 private:
  std::string field_;
  size_t column_;
  bool is_first_ = true;
};

template <class Take>
void for_each_word(std::string_view text, Take take) {
  while (!text.empty()) {
    const size_t end = std::min(text.find(' '), text.size());
    if (end > 0) take(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

bool is_printable_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == ' ' || is_printable(c); });
}

// Can it stand as it is, and be folded at its blanks without losing any?
bool is_plain(std::string_view text) {
  bool has_long_word = false;
  for_each_word(text, [&](std::string_view word) { has_long_word = has_long_word || word.size() > kLine - 2; });
  const bool odd_blanks = text.starts_with(' ') || text.ends_with(' ') || text.find("  ") != std::string_view::npos;
  return is_printable_ascii(text) && !has_long_word && !odd_blanks && text.find("=?") == std::string_view::npos;
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

void add_name(FieldWriter& field, const std::string& name) {
  if (name.empty()) return;
  if (is_plain(name)) {
    field.word(quoted(name));
  } else {
    field.encoded(name);
  }
}

}  // namespace

std::string encode_header(std::string_view utf8, std::string_view separator) {
  if (is_printable_ascii(utf8) && utf8.find("=?") == std::string_view::npos) return std::string(utf8);
  std::string out;
  while (!utf8.empty()) {
    const std::string_view piece = piece_of(utf8, kEncodedWord);
    if (!out.empty()) out += separator;
    out += encoded_word(piece);
    utf8.remove_prefix(piece.size());
  }
  return out;
}

std::string text_field(std::string_view name, std::string_view utf8) {
  const std::string text = on_one_line(utf8);
  FieldWriter field(name);
  if (is_plain(text)) {
    for_each_word(text, [&](std::string_view word) { field.word(word); });
  } else {
    field.encoded(text);
  }
  return field.take();
}

std::string token_field(std::string_view name, std::string_view ascii) {
  std::string text(ascii);
  for (char& c : text) {
    if (!is_printable(c)) c = static_cast<unsigned char>(c) <= ' ' ? ' ' : '?';
  }
  FieldWriter field(name);
  for_each_word(text, [&](std::string_view word) {
    if (word.size() <= kLongestWord) field.word(word);
  });
  return field.take();
}

std::string address_field(std::string_view name, const std::vector<NamedAddress>& addresses) {
  FieldWriter field(name);
  bool any = false;
  for (size_t i = addresses.size(); i-- > 0;) any = any || !ascii_address(addresses[i].address).empty();
  if (!any) return {};
  std::string waiting;  // an address whose comma is not known yet
  for (const NamedAddress& named : addresses) {
    const std::string address = ascii_address(named.address);
    if (address.empty() || address.size() > kLongestWord) continue;
    if (!waiting.empty()) field.word(waiting + ",");
    const std::string shown = on_one_line(named.name);
    add_name(field, std::string(utf8_prefix(shown, 300)));
    waiting = shown.empty() ? address : "<" + address + ">";
  }
  field.word(waiting);
  return field.take();
}

std::string date_text(std::chrono::system_clock::time_point time) {
  return local_text(time, "%a, %d %b %Y %H:%M:%S %z");
}

std::string new_message_id(std::string_view domain) {
  std::array<unsigned char, 16> random{};
  ::randombytes_buf(random.data(), random.size());
  std::array<char, 33> digits{};
  ::sodium_bin2hex(digits.data(), digits.size(), random.data(), random.size());
  return "<" + std::string(digits.data()) + "@" + std::string(domain.empty() ? "pismovod.invalid" : domain) + ">";
}

}  // namespace pismovod
