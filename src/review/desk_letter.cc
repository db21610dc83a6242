#include "review/desk_letter.h"

#include <charconv>

#include "journal/case_number.h"
#include "review/case_words.h"
#include "review/letter_view.h"

namespace pismovod {
namespace {

constexpr size_t kMarked = 64;  // pieces of evidence

struct Opened {
  CaseEntry entry;
  KeptLetter letter;
};

tl::expected<Opened, HttpResponse> opened(const Visit& visit, const std::string& typed) {
  const auto number = parse_case_number(typed);
  if (!number || visit.shelf.workshop == nullptr)
    return tl::unexpected(show_message(visit, 404, "refused_title", "not_found"));
  auto entry = visit.shelf.store.find(*number);
  if (!entry) return tl::unexpected(show_trouble(visit, entry.error()));
  auto letter = visit.shelf.workshop->box.find(KeptKind::letter, *number, visit.now);
  if (!letter) return tl::unexpected(show_message(visit, 404, "refused_title", "letter_gone"));
  return Opened{*std::move(entry), *std::move(letter)};
}

// Who does not stand in the journal sees nothing.
std::optional<HttpResponse> trouble_with_record(const Visit& visit, const std::string& number,
                                                const std::string& note) {
  const auto added = visit.shelf.store.add_mark(number, {CaseMark::Kind::note, visit.user->name, note, visit.now});
  return added ? std::nullopt : std::optional(show_trouble(visit, added.error()));
}

// As RFC 5987 has it: a blank is no plus.
std::string encoded_name(const std::string& name) {
  std::string out;
  for (const char c : form_encoded(name)) out += c == '+' ? "%20" : std::string(1, c);
  return out;
}

// What the letter's own words were judged by.
std::vector<std::string> evidence_of(const CaseEntry& entry) {
  std::vector<std::string> out;
  for (const CaseMailbox& mailbox : entry.mailboxes) {
    for (const CaseRequirement& requirement : mailbox.requirements) {
      for (const CaseFact& fact : requirement.facts) {
        if (out.size() < kMarked) out.push_back(fact.evidence.empty() ? fact.value : fact.evidence);
      }
    }
  }
  return out;
}

}  // namespace

bool has_letter(const Visit& visit, const std::string& number) {
  return visit.shelf.workshop != nullptr && visit.shelf.workshop->box.holds(KeptKind::letter, number, visit.now);
}

HttpResponse open_letter(const Visit& visit, const std::string& typed) {
  const auto found = opened(visit, typed);
  if (!found) return found.error();
  if (auto trouble = trouble_with_record(visit, found->entry.number, visit.text("letter_opened")))
    return *std::move(trouble);
  View view = letter_view(visit, found->letter, evidence_of(found->entry));
  view.set("number", found->entry.number).set("case_title", visit.text("case", {{"number", found->entry.number}}));
  view.set("form_token", visit.form_token).set("at_cases", true);
  return show(visit, "desk_letter.html", visit.text("desk_letter"), std::move(view));
}

HttpResponse open_letter_file(const Visit& visit, const std::string& typed) {
  const auto found = opened(visit, typed);
  if (!found) return found.error();
  const std::string& field = visit.request.in_form("file");
  size_t which = 0;
  const auto read = std::from_chars(field.data(), field.data() + field.size(), which);
  const auto file = read.ec == std::errc() ? letter_file(visit, found->letter, which) : std::nullopt;
  if (!file) return show_message(visit, 404, "refused_title", "not_found");
  const std::string note = visit.text("file_opened", {{"name", file->name}});
  if (auto trouble = trouble_with_record(visit, found->entry.number, note)) return *std::move(trouble);
  HttpResponse out;
  out.type = "application/octet-stream";
  out.body = file->octets;
  out.headers.emplace_back("Content-Disposition", "attachment; filename*=UTF-8''" + encoded_name(file->name));
  return out;
}

}  // namespace pismovod
