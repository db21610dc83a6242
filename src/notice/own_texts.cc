#include "notice/own_texts.h"

#include <algorithm>

#include "mime/charset.h"

namespace pismovod {
namespace {

// ASCII letters in lower case; other octets stay, so that offsets are the text's own.
std::string lower_ascii(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

// The text is UTF-8 now, whatever its own head says.
std::string with_charset_mended(std::string html) {
  const std::string head = lower_ascii(std::string_view(html).substr(0, 4096));
  const size_t meta = head.find("<meta");
  const size_t at = meta == std::string::npos ? meta : head.find("charset=", meta);
  if (at == std::string::npos) return html;
  size_t begin = at + 8;
  if (begin < html.size() && (html[begin] == '"' || html[begin] == '\'')) ++begin;
  const size_t end = std::min(head.find_first_of("\"'> ;/", begin), head.size());
  return html.replace(begin, end - begin, "utf-8");
}

class Finder {
 public:
  explicit Finder(const Structure& structure) : structure_(structure) {}

  std::vector<size_t> run() {
    if (!structure_.entities.empty()) look(0);
    return std::move(found_);
  }

 private:
  void look(size_t index) {
    const Entity& e = structure_.entities[index];
    if (e.is_multipart()) return look_into(index, e.subtype == "alternative");
    if (e.is_message() || !e.is_body_text() || is_placed_) return;
    found_.push_back(index);
    is_placed_ = true;
  }

  void look_into(size_t index, bool is_alternative) {
    const bool was_placed = is_placed_;
    bool placed = was_placed;
    for (size_t i = index + 1; i < structure_.entities.size(); ++i) {
      if (structure_.entities[i].parent != static_cast<int>(index)) continue;
      if (is_alternative) is_placed_ = was_placed;
      look(i);
      placed = placed || is_placed_;
    }
    is_placed_ = placed;
  }

  const Structure& structure_;
  bool is_placed_ = false;
  std::vector<size_t> found_;
};

}  // namespace

std::vector<size_t> own_texts(const Structure& structure) { return Finder(structure).run(); }

std::string own_text_of(const Structure& structure, const Message& message, const Entity& entity) {
  std::string text = to_utf8(decoded_content(structure, message, entity, static_cast<size_t>(-1)),
                             entity.content_type.parameter("charset"))
                         .text;
  return entity.subtype == "html" ? with_charset_mended(std::move(text)) : text;
}

std::vector<Parameter> text_parameters_of(const Entity& entity) {
  std::vector<Parameter> out;
  for (const auto& [name, text] : entity.content_type.parameters) {
    if (name != "boundary" && name != "charset") out.push_back({name, text});
  }
  return out;
}

}  // namespace pismovod
