#include "facts/party.h"

#include <algorithm>

namespace pismovod {
namespace {

const Field* first_field_from(const std::vector<Field>& fields, uint32_t token) {
  const auto at = std::ranges::lower_bound(fields, token, {}, [](const Field& f) { return f.words.begin; });
  return at == fields.end() ? nullptr : &*at;
}

Party party_of(Label label) {
  switch (label) {
    case Label::client_name:
    case Label::client_inn:
      return Party::client;
    case Label::partner_name:
    case Label::partner_inn:
    case Label::partner_code:
      return Party::partner;
    default:
      return Party::unknown;
  }
}

bool stands_before_number(const Text& text, const Field& field) {
  const Field* next = first_field_from(text.fields(), field.words.end);
  return next != nullptr && next->words.begin <= field.words.end + 1 &&
         (next->label == Label::inn || next->label == Label::kpp || next->label == Label::foreign_tax);
}

// "Клиент ООО «Ромашка»", and set off by a comma: "наш клиент, ООО «Ромашка», просит".
bool names_organization(const Text& text, const Field& field) {
  const std::vector<OrganizationMention>& named = text.organizations();
  const auto at =
      std::ranges::lower_bound(named, field.words.end, {}, [](const OrganizationMention& m) { return m.first; });
  if (at == named.end()) return false;
  const bool set_off = text.tokens().is_mark(field.words.end, ',') && at->first == field.words.end + 1;
  return at->first == field.words.end || (set_off && at->has_form);
}

// A label that is meant as one: "Партнер: ...", "Партнер ООО ...", not "как партнер просим".
bool is_meant(const Text& text, const Field& field) {
  const Tokens& tokens = text.tokens();
  if (field.separated || field.label == Label::client_inn || field.label == Label::partner_inn ||
      field.label == Label::partner_code) {
    return true;
  }
  // "у заказчика, ИНН ...", "клиент ооо ромашка инн ...", typed in haste.
  if (stands_before_number(text, field) || names_organization(text, field)) return true;
  if (field.value.empty()) return false;
  const Token& first = tokens[field.value.begin];
  return tokens.is_mark(field.value.begin, '"') || tokens.is_mark(field.value.begin, '(') ||
         (first.kind == TokenKind::word && first.capital);
}

}  // namespace

Party party_at(const Text& text, uint32_t i) { return party_at(text, i, 0); }

Party party_at(const Text& text, uint32_t i, uint32_t from) {
  const Tokens::Range line = text.tokens().line(i);
  const size_t first = std::max<size_t>(line.begin, from);
  const std::span<const Field> before = text.field_index().labelled(first, std::min<size_t>(i, line.end));
  for (auto at = before.rbegin(); at != before.rend(); ++at) {
    const Party named = party_of(at->label);
    if (named != Party::unknown && is_meant(text, *at)) return named;
  }
  return Party::unknown;
}

}  // namespace pismovod
