#include "mime/encoded_word.h"

#include <algorithm>
#include <optional>

#include "base/utf8.h"
#include "mail/message.h"
#include "mime/charset.h"
#include "mime/transfer.h"

namespace pismovod {
namespace {

struct EncodedWord {
  std::string charset;
  std::string base64;  // still encoded: some programs cut in the middle of a group
  std::string octets;
  size_t length = 0;  // octets it took in the header

  void join(const EncodedWord& next) {
    if (!next.octets.empty()) settle();
    base64 += next.base64;
    octets += next.octets;
    charset = next.charset;
    length = next.length;
  }
  void settle() {
    octets += decode_transfer(TransferEncoding::base64, base64);
    base64.clear();
  }
};

std::string q_decoded(std::string_view text) {
  std::string plain(text);
  std::replace(plain.begin(), plain.end(), '_', ' ');
  std::string out;
  for (size_t at = 0; at < plain.size();) {
    // quoted-printable of one line; a "=" at its end is no soft break here
    const size_t next = std::min(plain.find('=', at), plain.size());
    out.append(plain, at, next - at);
    if (next == plain.size()) break;
    const std::string escape = plain.substr(next, 3);
    const std::string octet = decode_transfer(TransferEncoding::quoted_printable, escape);
    const bool good = escape.size() == 3 && octet.size() == 1;
    out += good ? octet : "=";
    at = next + (good ? 3 : 1);
  }
  return out;
}

// Where an encoded text ends: "?=", but not one whose "?" is a "?=" of Q like "?=3D".
size_t encoded_end(std::string_view text, size_t from) {
  const size_t end = text.find("?=", from);
  return end == std::string_view::npos ? text.size() : end;
}

std::optional<EncodedWord> encoded_word(std::string_view text) {
  if (!text.starts_with("=?")) return std::nullopt;
  const size_t charset_end = text.find('?', 2);
  if (charset_end == std::string_view::npos || charset_end > 60) return std::nullopt;
  if (charset_end + 2 >= text.size() || text[charset_end + 2] != '?') return std::nullopt;
  const char encoding = static_cast<char>(text[charset_end + 1] | 0x20);
  if (encoding != 'b' && encoding != 'q') return std::nullopt;
  const size_t from = charset_end + 3;
  const size_t end = encoded_end(text, from);
  EncodedWord word;
  word.charset = std::string(text.substr(2, charset_end - 2));
  if (const size_t language = word.charset.find('*'); language != std::string::npos) {
    word.charset.resize(language);  // RFC 2231 section 5
  }
  const std::string_view body = text.substr(from, end - from);
  if (encoding == 'b') {
    word.base64 = body;
  } else {
    word.octets = q_decoded(body);
  }
  word.length = std::min(end + 2, text.size());
  return word;
}

bool is_blank_run(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\t'; });
}

}  // namespace

std::string decode_header(std::string_view value) {
  const std::string text = unfolded(value);
  std::string out;
  EncodedWord open;  // neighbours of one charset, waiting to be decoded together
  const auto close = [&] {
    open.settle();
    if (!open.octets.empty()) out += to_utf8(open.octets, open.charset).text;
    open = {};
  };
  for (size_t at = 0; at < text.size();) {
    const size_t next = std::min(text.find("=?", at), text.size());
    auto word = encoded_word(std::string_view(text).substr(next));
    size_t plain_end = word ? next : std::min(next + 2, text.size());
    const std::string_view between = std::string_view(text).substr(at, plain_end - at);
    const bool neighbours = word && open.length > 0 && is_blank_run(between);
    if (!neighbours) {
      close();
      out += to_utf8(between, "").text;
    }
    if (word) {
      if (!same_name(open.charset, word->charset)) close();
      open.join(*word);
      plain_end = next + word->length;
    }
    at = plain_end;
  }
  close();
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == '\n' || c == '\r' || c == '\0'; }, ' ');
  return out;
}

}  // namespace pismovod
