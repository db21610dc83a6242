#include "review/letter_view.h"

#include <algorithm>

#include "letter/lines.h"
#include "mail/address.h"
#include "mime/encoded_word.h"
#include "notice/own_texts.h"
#include "review/case_words.h"

namespace pismovod {
namespace {

constexpr size_t kText = 100'000;
constexpr size_t kFiles = 200;

std::string field_of(const Message& message, const char* name) { return cut(decode_header(message.text(name)), 1000); }

// The plain text where there is one, else what the HTML says.
std::string text_of(const Structure& structure, const Message& message) {
  const std::vector<size_t> texts = own_texts(structure);
  const auto plain =
      std::find_if(texts.begin(), texts.end(), [&](size_t i) { return structure.entities[i].subtype == "plain"; });
  if (plain != texts.end()) return own_text_of(structure, message, structure.entities[*plain]);
  std::string out;
  for (const size_t index : texts) {
    for (const TextLine& line : lines_of_html(own_text_of(structure, message, structure.entities[index])))
      out += line.text + "\n";
  }
  return out;
}

// `texts`: own_texts() of the structure.
bool is_file(const Structure& structure, const std::vector<size_t>& texts, size_t index) {
  const Entity& e = structure.entities[index];
  const bool is_text = std::find(texts.begin(), texts.end(), index) != texts.end();
  const bool is_within = e.parent >= 0 && structure.entities[static_cast<size_t>(e.parent)].is_message();
  return (e.is_leaf() || e.is_message()) && !is_text && !is_within;
}

std::string name_of_file(const Entity& entity) {
  return entity.file_name().empty() ? entity.type + "/" + entity.subtype : cut(entity.file_name(), 200);
}

View::List files_of(const Visit& visit, const Structure& structure, const Message& message) {
  const std::vector<size_t> texts = own_texts(structure);
  View::List out;
  for (size_t i = 0; i < structure.entities.size() && out.size() < kFiles; ++i) {
    if (!is_file(structure, texts, i)) continue;
    const Entity& e = structure.entities[i];
    const size_t octets = decoded_content(structure, message, e, e.content.size()).size();
    out.push_back(View()
                      .set("name", name_of_file(e))
                      .set("index", std::to_string(i))
                      .set("size", visit.text("kilobytes", {{"n", std::to_string((octets + 1023) / 1024)}})));
  }
  return out;
}

// Pieces that lie within or beside one another are one mark.
View::Markup marked(const std::string& text, const std::vector<std::string>& pieces) {
  std::vector<bool> is_marked(text.size(), false);
  for (const std::string& piece : pieces) {
    const size_t at = piece.empty() ? std::string::npos : text.find(piece);
    if (at == std::string::npos) continue;
    std::fill_n(is_marked.begin() + static_cast<ptrdiff_t>(at), piece.size(), true);
  }
  std::string out;
  for (size_t begin = 0; begin < text.size();) {
    size_t end = begin;
    while (end < text.size() && is_marked[end] == is_marked[begin]) ++end;
    const std::string run = html_text(std::string_view(text).substr(begin, end - begin));
    out += is_marked[begin] ? "<mark>" + run + "</mark>" : run;
    begin = end;
  }
  return {out};
}

// A letter that was kept, cut into its parts.
class CutLetter {
 public:
  CutLetter(const Visit& visit, const KeptLetter& letter)
      : memory_{letter.octets.size() + 1, visit.shelf.configuration.settings.spool},
        message(read_message(letter.octets, blocks_, memory_)),
        structure(cut_into_entities(message, visit.shelf.configuration.settings.limits, blocks_, memory_)) {}

 private:
  BlockPool blocks_;
  const Octets::Limits memory_;

 public:
  const Message message;
  const Structure structure;
};

}  // namespace

View letter_view(const Visit& visit, const KeptLetter& letter, const std::vector<std::string>& evidence) {
  const CutLetter cut_letter(visit, letter);
  const Message& message = cut_letter.message;
  std::vector<std::string> to;
  for (const std::string& path : letter.recipients) to.push_back(parse_path(path).text());
  View out;
  out.set("from", field_of(message, "From")).set("to", joined(to)).set("subject", field_of(message, "Subject"));
  std::string text = text_of(cut_letter.structure, message);
  std::erase(text, '\r');
  text = cut(text, kText);
  if (!evidence.empty()) out.set("marked_text", marked(text, evidence));
  out.set("text", text);
  return out.set("files", files_of(visit, cut_letter.structure, message));
}

std::optional<SavedFile> letter_file(const Visit& visit, const KeptLetter& letter, size_t index) {
  const CutLetter cut_letter(visit, letter);
  const Structure& structure = cut_letter.structure;
  if (index >= structure.entities.size() || !is_file(structure, own_texts(structure), index)) return std::nullopt;
  const Entity& e = structure.entities[index];
  return SavedFile{name_of_file(e), decoded_content(structure, cut_letter.message, e, letter.octets.size())};
}

}  // namespace pismovod
