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

View::List files_of(const Visit& visit, const Structure& structure, const Message& message) {
  const std::vector<size_t> texts = own_texts(structure);
  View::List out;
  for (size_t i = 0; i < structure.entities.size() && out.size() < kFiles; ++i) {
    const Entity& e = structure.entities[i];
    const bool is_text = std::find(texts.begin(), texts.end(), i) != texts.end();
    const bool is_within = e.parent >= 0 && structure.entities[static_cast<size_t>(e.parent)].is_message();
    if (!(e.is_leaf() || e.is_message()) || is_text || is_within) continue;
    const size_t octets = decoded_content(structure, message, e, e.content.size()).size();
    const std::string name = e.file_name().empty() ? e.type + "/" + e.subtype : cut(e.file_name(), 200);
    out.push_back(
        View().set("name", name).set("size", visit.text("kilobytes", {{"n", std::to_string((octets + 1023) / 1024)}})));
  }
  return out;
}

}  // namespace

View letter_view(const Visit& visit, const KeptLetter& letter) {
  const Settings& settings = visit.shelf.configuration.settings;
  BlockPool blocks;
  const Octets::Limits memory{letter.octets.size() + 1, settings.spool};
  const Message message = read_message(letter.octets, blocks, memory);
  const Structure structure = cut_into_entities(message, settings.limits, blocks, memory);
  std::vector<std::string> to;
  for (const std::string& path : letter.recipients) to.push_back(parse_path(path).text());
  View out;
  out.set("from", field_of(message, "From")).set("to", joined(to)).set("subject", field_of(message, "Subject"));
  std::string text = text_of(structure, message);
  std::erase(text, '\r');
  out.set("text", cut(text, kText));
  return out.set("files", files_of(visit, structure, message));
}

}  // namespace pismovod
