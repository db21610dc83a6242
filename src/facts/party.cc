#include "facts/party.h"

#include <algorithm>

namespace pismovod {
namespace {

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

// A label that is meant as one: "Партнер: ...", "Партнер ООО ...", not "как партнер просим".
bool is_meant(const Tokens& tokens, const Field& field) {
  if (field.separated || field.label == Label::client_inn || field.label == Label::partner_inn ||
      field.label == Label::partner_code) {
    return true;
  }
  if (field.value.empty()) return false;
  const Token& first = tokens[field.value.begin];
  return tokens.is_mark(field.value.begin, '"') || tokens.is_mark(field.value.begin, '(') ||
         (first.kind == TokenKind::word && first.capital);
}

}  // namespace

Party party_at(const Text& text, uint32_t i) {
  const Tokens& tokens = text.tokens();
  const Tokens::Range line = tokens.line(i);
  Party party = Party::unknown;
  const std::vector<Field>& fields = text.fields();
  auto at = std::lower_bound(fields.begin(), fields.end(), line.begin,
                             [](const Field& f, size_t begin) { return f.words.begin < begin; });
  for (; at != fields.end() && at->words.begin < i && at->words.begin < line.end; ++at) {
    const Party named = party_of(at->label);
    if (named != Party::unknown && is_meant(tokens, *at)) party = named;
  }
  return party;
}

}  // namespace pismovod
