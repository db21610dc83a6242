#include "precheck/form_letter.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/utf8.h"
#include "mail/address.h"
#include "mail/compose.h"
#include "mime/form_data.h"

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

std::string unknown(const std::string& name) {
  std::string known;
  for (const std::string_view each : kNames) known.append(known.empty() ? "" : ", ").append(each);
  return "the form has a field \"" + to_valid_utf8(name.substr(0, 64)) + "\"; understood are " + known;
}

void take(Form& form, FormField field) {
  if (field.name == "file" || field.name == "inline") {
    form.files.push_back(
        {std::move(field.type), std::move(field.file_name), std::move(field.octets), field.name == "inline"});
    return;
  }
  std::string& text = form.texts[field.name];
  const bool is_body = field.name == "text" || field.name == "html";
  if (!text.empty()) text += is_body ? "\n" : ", ";
  text += is_body ? to_valid_utf8(field.octets) : on_one_line(field.octets);
}

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
  auto fields = read_form_data(content_type, body, limits, blocks, memory);
  if (!fields) return tl::unexpected(fields.error());
  Form form;
  for (FormField& field : *fields) {
    if (std::find(kNames.begin(), kNames.end(), field.name) == kNames.end()) return failure(unknown(field.name));
    take(form, std::move(field));
  }
  return written(form);
}

}  // namespace pismovod
