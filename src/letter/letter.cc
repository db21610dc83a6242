#include "letter/letter.h"

#include <algorithm>
#include <set>

#include "letter/armor.h"
#include "letter/lines.h"
#include "letter/machine.h"
#include "letter/text_part.h"
#include "mime/charset.h"
#include "mime/encoded_word.h"

namespace pismovod {
namespace {

class LetterReader {
 public:
  LetterReader(const Message& message, const ReadingContext& context) : context_(context) {
    letter_.message = &message;
  }

  Letter run() {
    read_header();
    letter_.structure = cut_into_entities(*letter_.message, *context_.limits, *context_.pool, context_.octets);
    letter_.cannot_inspect = letter_.structure.over_limit;
    if (!letter_.cannot_inspect.empty()) return std::move(letter_);
    letter_.is_machine = is_machine_letter(*letter_.message, letter_.structure, context_.null_reverse_path);
    if (!letter_.subject.empty()) {
      Place place;
      place.kind = Place::Kind::subject;
      letter_.passages.push_back(make_passage(place, letter_.subject));
    }
    walk(0, 0, false);
    if (context_.is_over()) letter_.cannot_inspect = "time_over";
    mark_inline_pictures();
    for (const Entity& entity : letter_.structure.entities) {
      letter_.defects.insert(letter_.defects.end(), entity.defects.begin(), entity.defects.end());
    }
    return std::move(letter_);
  }

 private:
  void read_header() {
    if (const HeaderField* field = letter_.message->field("Subject")) letter_.subject = decode_header(field->value);
    without_reply_prefixes(letter_.subject, letter_.inherited_subject);
    if (const HeaderField* field = letter_.message->field("From")) {
      letter_.from = author_of(*letter_.message);
      const std::string decoded = decode_header(field->value);
      letter_.from_name = decoded.substr(0, decoded.find('<'));
      std::erase(letter_.from_name, '"');
    }
  }

  const Entity& entity(size_t index) const { return letter_.structure.entities[index]; }

  std::vector<size_t> children(size_t parent) const {
    std::vector<size_t> out;
    for (size_t i = parent + 1; i < letter_.structure.entities.size(); ++i) {
      if (entity(i).parent == static_cast<int>(parent)) out.push_back(i);
    }
    return out;
  }

  // `within` is the attachment that holds the entity; `alternative` says that a better form of the
  // same text is read elsewhere.
  void walk(size_t index, int within, bool alternative) {
    if (context_.is_over() || !letter_.cannot_inspect.empty()) return;
    const Entity& part = entity(index);
    if (part.is("multipart/alternative")) {
      walk_alternatives(index, within, alternative);
    } else if (part.is_multipart()) {
      for (const size_t child : children(index)) walk(child, within, alternative);
    } else if (part.is_message()) {
      forwarded(index, within);
    } else if (within == 0 && part.is_body_text()) {
      body_text(part, alternative);
    } else if (!(within == 0 && is_cryptographic_signature(part))) {
      attach(index, within);
    }
  }

  static bool is_cryptographic_signature(const Entity& part) {
    return part.is("application/pgp-signature") || part.is("application/pkcs7-signature") ||
           part.is("application/x-pkcs7-signature");
  }

  void walk_alternatives(size_t index, int within, bool alternative) {
    const std::vector<size_t> list = children(index);
    const size_t best = best_alternative(list);
    for (const size_t child : list) walk(child, within, alternative || child != best);
  }

  // The last form that has text (RFC 2046 section 5.1.4), but not an HTML that says far less than
  // the plain text beside it.
  size_t best_alternative(const std::vector<size_t>& list) const {
    size_t best = list.empty() ? 0 : list.back();
    size_t html_letters = 0;
    size_t plain_letters = 0;
    size_t plain = best;
    for (const size_t child : list) {
      const size_t letters = letters_in(child, "html");
      if (letters > 0) {
        best = child;
        html_letters = letters;
      }
      if (entity(child).is("text/plain")) {
        plain = child;
        plain_letters = letters_in(child, "plain");
      }
    }
    return html_letters * 3 < plain_letters ? plain : best;
  }

  // Characters of text under an entity, in its first text part of that kind.
  size_t letters_in(size_t index, std::string_view subtype) const {
    for (size_t i = index; i < letter_.structure.entities.size(); ++i) {
      if (i != index && !is_below(i, index)) break;
      if (entity(i).type != "text" || entity(i).subtype != subtype) continue;
      const std::string octets = decoded_content(letter_.structure, *letter_.message, entity(i), 65536);
      if (subtype == "plain") return visible(octets);
      size_t sum = 0;
      for (const TextLine& line : lines_of_html(to_utf8(octets, entity(i).content_type.parameter("charset")).text)) {
        sum += visible(line.text);
      }
      return sum;
    }
    return 0;
  }

