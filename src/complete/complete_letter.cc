#include "complete/complete_letter.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "complete/coded_text.h"
#include "mime/encoded_word.h"

namespace pismovod {
namespace {

constexpr size_t kLongestText = size_t{1} << 20;  // octets, encoded; nobody writes more
constexpr size_t kWindow = size_t{1} << 20;
constexpr size_t kShown = 1000;  // octets of a line

// A changed body breaks what was signed before.
bool is_sealed(const Entity& entity) {
  constexpr std::array<std::string_view, 8> kTypes = {"multipart/signed",
                                                      "multipart/encrypted",
                                                      "application/pkcs7-mime",
                                                      "application/x-pkcs7-mime",
                                                      "application/pgp-encrypted",
                                                      "application/pgp-signature",
                                                      "application/pkcs7-signature",
                                                      "application/x-pkcs7-signature"};
  return std::any_of(kTypes.begin(), kTypes.end(), [&](std::string_view type) { return entity.is(type); });
}

bool has_seal_field(const std::vector<HeaderField>& header) {
  constexpr std::array<std::string_view, 5> kFields = {"DKIM-Signature", "DomainKey-Signature", "ARC-Seal",
                                                       "Content-MD5", "Content-Length"};
  return std::any_of(kFields.begin(), kFields.end(), [&](std::string_view name) { return find_field(header, name); });
}

std::string sender_name(const Message& message) {
  const HeaderField* field = message.field("From");
  if (field == nullptr) return {};
  std::string name = decode_header(field->value);
  name.resize(std::min(name.find('<'), name.size()));
  std::erase(name, '"');
  return name;
}

class LetterCompleter {
 public:
  LetterCompleter(const Message& message, const Structure& structure, const std::vector<std::string>& lines)
      : message_(message), structure_(structure), lines_(lines), sender_name_(sender_name(message)) {}

  // What is done to one part.
  struct Part {
    size_t entity = 0;
    Splice splice;  // within the body
    CodedText::Octets octets;
    std::string decoded;  // before
    Insertion insertion;
  };

  std::optional<std::vector<Part>> run() const {
    const auto& all = structure_.entities;
    if (all.empty() || !structure_.over_limit.empty() || has_seal_field(message_.header)) return std::nullopt;
    if (std::any_of(all.begin(), all.end(), is_sealed)) return std::nullopt;
    std::vector<Part> parts;
    for (const size_t index : own_texts()) {
      auto part = complete(index);
      if (!part) return std::nullopt;
      parts.push_back(std::move(*part));
    }
    std::sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) { return a.splice.begin < b.splice.begin; });
    if (parts.empty()) return std::nullopt;
    return parts;
  }

 private:
  const Entity& entity(size_t index) const { return structure_.entities[index]; }

  // The entity within which the same text stands in several forms; the entity itself where it stands in one.
  // Nothing for what is in a forwarded letter.
  std::optional<size_t> form_root(size_t index) const {
    size_t root = index;
    for (int up = entity(index).parent; up >= 0; up = entity(static_cast<size_t>(up)).parent) {
      if (entity(static_cast<size_t>(up)).is_message()) return std::nullopt;
      if (entity(static_cast<size_t>(up)).is("multipart/alternative")) root = static_cast<size_t>(up);
    }
    return root;
  }

  bool is_below(size_t index, size_t root) const {
    for (auto at = static_cast<int>(index); at >= 0; at = entity(static_cast<size_t>(at)).parent) {
      if (at == static_cast<int>(root)) return true;
    }
    return false;
  }

  // The letter's first text, in each of its forms; nothing where there is a form that we do not know.
  std::vector<size_t> own_texts() const {
    const auto count = structure_.entities.size();
    for (size_t first = 0; first < count; ++first) {
      const auto root = entity(first).is_body_text() ? form_root(first) : std::nullopt;
      if (!root || says_nothing(first)) continue;
      std::vector<size_t> out;
      for (size_t i = *root; i < count; ++i) {
        if (!is_below(i, *root)) continue;
        if (entity(i).is_body_text()) out.push_back(i);
        const bool is_other_form = entity(i).type == "text" && !entity(i).is_body_text() && *root != first;
        if (is_other_form) return {};
      }
      return out;
    }
    return {};
  }

  bool says_nothing(size_t index) const {
    const std::string text = decoded_content(structure_, message_, entity(index), kLongestText);
    return text.find_first_not_of(" \t\r\n") == std::string::npos;
  }

  TextCoding coding_of(const Entity& e) const {
    const HeaderField* field = find_field(e.header, "Content-Transfer-Encoding");
    const std::string name = field == nullptr ? "7bit" : unfolded(field->value);
    const bool is_8bit = same_name(name, "8bit") || same_name(name, "binary");
    return {e.encoding, std::string(e.content_type.parameter("charset")), e.subtype == "html", !is_8bit};
  }

