#include "notice/draft_content.h"

#include <algorithm>

#include "actions/wording.h"
#include "base/fold.h"
#include "mime/charset.h"
#include "notice/notice_content.h"
#include "notice/own_texts.h"

namespace pismovod {
namespace {

constexpr size_t kWhole = static_cast<size_t>(-1);
constexpr size_t kBareText = size_t{1} << 20;  // of a draft without its attachments
constexpr size_t kNames = 100;

bool is_signature(const Entity& entity) {
  return entity.subtype == "pkcs7-signature" || entity.subtype == "x-pkcs7-signature" ||
         entity.subtype == "pgp-signature";
}

std::vector<Parameter> parameters_of(const ParameterizedValue& value) {
  std::vector<Parameter> out;
  for (const auto& [name, text] : value.parameters) {
    if (name != "boundary") out.push_back({name, text});
  }
  return out;
}

std::string joined(const std::vector<std::string>& lines, std::string_view end) {
  std::string out;
  for (const std::string& line : lines) out += line + std::string(end);
  return out;
}

bool is_seven_bit(std::string_view octets) {
  size_t line = 0;
  for (size_t i = 0; i < octets.size(); ++i) {
    const char c = octets[i];
    if ((c & 0x80) != 0 || c == '\0') return false;
    const bool end = c == '\n' && i > 0 && octets[i - 1] == '\r';
    if ((c == '\n' && !end) || (c == '\r' && (i + 1 == octets.size() || octets[i + 1] != '\n'))) return false;
    line = c == '\n' ? 0 : line + 1;
    if (line > 998) return false;
  }
  return true;
}

}  // namespace

class DraftContent::Builder {
 public:
  explicit Builder(const DraftContent& draft)
      : message_(draft.message_), structure_(draft.structure_), changes_(draft.changes_) {}

  Part whole() {
    Part made = part(0);
    if (is_placed_ || changes_.lines.empty()) return made;
    return multipart("mixed", {text_part("plain", joined(changes_.lines, "\r\n") + "\r\n"), std::move(made)});
  }

  std::vector<Text> take_texts() {
    wants_files_ = false;
    part(0);
    return std::move(taken_);
  }

  // The letter's own text; empty where it has none that is plain.
  std::string text() const {
    for (const Entity& entity : structure_.entities) {
      if (!entity.is("text/plain") || !entity.is_body_text() || is_forwarded(entity)) continue;
      const std::string octets = decoded_content(structure_, message_, entity, kBareText);
      return to_utf8(octets, entity.content_type.parameter("charset")).text;
    }
    return {};
  }

  std::vector<std::string> names() const {
    std::vector<std::string> out;
    for (const Entity& entity : structure_.entities) {
      const std::string name = cited(entity.file_name(), 200);
      if (entity.is_multipart() || name.empty() || is_forwarded(entity) || out.size() >= kNames) continue;
      out.push_back("- " + name);
    }
    return out;
  }

 private:
  const Entity& entity(size_t index) const { return structure_.entities[index]; }

  bool is_forwarded(const Entity& entity) const {
    for (int up = entity.parent; up >= 0; up = structure_.entities[static_cast<size_t>(up)].parent) {
      if (structure_.entities[static_cast<size_t>(up)].is_message()) return true;
    }
    return false;
  }

  Part part(size_t index) {
    const Entity& e = entity(index);
    if (e.is_multipart()) return multiple(index);
    if (e.is_message()) return forwarded(e);
    return e.is_body_text() ? text(e) : file(e);
  }

  // A signature of the old content is no part of the new; what else a signed letter held stays.
  Part multiple(size_t index) {
    const Entity& e = entity(index);
    const bool alternative = e.subtype == "alternative";
    const bool was_placed = is_placed_;
    bool placed = was_placed;
    std::vector<Part> parts;
    for (size_t i = index + 1; i < structure_.entities.size(); ++i) {
      if (entity(i).parent != static_cast<int>(index) || is_signature(entity(i))) continue;
      if (alternative) is_placed_ = was_placed;
      parts.push_back(part(i));
      placed = placed || is_placed_;
    }
    is_placed_ = placed;
    if (parts.empty()) parts.push_back(text_part("plain", ""));
    if (e.subtype == "signed") return multipart("mixed", parts);
    return multipart(e.subtype, parts, parameters_of(e.content_type));
  }

  Part text(const Entity& e) {
    std::string words = own_text_of(structure_, message_, e);
    const DraftForm form = e.subtype == "html" ? DraftForm::html : DraftForm::plain;
    if (!is_placed_) {
      taken_.push_back({form, words});
      words = changed(words, form, changes_);
      is_placed_ = true;
    }
    Part made = text_part(e.subtype, words, text_parameters_of(e));
    made.header += fields_of(e);
    return made;
  }

  Part file(const Entity& e) const {
    if (!wants_files_) return {};
    return encoded_part(
        parameter_field("Content-Type", e.type + "/" + e.subtype, parameters_of(e.content_type)) + fields_of(e),
        decoded_content(structure_, message_, e, kWhole));
  }

  // base64 is not for message/rfc822 (RFC 2046 section 5.2.1): one that cannot stand as it is becomes a file.
  Part forwarded(const Entity& e) const {
    if (!wants_files_) return {};
    std::string octets = decoded_content(structure_, message_, e, kWhole);
    if (is_seven_bit(octets)) {
      return {parameter_field("Content-Type", "message/rfc822", parameters_of(e.content_type)) + fields_of(e),
              std::move(octets)};
    }
    const std::string name = e.file_name();
    return file_part("application/octet-stream", name.empty() ? "letter.eml" : name, octets);
  }

  std::string fields_of(const Entity& e) const {
    std::string out;
    if (!e.disposition.value.empty())
      out += parameter_field("Content-Disposition", e.disposition.value, parameters_of(e.disposition));
    if (!e.content_id.empty()) out += token_field("Content-ID", "<" + e.content_id + ">");
    return out;
  }

  const Message& message_;
  const Structure& structure_;
  const DraftChanges& changes_;
  bool is_placed_ = false;
  bool wants_files_ = true;
  std::vector<DraftContent::Text> taken_;
};

std::vector<DraftContent::Text> DraftContent::texts() const { return Builder(*this).take_texts(); }

bool DraftContent::has_files() const { return !Builder(*this).names().empty(); }

Part DraftContent::whole() const { return Builder(*this).whole(); }

Part DraftContent::bare(const std::string& heading) const {
  const Builder builder(*this);
  std::string text = changed(builder.text(), DraftForm::plain, changes_);
  const std::vector<std::string> names = builder.names();
  if (!names.empty()) text += "\r\n\r\n" + heading + "\r\n" + joined(names, "\r\n");
  return text_part("plain", text);
}

}  // namespace pismovod
