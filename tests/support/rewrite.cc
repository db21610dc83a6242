#include "support/rewrite.h"

#include <iconv.h>

#include <algorithm>

#include "mime/charset.h"
#include "support/attachments.h"

namespace pismovod::test {
namespace {

std::string header_text(const std::vector<HeaderField>& header) {
  std::string out;
  for (const HeaderField& field : header) out += field.name + ":" + field.value + "\n";
  return out;
}

void set_field(std::vector<HeaderField>& header, const std::string& name, const std::string& value) {
  std::erase_if(header, [&](const HeaderField& field) { return same_name(field.name, name); });
  header.push_back({name, " " + value});
}

void set_fields(std::vector<HeaderField>& header, const NewLeaf& leaf) {
  if (!leaf.content_type.empty()) set_field(header, "Content-Type", leaf.content_type);
  set_field(header, "Content-Transfer-Encoding", leaf.encoding);
}

std::string encoded(const NewLeaf& leaf) {
  if (leaf.encoding == "base64") return base64_lines(leaf.octets);
  return leaf.encoding == "quoted-printable" ? quoted_printable(leaf.octets) : leaf.octets;
}

// A part's header begins behind the delimiter line before its content, a forwarded letter's where
// the content of the part begins that holds it.
size_t header_begin(const Structure& structure, const Entity& entity, const std::string& body) {
  const Entity& parent = structure.entities[static_cast<size_t>(entity.parent)];
  if (parent.is_message()) return parent.content.begin;
  const size_t content = entity.content.begin;
  for (size_t at = content; at > 0;) {
    const size_t begin = at < 2 ? 0 : body.rfind('\n', at - 2) + 1;
    if (body.compare(begin, 2, "--") == 0) return at;
    at = begin;
  }
  return 0;
}

bool is_in_alternative(const Structure& structure, const Entity& entity) {
  for (int up = entity.parent; up >= 0; up = structure.entities[static_cast<size_t>(up)].parent) {
    if (structure.entities[static_cast<size_t>(up)].is("multipart/alternative")) return true;
  }
  return false;
}

}  // namespace

bool LeafPart::is_own_text() const {
  return (entity.is("text/plain") || entity.is("text/html")) && entity.disposition.value != "attachment" &&
         entity.file_name().empty();
}

std::string LeafPart::utf8() const { return to_utf8(octets, entity.content_type.parameter("charset")).text; }

std::string with_leaves(const std::string& letter, const LeafChange& change) {
  BlockPool pool;
  const Message message = read_message(letter, pool, {});
  const Structure structure = cut_into_entities(message, Limits{}, pool, {});
  std::vector<HeaderField> header = message.header;
  std::string body = message.body.read(0, message.body.size());
  // From the last to the first, so that the offsets of those before stay right.
  for (size_t i = structure.entities.size(); i-- > 0;) {
    const Entity& entity = structure.entities[i];
    if (!entity.is_leaf() || entity.content.source != 0) continue;
    const std::string octets = decoded_content(structure, message, entity, SIZE_MAX);
    const auto leaf = change({entity, octets, is_in_alternative(structure, entity)});
    if (!leaf) continue;
    std::vector<HeaderField> fields = entity.header;
    set_fields(i == 0 ? header : fields, *leaf);
    const size_t begin = i == 0 ? 0 : header_begin(structure, entity, body);
    const std::string above = i == 0 ? "" : header_text(fields) + "\n";
    body.replace(begin, entity.content.end - begin, above + encoded(*leaf));
  }
  return header_text(header) + "\n" + body;
}

std::string with_header(const std::string& letter, const HeaderChange& change) {
  BlockPool pool;
  const Message message = read_message(letter, pool, {});
  std::vector<HeaderField> header = message.header;
  change(header);
  return header_text(header) + "\n" + message.body.read(0, message.body.size());
}

std::string quoted_printable(const std::string& octets) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  size_t column = 0;
  for (size_t i = 0; i < octets.size(); ++i) {
    const char c = octets[i];
    const char next = i + 1 < octets.size() ? octets[i + 1] : '\n';
    if (c == '\n' || (c == '\r' && next == '\n' && i + 1 < octets.size())) {
      out += c;
      column = 0;
      continue;
    }
    if (column > 70) {
      out += "=\n";
      column = 0;
    }
    const bool blank = (c == ' ' || c == '\t') && next != '\n' && next != '\r';
    if (blank || (c > ' ' && c < 0x7F && c != '=')) {
      out += c;
      ++column;
      continue;
    }
    const auto octet = static_cast<unsigned char>(c);
    out += {'=', kHex[octet >> 4U], kHex[octet & 15U]};
    column += 3;
  }
  return out;
}

std::optional<std::string> in_charset(const std::string& utf8, const std::string& charset) {
  const iconv_t converter = ::iconv_open(charset.c_str(), "UTF-8");
  std::string in = utf8;
  std::string out(utf8.size() + 8, '\0');
  char* from = in.data();
  char* to = out.data();
  size_t left = in.size();
  size_t room = out.size();
  const size_t result = ::iconv(converter, &from, &left, &to, &room);
  ::iconv_close(converter);
  if (result != 0) return std::nullopt;
  out.resize(out.size() - room);
  return out;
}

std::string type_with_charset(const Entity& entity, const std::string& charset) {
  std::string out = entity.type + "/" + entity.subtype;
  for (const auto& [name, value] : entity.content_type.parameters) {
    if (name != "charset" && value.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos) {
      out += "; " + name + "=" + value;
    }
  }
  return charset.empty() ? out : out + "; charset=" + charset;
}

}  // namespace pismovod::test