  std::optional<Part> complete(size_t index) const {
    const Entity& e = entity(index);
    if (e.content.source != 0 || e.content.size() > kLongestText || has_seal_field(e.header)) return std::nullopt;
    const std::string encoded = message_.body.read(e.content.begin, e.content.end);
    if (encoded.size() != e.content.size()) return std::nullopt;
    const CodedText text(encoded, coding_of(e));
    if (is_odd(text.utf8())) return std::nullopt;
    auto insertion = insertion_of(e, text.utf8());
    if (!insertion) return std::nullopt;
    auto octets = text.octets_of(*insertion);
    auto splice = octets ? text.splice_of(*octets) : std::nullopt;
    if (!splice) return std::nullopt;
    splice->begin += e.content.begin;
    splice->end += e.content.begin;
    return Part{index, std::move(*splice), std::move(*octets), text.decoded(), std::move(*insertion)};
  }

  // PGP's armour, files in the text, text that is none.
  static bool is_odd(const std::string& text) {
    return text.find("-----BEGIN PGP") != std::string::npos || text.find("\nbegin 6") != std::string::npos ||
           text.find('\0') != std::string::npos;
  }

  std::optional<Insertion> insertion_of(const Entity& e, const std::string& text) const {
    if (e.subtype == "html") return insertion_in_html(text, sender_name_, lines_);
    const PlainForm form{same_name(e.content_type.parameter("format"), "flowed"),
                         same_name(e.content_type.parameter("delsp"), "yes")};
    return insertion_in_plain(text, form, sender_name_, lines_);
  }

  const Message& message_;
  const Structure& structure_;
  const std::vector<std::string>& lines_;
  const std::string sender_name_;
};

// The letter read again: the same entities, the same content in all of them but the completed texts, and in these the
// old text with ours in it.
class Proof {
 public:
  Proof(const Message& before, const Structure& old, const Message& after, const Structure& made)
      : before_(before), old_(old), after_(after), made_(made) {}

  bool holds(const std::vector<LetterCompleter::Part>& parts) const {
    if (old_.entities.size() != made_.entities.size() || !made_.over_limit.empty()) return false;
    for (size_t i = 0; i < old_.entities.size(); ++i) {
      if (!is_alike(old_.entities[i], made_.entities[i])) return false;
      const auto part = std::find_if(parts.begin(), parts.end(), [&](const auto& p) { return p.entity == i; });
      const bool is_proven = part != parts.end() ? is_completed(*part, i) : is_unchanged(i);
      if (!is_proven) return false;
    }
    return true;
  }

 private:
  static bool is_alike(const Entity& a, const Entity& b) {
    return a.type == b.type && a.subtype == b.subtype && a.part_number == b.part_number && a.encoding == b.encoding &&
           a.parent == b.parent && a.defects == b.defects;
  }

  bool is_completed(const LetterCompleter::Part& part, size_t index) const {
    std::string expected = part.decoded;
    expected.insert(part.octets.offset, part.octets.octets);
    return decoded_content(made_, after_, made_.entities[index], expected.size() + 1) == expected;
  }

  // What other entities are within has changed with them.
  bool is_unchanged(size_t index) const {
    const Entity& a = old_.entities[index];
    const Entity& b = made_.entities[index];
    if (a.is_multipart()) return true;
    if (a.content.size() != b.content.size()) return false;
    const Octets& from = old_.source(before_, a.content);
    const Octets& to = made_.source(after_, b.content);
    for (size_t at = 0; at < a.content.size(); at += kWindow) {
      const size_t size = std::min(kWindow, a.content.size() - at);
      const std::string is = to.read(b.content.begin + at, b.content.begin + at + size);
      if (is.size() != size || is != from.read(a.content.begin + at, a.content.begin + at + size)) return false;
    }
    return true;
  }

  const Message& before_;
  const Structure& old_;
  const Message& after_;
  const Structure& made_;
};

std::string listed(const std::string& before, const std::vector<std::string>& lines) {
  std::string out = before;
  for (const std::string& line : lines) out += (out.empty() ? "" : "\n") + line;
  return out;
}

}  // namespace

std::optional<CompletedText> complete_letter(const Message& message, const Structure& structure,
                                             const std::vector<std::string>& lines, const CompletionTools& tools) {
  const auto parts = LetterCompleter(message, structure, lines).run();
  if (!parts) return std::nullopt;
  ChangeBody change;
  for (const auto& part : *parts) change.splices.push_back(part.splice);
  auto made = changed_message(message, change, tools.blocks, tools.octets);
  if (!made) return std::nullopt;
  // Of the octets as they came, without what the letter's reader added (files within the text).
  const Structure old = cut_into_entities(message, tools.limits, tools.blocks, tools.octets);
  const Structure again = cut_into_entities(*made, tools.limits, tools.blocks, tools.octets);
  if (!Proof(message, old, *made, again).holds(*parts)) return std::nullopt;
  std::string before(utf8_prefix(parts->front().insertion.after, kShown));
  std::string after = listed(before, lines);
  return CompletedText{std::move(change), std::move(*made), std::move(before), std::move(after)};
}

}  // namespace pismovod
