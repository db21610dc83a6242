#include "notice/letter_to_resend.h"

#include <algorithm>
#include <array>
#include <optional>

#include "mail/compose.h"
#include "mail/edit.h"
#include "mime/charset.h"
#include "notice/own_texts.h"

namespace pismovod {
namespace {

constexpr std::string_view kLine = "\r\n";

bool is_content_field(std::string_view name) {
  return same_name(name, "MIME-Version") || (name.size() > 8 && same_name(name.substr(0, 8), "Content-"));
}

bool is_left_out(std::string_view name) {
  constexpr std::array<std::string_view, 9> kNames = {"Message-ID", "Date",           "References",
                                                      "Received",   "DKIM-Signature", "Return-Path",
                                                      "Bcc",        "Delivered-To",   "X-Unsent"};
  return std::any_of(kNames.begin(), kNames.end(), [&](std::string_view each) { return same_name(name, each); }) ||
         (name.size() >= 10 && same_name(name.substr(0, 10), "X-Pismovod"));
}

std::string references(const Message& message, bool is_again) {
  std::string chain;
  for (const char* name : {"References", "Message-ID"}) {
    const HeaderField* field = is_again && same_name(name, "Message-ID") ? nullptr : message.field(name);
    if (field != nullptr) chain += (chain.empty() ? "" : " ") + unfolded(field->value);
  }
  return chain.find('<') == std::string::npos ? std::string() : token_field("References", chain);
}

class Completer {
 public:
  Completer(const Message& message, const Structure& structure, const SaidByForm& completion)
      : message_(message),
        structure_(structure),
        completion_(completion),
        body_(message.body.read(0, message.body.size())) {}

  Result<std::string> run() {
    if (const std::string why = why_not_completed(structure_); !why.empty()) return failure(why);
    const std::vector<size_t> texts = own_texts(structure_);
    if (!completion_.changes.lines.empty() && texts.empty()) first_part_ = new_text();
    for (const size_t index : texts) {
      if (!change_text(index)) return failure("unusual");
    }
    if (!apply()) return failure("unusual");
    return header() + content();
  }

 private:
  const Entity& root() const { return structure_.entities.front(); }
  bool has_more_parts() const { return !completion_.files.empty() || first_part_; }

  Part new_text() const {
    std::string text;
    for (const std::string& line : completion_.changes.lines) text += line + std::string(kLine);
    return text_part("plain", text);
  }

  // The text anew, its other fields as they are.
  bool change_text(size_t index) {
    const Entity& e = structure_.entities[index];
    const bool is_html = e.subtype == "html";
    const std::string was = own_text_of(structure_, message_, e);
    const std::string is = changed(was, is_html ? DraftForm::html : DraftForm::plain, completion_.changes);
    if (is == was) return true;
    Part part = text_part(e.subtype, is, text_parameters_of(e));
    if (index == 0) {
      root_header_ = part.header;
      changes_.push_back({e.content.begin, e.content.end, part.body});
      return e.content.source == 0;
    }
    for (const HeaderField& field : e.header) {
      const bool is_anew = same_name(field.name, "Content-Type") || same_name(field.name, "Content-Transfer-Encoding");
      if (!is_anew) part.header += field_octets(field);
    }
    const auto begin = part_begin(e);
    if (!begin) return false;
    changes_.push_back({*begin, e.content.end, part.header + std::string(kLine) + without_end(part.body)});
    return true;
  }

  // The line's end before a delimiter belongs to the delimiter.
  static std::string without_end(std::string body) {
    if (body.ends_with("\r\n")) body.resize(body.size() - 2);
    return body;
  }

  // Where the part's own header begins: behind the delimiter before it.
  std::optional<size_t> part_begin(const Entity& e) const {
    if (e.content.source != 0 || e.parent < 0) return std::nullopt;
    const Entity& parent = structure_.entities[static_cast<size_t>(e.parent)];
    const std::string delimiter = "--" + std::string(parent.content_type.parameter("boundary"));
    if (delimiter.size() == 2) return std::nullopt;
    for (size_t at = body_.rfind(delimiter, e.content.begin); at != std::string::npos;) {
      const size_t end = body_.find('\n', at);
      const bool is_line = at == 0 || body_[at - 1] == '\n';
      if (is_line && end != std::string::npos && end < e.content.begin + 1) return end + 1;
      if (at == 0) break;
      at = body_.rfind(delimiter, at - 1);
    }
    return std::nullopt;
  }