  static size_t visible(std::string_view text) {
    return static_cast<size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) > ' '; }));
  }

  bool is_below(size_t index, size_t ancestor) const {
    for (int up = entity(index).parent; up >= 0; up = entity(static_cast<size_t>(up)).parent) {
      if (up == static_cast<int>(ancestor)) return true;
    }
    return false;
  }

  void body_text(const Entity& part, bool alternative) {
    bool has_files = false;
    std::vector<Passage> read = read_text_part(part, context_, letter_, signature_pictures_, has_files);
    std::vector<Passage>& to = alternative ? letter_.alternatives : letter_.passages;
    std::move(read.begin(), read.end(), std::back_inserter(to));
    if (has_files) attach_uuencoded(index_of(part), 0);
  }

  size_t index_of(const Entity& part) const { return static_cast<size_t>(&part - letter_.structure.entities.data()); }

  // "begin 644 client.txt" within the text: mail programs show it as an attachment. It becomes an entity behind
  // all others, of octets of its own.
  void attach_uuencoded(size_t index, int within) {
    const std::string text =
        decoded_content(letter_.structure, *letter_.message, entity(index), context_.limits->decoded_octets);
    for (const UuencodedFile& file : uuencoded_files(text)) {
      if (letter_.structure.entities.size() >= context_.limits->parts) return;
      auto octets = std::make_unique<Octets>(*context_.pool, context_.octets);
      octets->append(std::string_view(text).substr(file.begin, file.end - file.begin));
      Entity made;
      made.parent = static_cast<int>(index);
      made.part_number = entity(index).part_number;
      made.type = "application";
      made.subtype = "octet-stream";
      made.encoding = TransferEncoding::uuencode;
      made.content_type.parameters["name"] = to_utf8(file.name, "").text;
      letter_.structure.decoded.push_back(std::move(octets));
      made.content = {static_cast<uint32_t>(letter_.structure.decoded.size()), 0, file.end - file.begin};
      letter_.structure.entities.push_back(std::move(made));
      attach(letter_.structure.entities.size() - 1, within);
    }
  }

  void forwarded(size_t index, int within) {
    const int number = attach(index, within);
    for (const size_t child : children(index)) walk_forwarded(child, number);
  }

  // Inside a forwarded letter only what is attached to it is listed: its own text is read when the
  // forwarded letter is opened.
  void walk_forwarded(size_t index, int within) {
    const Entity& part = entity(index);
    if (part.is_message()) {
      forwarded(index, within);
    } else if (part.is_multipart()) {
      for (const size_t child : children(index)) walk_forwarded(child, within);
    } else if (!part.is_body_text()) {
      attach(index, within);
    } else if (part.subtype == "plain") {
      attach_uuencoded(index, within);
    }
  }

  int attach(size_t index, int within) {
    const Entity& part = entity(index);
    Attachment attachment;
    attachment.number = static_cast<int>(letter_.attachments.size()) + 1;
    attachment.name = part.file_name();
    attachment.declared_type = part.type + "/" + part.subtype;
    attachment.entity = index;
    attachment.octets = part.encoding == TransferEncoding::base64 ? part.content.size() / 4 * 3 : part.content.size();
    attachment.within = within;
    letter_.attachments.push_back(std::move(attachment));
    return letter_.attachments.back().number;
  }

  void mark_inline_pictures() {
    for (Attachment& attachment : letter_.attachments) {
      const Entity& part = entity(attachment.entity);
      attachment.inline_picture =
          part.type == "image" && !part.content_id.empty() && part.disposition.value != "attachment";
      attachment.in_signature = signature_pictures_.contains(part.content_id);
    }
  }

  const ReadingContext& context_;
  Letter letter_;
  std::set<std::string> signature_pictures_;  // their content ids
};

}  // namespace

std::string_view without_reply_prefixes(std::string_view subject, bool& inherited) {
  static const std::vector<std::string> prefixes = {fold("re"), fold("fwd"), fold("fw"),  fold("ответ"),
                                                    fold("на"), fold("отв"), fold("пер"), fold("пересл"),
                                                    fold("aw"), fold("ha"),  fold("ре")};
  inherited = false;
  for (;;) {
    while (!subject.empty() && is_space(subject.front())) subject.remove_prefix(1);
    const size_t colon = subject.substr(0, 24).find(':');
    if (colon == std::string_view::npos) return subject;
    std::string word = fold(subject.substr(0, colon));
    if (const size_t count = word.find_first_of("[("); count != std::string::npos) word.resize(count);  // "Re[2]:"
    while (!word.empty() && is_space(word.back())) word.pop_back();
    if (std::find(prefixes.begin(), prefixes.end(), word) == prefixes.end()) return subject;
    inherited = true;
    subject.remove_prefix(colon + 1);
  }
}

Letter read_letter(const Message& message, const ReadingContext& context) {
  return LetterReader(message, context).run();
}

}  // namespace pismovod
