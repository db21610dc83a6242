#include "mime/transfer.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "mail/message.h"

namespace pismovod {
namespace {

constexpr uint8_t kNone = 64;  // passed over: line ends, blanks, damage
constexpr uint8_t kPad = 65;

constexpr std::array<uint8_t, 256> make_base64_table() {
  std::array<uint8_t, 256> table{};
  table.fill(kNone);
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (size_t i = 0; i < alphabet.size(); ++i) {
    table[static_cast<unsigned char>(alphabet[i])] = static_cast<uint8_t>(i);
  }
  table['='] = kPad;
  return table;
}
constexpr std::array<uint8_t, 256> kBase64 = make_base64_table();

// "=" and the blanks before the line's end; more are no soft line break. Without a bound what waits
// for the next chunk could grow to a whole letter, and be looked through again with each.
constexpr size_t kLongestEscape = 1000;

}  // namespace

TransferEncoding transfer_encoding(std::string_view name) {
  const std::string plain = unfolded(name.substr(0, name.find(';')));
  if (same_name(plain, "base64") || same_name(plain, "base-64")) return TransferEncoding::base64;
  if (same_name(plain, "quoted-printable") || same_name(plain, "quotedprintable")) {
    return TransferEncoding::quoted_printable;
  }
  for (const std::string_view known : {"x-uuencode", "uuencode", "x-uue", "uue", "x-uu"}) {
    if (same_name(plain, known)) return TransferEncoding::uuencode;
  }
  return TransferEncoding::identity;
}

bool can_be_base64(std::string_view head) {
  size_t encoded = 0;
  size_t other = 0;
  for (const char c : head) {
    const uint8_t value = kBase64[static_cast<unsigned char>(c)];
    const bool is_line_end = c == '\r' || c == '\n' || c == '\0';
    if (!is_line_end) ++(value == kNone ? other : encoded);
  }
  // Text has a blank after each word, or 8-bit octets; base64 now and then a '>' or '!' of damage.
  return other * 20 <= encoded;
}

std::optional<std::string_view> uuencoded_name(std::string_view line) {
  if (!line.starts_with("begin ")) return std::nullopt;
  line.remove_prefix(6);
  size_t mode = 0;
  while (mode < line.size() && line[mode] >= '0' && line[mode] <= '7') ++mode;
  if (mode < 3 || mode > 4 || mode + 1 >= line.size() || line[mode] != ' ') return std::nullopt;
  line.remove_prefix(mode + 1);
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
  return line.empty() ? std::nullopt : std::optional(line);
}

void TransferDecoder::feed(std::string_view chunk, std::string& out) {
  switch (encoding_) {
    case TransferEncoding::identity:
      out.append(chunk);
      break;
    case TransferEncoding::base64:
      feed_base64(chunk, out);
      break;
    case TransferEncoding::quoted_printable:
      feed_quoted_printable(chunk, out);
      break;
    case TransferEncoding::uuencode:
      feed_uuencode(chunk, out);
      break;
  }
}

void TransferDecoder::feed_base64(std::string_view chunk, std::string& out) {
  const size_t before = out.size();
  out.resize(before + chunk.size() / 4 * 3 + 6);
  char* to = out.data() + before;
  for (const char c : chunk) {
    const uint8_t value = kBase64[static_cast<unsigned char>(c)];
    if (value >= kNone) {
      if (value == kPad) count_ = 0;  // padding ends a group; another may be glued behind it
      continue;
    }
    bits_ = bits_ << 6 | value;
    if (++count_ == 1) continue;
    // The 2nd, 3rd and 4th sextet each complete an octet.
    const int shift = (4 - count_) * 2;
    *to++ = static_cast<char>(bits_ >> shift & 0xFF);
    if (count_ == 4) count_ = 0;
  }
  out.resize(static_cast<size_t>(to - out.data()));
}

// What "=" at `at` stands for; the octets used, 0 when the chunk ends too early to tell.
size_t TransferDecoder::escape(std::string_view text, size_t at, std::string& out) {
  size_t end = at + 1;
  const size_t most = std::min(text.size(), at + kLongestEscape);
  while (end < most && (text[end] == ' ' || text[end] == '\t' || text[end] == '\r')) ++end;
  if (end >= text.size()) return 0;
  if (end < most && text[end] == '\n') return end + 1 - at;  // a soft line break, blanks behind it forgiven
  if (at + 2 >= text.size()) return 0;
  const int high = hex_digit(text[at + 1]);
  const int low = hex_digit(text[at + 2]);
  if (high < 0 || low < 0) {
    out += '=';
    return 1;
  }
  out += static_cast<char>(high << 4 | low);
  return 3;
}

void TransferDecoder::feed_quoted_printable(std::string_view chunk, std::string& out) {
  std::string joined;
  if (!pending_.empty()) {
    joined = std::move(pending_);
    pending_.clear();
    chunk = joined.append(chunk);
  }
  for (size_t at = 0; at < chunk.size();) {
    const size_t next = std::min(chunk.find('=', at), chunk.size());
    out.append(chunk.substr(at, next - at));
    if (next == chunk.size()) return;
    const size_t used = escape(chunk, next, out);
    if (used == 0) {
      pending_ = std::string(chunk.substr(next));
      return;
    }
    at = next + used;
  }
}

void TransferDecoder::feed_uuencode(std::string_view chunk, std::string& out) {
  for (size_t at = 0; at < chunk.size();) {
    const size_t end = std::min(chunk.find('\n', at), chunk.size());
    const std::string_view piece = chunk.substr(at, end - at);
    at = end + 1;
    if (pending_.size() + piece.size() <= kLongestEscape) pending_ += piece;
    if (end == chunk.size()) return;
    take_uuencoded_line(pending_, out);
    pending_.clear();
  }
}

// "M" and sixty characters: the first says how many octets, each of the others is six bits, by 32 more.
void TransferDecoder::take_uuencoded_line(std::string_view line, std::string& out) {
  if (uuencoded_name(line)) {
    in_file_ = true;
    return;
  }
  if (line == "end" || line == "end\r") in_file_ = false;
  if (!in_file_ || line.empty()) return;
  const auto bits = [](char c) { return static_cast<uint32_t>(c - ' ') & 0x3F; };
  const size_t length = bits(line.front());
  const size_t before = out.size();
  // Blanks at the line's end, which mail programs take away, are zeros.
  const auto at = [&](size_t i) { return i < line.size() && line[i] != '\r' ? bits(line[i]) : 0; };
  for (size_t i = 1; out.size() < before + length; i += 4) {
    const uint32_t group = at(i) << 18 | at(i + 1) << 12 | at(i + 2) << 6 | at(i + 3);
    for (const int shift : {16, 8, 0}) out += static_cast<char>(group >> shift & 0xFF);
  }
  out.resize(before + length);
}

void TransferDecoder::finish(std::string& out) {
  if (pending_.empty()) return;
  if (encoding_ == TransferEncoding::uuencode) {
    take_uuencoded_line(pending_, out);
    return;
  }
  // The text ended within an escape: a soft break, or a damaged one that stays readable.
  if (pending_.find_first_not_of("= \t\r") != std::string::npos) out.append(pending_);
  pending_.clear();
}

std::string decode_transfer(TransferEncoding encoding, std::string_view encoded) {
  std::string out;
  TransferDecoder decoder(encoding);
  decoder.feed(encoded, out);
  decoder.finish(out);
  return out;
}

}  // namespace pismovod
