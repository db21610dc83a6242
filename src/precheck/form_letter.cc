#include "precheck/form_letter.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/utf8.h"
#include "mail/address.h"
#include "mail/compose.h"
#include "mime/structure.h"

namespace pismovod {
namespace {

constexpr std::array<std::string_view, 9> kNames = {"from", "to",   "cc",   "bcc",   "subject",
                                                    "text", "html", "file", "inline"};

struct FormFile {
  std::string type;
  std::string name;
  std::string octets;
  bool is_inline = false;
};

struct Form {
  std::map<std::string, std::string, std::less<>> texts;
  std::vector<FormFile> files;

  std::string_view text(std::string_view name) const {
    const auto found = texts.find(name);
    return found == texts.end() ? std::string_view() : found->second;
  }
};

// One value on one line, whatever the form had in it.
std::string on_one_line(std::string_view text) {
  std::string out = to_valid_utf8(text);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; }, ' ');
  return out;
}

class FormReader {
 public:
  FormReader(const Message& message, const Structure& structure) : message_(message), structure_(structure) {}

  Result<Form> run() {
    for (const Entity& entity : structure_.entities) {
      if (entity.parent != 0) continue;  // of a letter that is attached, or of the form itself
      const std::string name(entity.disposition.parameter("name"));
      if (std::find(kNames.begin(), kNames.end(), name) == kNames.end()) return failure(unknown(name));
      take(name, entity);
    }
    return std::move(form_);
  }

 private:
  static std::string unknown(const std::string& name) {
    std::string known;
    for (const std::string_view each : kNames) known.append(known.empty() ? "" : ", ").append(each);
    return "the form has a field \"" + to_valid_utf8(name.substr(0, 64)) + "\"; understood are " + known;
  }

  void take(const std::string& name, const Entity& entity) {
    std::string octets = decoded_content(structure_, message_, entity, entity.content.size());
    if (name == "file" || name == "inline") {
      form_.files.push_back(
          {entity.type + "/" + entity.subtype, entity.file_name(), std::move(octets), name == "inline"});
      return;
    }
    std::string& text = form_.texts[name];
    const bool is_body = name == "text" || name == "html";
    if (!text.empty()) text += is_body ? "\n" : ", ";
    text += is_body ? to_valid_utf8(octets) : on_one_line(octets);
  }

  const Message& message_;
  const Structure& structure_;
  Form form_;
};

// Raw UTF-8 (RFC 6532): names beside addresses stay as they are.
std::string field_of(const char* name, std::string_view value) {
  return value.empty() ? std::string() : std::string(name) + ": " + std::string(value) + "\r\n";
}

// How the HTML calls a picture (RFC 2392): most programs begin it with the file's name,
// "cid:image001.png@01DBF0A2.5C34". One that it does not call is known by its name.
std::string content_id_of(const FormFile& file, std::string_view html) {
  const size_t at = file.name.empty() ? std::string_view::npos : html.find("cid:" + file.name);
  if (at == std::string_view::npos) return file.name;
  const std::string_view called = html.substr(at + 4, 256);
  return std::string(called.substr(0, called.find_first_of("\"'<> \t\r\n")));
}

Part inline_part(const FormFile& file, std::string_view html) {
  return encoded_part(parameter_field("Content-Type", file.type, {{"name", file.name}}) +
                          parameter_field("Content-Disposition", "inline", {{"filename", file.name}}) +
                          token_field("Content-ID", "<" + content_id_of(file, html) + ">"),
                      file.octets);
}

Part content_of(const Form& form) {
  const std::string_view html = form.text("html");
  const std::string_view text = form.text("text");
  Part words = html.empty() ? text_part("plain", text) : text_part("html", html);
  if (!html.empty() && !text.empty()) words = multipart("alternative", {text_part("plain", text), words});
  if (form.files.empty()) return words;
  std::vector<Part> parts = {std::move(words)};
  for (const FormFile& file : form.files)
    parts.push_back(file.is_inline ? inline_part(file, html) : file_part(file.type, file.name, file.octets));
  return multipart("mixed", parts);
}

FormLetter written(const Form& form) {
  FormLetter out;
  for (const char* name : {"to", "cc", "bcc"}) {
    for (const Address& address : parse_address_list(form.text(name))) out.to.push_back(address.text());
  }
  const std::string fields = field_of("From", form.text("from")) + field_of("To", form.text("to")) +
                             field_of("Cc", form.text("cc")) + text_field("Subject", form.text("subject"));
  out.octets = letter_octets(fields, content_of(form));
  return out;
}

}  // namespace

Result<FormLetter> letter_of_form(std::string_view content_type, std::string_view body, const Limits& limits,
                                  BlockPool& blocks, const Octets::Limits& memory) {
  Message message{{{"Content-Type", on_one_line(content_type)}}, Octets(blocks, memory)};
  if (!message.body.append(body)) return failure("the form could not be kept: the spool is full");
  const Structure structure = cut_into_entities(message, limits, blocks, memory);
  if (!structure.over_limit.empty()) return failure("the form is over a limit: limits." + structure.over_limit);
  if (structure.entities.size() < 2) return failure("the form has no fields: is its boundary right?");
  const auto form = FormReader(message, structure).run();
  if (!form) return tl::unexpected(form.error());
  return written(*form);
}

}  // namespace pismovod
