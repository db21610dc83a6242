// A name has a beginning that can be told, and an end that nothing marks. So seeds are found first ("1С:" with a name
// behind it, known names in full, short forms), and each grows by numbers, words with capitals and words of products;
// in quotes it ends where they close. Labels come last, with what no seed has found. About 30 tokens are looked at.
//
// What is also a common word needs more: a sign beside it, or a capital letter where it is set off or begins no
// sentence, as "Бухгалтерия" may be the people. A full stop may stand within a name or end it, which the words behind
// it tell; "1С:Предприятие" alone is the platform and no product.

#include "facts/product_mention.h"

#include <algorithm>
#include <map>

#include "base/utf8.h"
#include "facts/organization_mention.h"

namespace pismovod {
namespace {

constexpr uint32_t kLongestName = 30;  // tokens

bool is_word(const Tokens& tokens, uint32_t i) { return tokens.is_kind(i, TokenKind::word); }
bool is_number(const Tokens& tokens, uint32_t i) { return tokens.is_kind(i, TokenKind::number); }

// Hits stand in the order of the text: those from token i on.
std::span<const Hit> from(std::span<const Hit> hits, uint32_t i) {
  const auto at = std::lower_bound(hits.begin(), hits.end(), i, [](const Hit& h, uint32_t k) { return h.first < k; });
  return hits.subspan(static_cast<size_t>(at - hits.begin()));
}

bool starts_at(std::span<const Hit> hits, uint32_t i) {
  const std::span<const Hit> rest = from(hits, i);
  return !rest.empty() && rest.front().first == i;
}

// Does a hit hold tokens [first, last]? Phrases have a few words.
bool holds(std::span<const Hit> hits, uint32_t first, uint32_t last) {
  for (const Hit& hit : from(hits, first - std::min(first, kLongestName))) {
    if (hit.first > first) break;
    if (hit.last >= last) return true;
  }
  return false;
}

// "3.0.174.25": how many groups a number of dots has.
uint32_t dotted_groups(const Tokens& tokens, uint32_t i) {
  uint32_t groups = 1;
  while (tokens.is_mark(i + 1, '.') && !tokens[i + 1].after_space && is_number(tokens, i + 2) &&
         !tokens[i + 2].after_space) {
    i += 2;
    ++groups;
  }
  return groups;
}

// Of a line without end what stands near tells enough: every short form in it asks.
bool all_capital_line(const Tokens& tokens, uint32_t i) {
  constexpr size_t kReach = 50;
  Tokens::Range line = tokens.line(i);
  line = {std::max(line.begin, i - std::min<size_t>(i, kReach)), std::min(line.end, i + kReach)};
  size_t words = 0;
  for (size_t k = line.begin; k < line.end; ++k) {
    if (tokens[k].kind != TokenKind::word) continue;
    if (!tokens[k].all_capitals) return false;
    ++words;
  }
  return words >= 4;
}

bool is_labelled(const Text& text, uint32_t i) {
  return std::ranges::any_of(text.field_index().valued_at(i),
                             [](const Field* field) { return field->label == Label::product; });
}

bool begins_sentence(const Tokens& tokens, uint32_t i) {
  return i == 0 || tokens[i - 1].is_break() || tokens.is_mark(i - 1, '.') || tokens.is_mark(i - 1, '!') ||
         tokens.is_mark(i - 1, '?');
}

Phrases all_spelled(const Catalogue& catalogue) {
  Phrases out;
  for (const ProductLine& line : catalogue.products) out.insert(out.end(), line.spelled.begin(), line.spelled.end());
  return out;
}

}  // namespace

ProductReader::ProductReader(Vocabulary::Builder& words, const Catalogue& catalogue)
    : one_c_(words.known({"1с", "1 с"})),
      spelled_(words.term(all_spelled(catalogue))),
      common_(words.term(catalogue.list("common_products"))),
      product_words_(words.term(catalogue.list("product_words"))),
      not_products_(words.term(catalogue.list("not_products"))),
      signs_(words.term(catalogue.list("product_signs"))),
      verbs_(words.term(catalogue.list("department_verbs"))),
      contracts_(words.term(catalogue.list("its_contract"))),
      platform_(words.known({"предприяти*", "enterprise"})),
      placeholders_(words.term(catalogue.list("placeholders"))),
      forms_(words.term(catalogue.list("organization_forms"))),
      openers_(words.term(catalogue.list("sentence_openers"))) {
  for (const ProductLine& line : catalogue.products) {
    for (const Phrase& form : line.short_forms) add_short(words, form, line.needs_sign);
  }
}

void ProductReader::add_short(Vocabulary::Builder& words, const Phrase& form, bool needs_sign) {
  const Folded folded = Folded::of(form.written());
  bool all = true;
  for (size_t i = 0; i < folded.size(); ++i) all = all && (!is_folded_letter(folded.text()[i]) || folded.is_capital(i));
  // Two letters are too common a word in small ones; three are not.
  const bool short_word = folded.size() <= 2 || needs_sign;
  const Case written = all && short_word      ? Case::all_capitals
                       : all                  ? Case::any
                       : folded.is_capital(0) ? Case::capital
                                              : Case::any;
  short_.push_back({words.term({&form, 1}), written, needs_sign});
}

bool ProductReader::is_product_word(const Text& text, uint32_t i) const {
  return is_word(text.tokens(), i) && starts_at(text.hits(product_words_), i);
}

bool ProductReader::has_sign(const Text& text, uint32_t first, uint32_t last) const {
  const Tokens& tokens = text.tokens();
  if (first >= 2 && starts_at(text.hits(one_c_), first - 2)) return true;
  if (first >= 3 && starts_at(text.hits(one_c_), first - 3)) return true;  // "1С:ДО"
  if (starts_at(text.hits(signs_), last + 1)) return true;
  return is_number(tokens, last + 1) && tokens[last + 1].size() <= 2 && dotted_groups(tokens, last + 1) >= 2;
}

// "1С:Что-то", "1С Что-то" with a capital, with words of a known product, or "продукт 1с:что-то".
void ProductReader::named_seeds(const Text& text, std::vector<Seed>& out) const {
  const Tokens& tokens = text.tokens();
  for (const Hit& hit : text.hits(one_c_)) {
    uint32_t at = hit.last + 1;
    while (tokens.is_mark(at, ':') || tokens.is_mark(at, '-') || tokens.is_mark(at, '"') ||
           tokens.is_kind(at, TokenKind::soft)) {
      ++at;
    }
    if (tokens.is_kind(at, TokenKind::line) && tokens.is_mark(at - 1, ':')) ++at;
    if (!is_word(tokens, at)) continue;
    const bool platform = starts_at(text.hits(platform_), at);
    const bool known = starts_at(text.hits(spelled_), at) || starts_at(text.hits(common_), at);
    if (!platform && starts_at(text.hits(not_products_), at)) continue;
    if (!tokens[at].capital && !known && !is_labelled(text, hit.first)) continue;
    const bool short_form = std::any_of(short_.begin(), short_.end(),
                                        [&](const ShortForms& forms) { return starts_at(text.hits(forms.term), at); });
    uint32_t last = at;
    for (const TermId term : {spelled_, common_}) {
      for (const Hit& name : from(text.hits(term), at)) {
        if (name.first != at) break;
        last = std::max(last, name.last);
      }
    }
    out.push_back({hit.first, last, short_form && !known, platform});
  }
}

void ProductReader::spelled_seeds(const Text& text, std::vector<Seed>& out) const {
  for (const Hit& hit : text.hits(spelled_)) out.push_back({hit.first, hit.last, false, false});
  for (const Hit& hit : text.hits(common_)) {
    if (is_common_meant(text, hit)) out.push_back({hit.first, hit.last, false, false});
  }
}

// "Бухгалтерия" the product, not the people.
bool ProductReader::is_common_meant(const Text& text, const Hit& hit) const {
  const Tokens& tokens = text.tokens();
  if (has_sign(text, hit.first, hit.last)) return true;
  if (is_number(tokens, hit.last + 1) && tokens[hit.last + 1].size() == 1) return true;
  if (hit.first > 0 && starts_at(text.hits(signs_), hit.first - 1)) return true;  // "базовая бухгалтерия"
  if (starts_at(text.hits(verbs_), hit.last + 1)) return false;
  if (!tokens[hit.first].capital) return false;
  const bool set_off = tokens.is_mark(hit.last + 1, ',') || tokens.is_mark(hit.last + 1, ':') ||
                       tokens.is_mark(hit.last + 1, '"') || tokens.is_mark(hit.last + 1, '(');
  return set_off || !begins_sentence(tokens, hit.first);
}

bool ProductReader::written_as(const Text& text, const Hit& hit, Case wanted) const {
  const Tokens& tokens = text.tokens();
  for (uint32_t i = hit.first; i <= hit.last; ++i) {
    if (!is_word(tokens, i)) continue;
    if (wanted == Case::all_capitals && !tokens[i].all_capitals) return false;
    if (wanted == Case::capital) return tokens[i].capital;
  }
  return true;
}

void ProductReader::short_seeds(const Text& text, std::vector<Seed>& out) const {
  const Tokens& tokens = text.tokens();
  for (const ShortForms& forms : short_) {
    for (const Hit& hit : text.hits(forms.term)) {
      const bool sure = !forms.needs_sign && has_sign(text, hit.first, hit.last);  // "бп проф", typed in haste
      if (!sure && !written_as(text, hit, forms.written)) continue;
      const bool glued = (hit.first > 0 && tokens.is_mark(hit.first - 1, '-') && !tokens[hit.first].after_space) ||
                         (tokens.is_mark(hit.last + 1, '-') && !tokens[hit.last + 1].after_space);
      const bool doubtful = forms.needs_sign || glued || all_capital_line(tokens, hit.first);
      if (doubtful && !has_sign(text, hit.first, hit.last)) continue;
      if (holds(text.hits(contracts_), hit.first, hit.last) || is_in_address(tokens, hit.first, hit.last)) continue;
      out.push_back({hit.first, hit.last, true, false});
    }
  }
}

std::vector<ProductReader::Seed> ProductReader::seeds(const Text& text) const {
  std::vector<Seed> out;
  named_seeds(text, out);
  spelled_seeds(text, out);
  short_seeds(text, out);
  std::sort(out.begin(), out.end(),
            [](const Seed& a, const Seed& b) { return a.first != b.first ? a.first < b.first : a.last > b.last; });
  return out;
}

// Is the name in quotes? Then it goes on to where they close.
uint32_t ProductReader::quoted_end(const Text& text, const Seed& seed) const {
  const Tokens& tokens = text.tokens();
  if (seed.first == 0 || !tokens.is_mark(seed.first - 1, '"')) return 0;
  for (uint32_t i = seed.last + 1; i < tokens.size() && i < seed.last + kLongestName; ++i) {
    if (tokens.is_mark(i, '"')) return i;
    if (tokens[i].kind == TokenKind::cell) return 0;
  }
  return 0;
}

// "... 8 ПРОФ. Электронная поставка" goes on, "... 8 ПРОФ. Просим" does not.
bool ProductReader::accepts_after_stop(const Text& text, uint32_t i, bool platform) const {
  const Tokens& tokens = text.tokens();
  if (!is_word(tokens, i) || !tokens[i].capital) return false;
  // "8 ПРОФ. На портале ...": a preposition, a pronoun or an ask begins another sentence.
  if (tokens[i].size() < 3 || starts_at(text.hits(openers_), i)) return false;
  if (is_product_word(text, i) || platform) return true;
  for (uint32_t k = i + 1; k < i + 4; ++k) {
    if (k >= tokens.size() || tokens[k].is_break() || tokens.is_mark(k, ',') || tokens.is_mark(k, '(') ||
        tokens.is_mark(k, '.') || tokens.is_mark(k, '"')) {
      return true;
    }
    if (!is_word(tokens, k)) return false;
  }
  return false;
}

// One past the last token of the name that grows from a seed.
uint32_t ProductReader::extended(const Text& text, const Seed& seed) const {
  if (const uint32_t quoted = quoted_end(text, seed); quoted != 0) return quoted;
  const Tokens& tokens = text.tokens();
  uint32_t end = seed.last + 1;
  for (uint32_t i = end; i < tokens.size() && i < seed.first + kLongestName; ++i) {
    if (is_number(tokens, i)) {
      if (tokens[i].size() > 4 || dotted_groups(tokens, i) > 2) break;
      end = i + 1;
    } else if (is_word(tokens, i)) {
      const bool known = is_product_word(text, i);
      const bool capital = tokens[i].capital && !tokens[i - 1].is_break();
      if (!known && !capital) break;
      if (tokens[i].size() > 2 || tokens[i].all_capitals) end = i + 1;
    } else if (tokens.is_mark(i, '.')) {
      const bool number = is_number(tokens, i + 1) && !tokens[i + 1].after_space;
      if (!number && !accepts_after_stop(text, i + 1, seed.is_platform)) break;
      if (!number) end = i + 2;
    } else if (tokens.is_mark(i, '(')) {
      const bool machine = is_word(tokens, i + 1) && tokens.text(i + 1) == "x";  // (x86-64)
      if (!machine) break;
      while (i < tokens.size() && !tokens.is_mark(i, ')') && !tokens[i].is_break()) ++i;
      end = std::min<uint32_t>(i + 1, static_cast<uint32_t>(tokens.size()));
    } else if (!(tokens.is_mark(i, '-') && !tokens[i].after_space) &&
               !(tokens[i].kind == TokenKind::line && is_product_word(text, i + 1) && tokens[i + 1].size() > 2)) {
      break;
    }
  }
  return end;
}

// What a label calls the product, whatever it is.
void ProductReader::labelled(const Text& text, std::vector<ProductMention>& out) const {
  const Tokens& tokens = text.tokens();
  std::map<uint32_t, uint32_t> taken;  // no two of them overlap
  for (const ProductMention& mention : out) taken.emplace(mention.first, mention.last);
  for (const Field& field : text.fields()) {
    if (field.label != Label::product || !field.separated || field.value.empty()) continue;
    const uint32_t begin = field.value.begin;
    const auto behind = taken.lower_bound(field.value.end);
    const bool covered = behind != taken.begin() && std::prev(behind)->second >= begin;
    const std::span<const Hit> forms = from(text.hits(forms_), begin);
    const bool organisation = !forms.empty() && forms.front().first < field.value.end;
    if (covered || organisation || starts_at(text.hits(placeholders_), begin)) continue;
    uint32_t end = begin;
    bool named = false;
    for (; end < field.value.end && end < begin + kLongestName; ++end) {
      if (tokens.is_mark(end, ',') || tokens.is_mark(end, ';') || tokens.is_mark(end, '(')) break;
      named = named || (is_word(tokens, end) && tokens[end].size() >= 2);
    }
    const bool capital =
        is_word(tokens, begin) ? tokens[begin].capital : tokens.is_mark(begin, '"') || is_number(tokens, begin);
    if (!named || !capital) continue;
    out.push_back({begin, end - 1, false});
    taken.emplace(begin, end - 1);
  }
}

std::vector<ProductMention> ProductReader::mentions(const Text& text) const {
  const Tokens& tokens = text.tokens();
  std::vector<ProductMention> out;
  for (const Seed& seed : seeds(text)) {
    if (!out.empty() && seed.first <= out.back().last) continue;
    uint32_t end = extended(text, seed);
    while (end > seed.last + 1 && !is_word(tokens, end - 1) && !is_number(tokens, end - 1) &&
           !tokens.is_mark(end - 1, ')'))
      --end;
    if (seed.is_platform) {
      // "1С:Предприятие 8.3 (8.3.24.1548)" is the platform; with a licence or a solution it is a product.
      uint32_t words = 0;
      for (uint32_t i = seed.last + 1; i < end; ++i) words += is_word(tokens, i) && tokens[i].size() > 2 ? 1 : 0;
      if (words == 0) continue;
    }
    out.push_back({seed.first, end - 1, seed.is_short});
  }
  labelled(text, out);
  return out;
}

}  // namespace pismovod