  bool apply() {
    if (root().is("multipart/mixed") && has_more_parts() && !add_parts()) return false;
    std::sort(changes_.begin(), changes_.end(), [](const Splice& a, const Splice& b) { return a.begin > b.begin; });
    size_t before = body_.size();
    for (const Splice& change : changes_) {
      if (change.end > before || change.begin > change.end) return false;
      body_.replace(change.begin, change.end - change.begin, change.octets);
      before = change.begin;
    }
    if (!body_.ends_with("\r\n")) body_ += "\r\n";
    return true;
  }

  // Before the first part of the outermost multipart, and behind its last one.
  bool add_parts() {
    const std::string boundary(root().content_type.parameter("boundary"));
    const std::string delimiter = "--" + boundary;
    if (boundary.empty()) return false;
    if (first_part_) {
      const size_t first = body_.starts_with(delimiter) ? 0 : body_.find("\r\n" + delimiter);
      if (first == std::string::npos) return false;
      const size_t at = first == 0 ? 0 : first + 2;
      changes_.push_back({at, at, delimiter + "\r\n" + written(*first_part_)});
    }
    std::string added;
    for (const AddedFile& file : completion_.files)
      added += delimiter + "\r\n" + written(file_part(file.media_type, file.name, file.octets));
    if (added.empty()) return true;
    const size_t last = body_.rfind("\r\n" + delimiter + "--");
    if (last == std::string::npos) return false;
    changes_.push_back({last + 2, last + 2, added});
    return true;
  }

  static std::string written(const Part& part) {
    std::string out = part.header + "\r\n" + part.body;
    return out.ends_with("\r\n") ? out : out + "\r\n";
  }

  bool is_wrapped() const { return has_more_parts() && !root().is("multipart/mixed"); }

  std::string header() const {
    std::string out;
    for (const HeaderField& field : message_.header) {
      if (is_left_out(field.name) || is_content_field(field.name)) continue;
      if (same_name(field.name, "Subject") && !completion_.subject.empty()) continue;
      out += field_octets(field);
    }
    if (!completion_.subject.empty()) out += "Subject:" + completion_.subject + "\r\n";
    out += "Date: " + date_text(completion_.date) + "\r\n" + token_field("Message-ID", completion_.message_id);
    return out + references(message_, completion_.is_again) + "MIME-Version: 1.0\r\n";
  }

  // Of the whole letter's content, as it was or anew.
  std::string content_header() const {
    if (!root_header_.empty()) return root_header_;
    std::string out;
    for (const HeaderField& field : message_.header) {
      if (is_content_field(field.name) && !same_name(field.name, "MIME-Version")) out += field_octets(field);
    }
    return out;
  }

  std::string content() const {
    if (!is_wrapped()) return content_header() + "\r\n" + body_;
    std::vector<Part> parts;
    if (first_part_) parts.push_back(*first_part_);
    parts.push_back({content_header(), body_});
    for (const AddedFile& file : completion_.files) parts.push_back(file_part(file.media_type, file.name, file.octets));
    const Part all = multipart("mixed", parts);
    return all.header + "\r\n" + (all.body.ends_with("\r\n") ? all.body : all.body + "\r\n");
  }

  const Message& message_;
  const Structure& structure_;
  const SaidByForm& completion_;
  std::string body_;
  std::vector<Splice> changes_;
  std::string root_header_;  // anew, where the whole letter is its text
  std::optional<Part> first_part_;
};

}  // namespace

std::string why_not_completed(const Structure& structure) {
  if (structure.entities.empty() || !structure.over_limit.empty()) return "unusual";
  for (const Entity& e : structure.entities) {
    if (e.is("multipart/signed")) return "signed";
    if (e.is("multipart/encrypted") || e.subtype == "pkcs7-mime" || e.subtype == "x-pkcs7-mime") return "encrypted";
  }
  return {};
}

Result<std::string> complete_letter(const Message& message, const Structure& structure, const SaidByForm& completion) {
  return Completer(message, structure, completion).run();
}

}  // namespace pismovod
