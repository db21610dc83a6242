#include "desk/override_tag.h"

#include <algorithm>
#include <vector>

#include "base/fold.h"
#include "base/utf8.h"
#include "mail/compose.h"
#include "mime/encoded_word.h"

namespace pismovod {
namespace {

constexpr size_t kWordOctets = 45;  // that fit into one encoded word of 75

struct Span {
  size_t begin = 0;
  size_t end = 0;
  std::string reason = {};
};

// `text` is decoded, `wanted` folded bare.
std::vector<Span> tags_in(std::string_view text, const std::string& wanted) {
  std::vector<Span> out;
  // A name begins behind the last bracket before it, so that a subject of brackets alone is passed over once.
  for (size_t open = text.find('['), next = 0; !wanted.empty() && open != text.npos; open = next) {
    const size_t end = text.find_first_of("[:]", open + 1);
    next = text.find('[', open + 1);
    if (end == text.npos || end == next || fold_bare(text.substr(open + 1, end - open - 1)) != wanted) continue;
    const size_t close = text.find(']', end);
    if (close == text.npos) break;
    out.push_back({open, close + 1, std::string(close == end ? "" : trimmed(text.substr(end + 1, close - end - 1)))});
    next = text.find('[', close);
  }
  return out;
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// With a tag goes the blank that parted it from what is left.
std::vector<Span> with_blanks(std::string_view text, std::vector<Span> tags) {
  for (Span& tag : tags) {
    const bool is_first = std::all_of(text.begin(), text.begin() + static_cast<ptrdiff_t>(tag.begin), is_blank);
    if (is_first || is_blank(text[tag.begin - 1])) {
      while (tag.end < text.size() && is_blank(text[tag.end])) ++tag.end;
    }
    if (tag.end < text.size() || is_first) continue;
    while (tag.begin > 0 && is_blank(text[tag.begin - 1])) --tag.begin;
  }
  return tags;
}

// `text` begins at `offset` of the text that the spans speak of.
std::string cut_out(std::string_view text, const std::vector<Span>& tags, size_t offset = 0) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const size_t at = offset + i;
    const bool is_out =
        std::any_of(tags.begin(), tags.end(), [&](const Span& t) { return t.begin <= at && at < t.end; });
    if (!is_out) out += text[i];
  }
  return out;
}

// A piece of the field: an encoded word, or what stands between two.
struct Piece {
  std::string_view raw;
  std::string text;
  bool is_word = false;
};

std::vector<Piece> pieces_of(std::string_view subject) {
  std::vector<Piece> out;
  size_t at = 0;
  while (at < subject.size()) {
    const size_t begin = subject.find("=?", at);
    const size_t charset = begin == subject.npos ? begin : subject.find('?', begin + 2);
    const size_t encoding = charset == subject.npos ? charset : subject.find('?', charset + 1);
    const size_t end = encoding == subject.npos ? encoding : subject.find("?=", encoding + 1);
    const size_t plain = end == subject.npos ? subject.size() : begin;
    if (plain > at) out.push_back({subject.substr(at, plain - at), std::string(subject.substr(at, plain - at)), false});
    if (end == subject.npos) break;
    const std::string_view raw = subject.substr(begin, end + 2 - begin);
    out.push_back({raw, decode_header(raw), true});
    at = end + 2;
  }
  // Blanks between two words are no text (RFC 2047 section 6.2).
  for (size_t i = 1; i + 1 < out.size(); ++i) {
    const bool is_gap = !out[i].is_word && out[i - 1].is_word && out[i + 1].is_word;
    if (is_gap && std::all_of(out[i].raw.begin(), out[i].raw.end(), is_blank)) out[i].text.clear();
  }
  return out;
}

std::string encoded(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::string_view part = utf8_prefix(text, kWordOctets);
    std::string base64 = base64_lines(part.empty() ? text : part);
    std::erase_if(base64, is_blank);
    out += (out.empty() ? "=?UTF-8?B?" : "\n =?UTF-8?B?") + base64 + "?=";
    text.remove_prefix(part.empty() ? text.size() : part.size());
  }
  return out;
}

std::string piece_by_piece(std::string_view subject, const std::string& wanted) {
  const std::vector<Piece> pieces = pieces_of(subject);
  std::string text;
  for (const Piece& piece : pieces) text += piece.text;
  const std::vector<Span> tags = with_blanks(text, tags_in(text, wanted));
  std::string out;
  size_t offset = 0;
  for (const Piece& piece : pieces) {
    const std::string left = cut_out(piece.text, tags, offset);
    offset += piece.text.size();
    if (left == piece.text) {
      out += piece.raw;
    } else {
      out += piece.is_word ? encoded(left) : left;
    }
  }
  return out;
}

}  // namespace

std::optional<OverrideTag> find_override_tag(std::string_view subject, std::string_view tag) {
  std::optional<OverrideTag> out;
  for (const Span& found : tags_in(decode_header(subject), fold_bare(tag))) {
    if (!out || out->reason.empty()) out = OverrideTag{found.reason};
  }
  return out;
}

std::string without_override_tag(std::string_view subject, std::string_view tag) {
  const std::string wanted = fold_bare(tag);
  const std::string decoded = decode_header(subject);
  const std::vector<Span> tags = tags_in(decoded, wanted);
  if (tags.empty()) return std::string(subject);
  const std::string meant = cut_out(decoded, with_blanks(decoded, tags));
  std::string out = piece_by_piece(subject, wanted);
  // A field that another program wrote oddly (words cut within a letter, raw octets) is written whole.
  if (trimmed(decode_header(out)) != trimmed(meant)) out = " " + encode_header(trimmed(meant));
  return out;
}

}  // namespace pismovod
