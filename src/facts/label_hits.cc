#include "facts/label_hits.h"

#include <algorithm>

namespace pismovod {
namespace {

// "Клиент" and, in the next line, "ИНН клиента" are two labels, though "Клиент ИНН" is one as well.
bool is_cut_by_line(const std::vector<LabelHit>& all, size_t i, const Tokens& tokens) {
  const LabelHit& hit = all[i];
  uint32_t next = hit.first;
  while (next < hit.last && tokens[next].kind != TokenKind::line) ++next;
  while (next < hit.last && tokens[next].kind == TokenKind::line) ++next;
  if (next <= hit.first || tokens[next - 1].kind != TokenKind::line) return false;
  for (size_t k = i + 1; k < all.size() && all[k].first <= next; ++k) {
    if (all[k].first == next && all[k].last > hit.last) return true;
  }
  return false;
}

}  // namespace

bool is_strong(Label label) {
  switch (label) {
    case Label::partner_code:
    case Label::inn:
    case Label::client_inn:
    case Label::partner_inn:
    case Label::kpp:
    case Label::ogrn:
    case Label::foreign_tax:
    case Label::article:
    case Label::reg_number:
    case Label::nfr:
    case Label::release:
    case Label::platform:
    case Label::library:
    case Label::request_number:
    case Label::decoy:
      return true;
    default:
      return false;
  }
}

std::vector<LabelHit> label_hits(const Tokens& tokens, const Hits& hits, const LabelTerms& terms) {
  std::vector<LabelHit> all;
  for (size_t i = 1; i < kLabels; ++i) {
    if (terms.terms[i] == 0) continue;
    for (const Hit& hit : hits.of(terms.terms[i])) all.push_back({static_cast<Label>(i), hit.first, hit.last});
  }
  std::sort(all.begin(), all.end(), [](const LabelHit& a, const LabelHit& b) {
    return a.first != b.first ? a.first < b.first : a.last > b.last;
  });
  std::vector<LabelHit> out;
  for (size_t i = 0; i < all.size(); ++i) {
    const bool free = out.empty() || all[i].first > out.back().last;
    if (free && !is_cut_by_line(all, i, tokens)) out.push_back(all[i]);
  }
  return out;
}

}  // namespace pismovod
