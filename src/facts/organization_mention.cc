// A form of organisation is one of a list, a name may be any word: so each form that is found leads to the name beside
// it. The name is looked for behind the form and then before it; where the form ends a line, before it first, as the
// next line begins with something else. In quotes a name goes on to where they close; without them it is a few words
// with capitals and what joins them, or one word where a text was typed in haste or dictated.
//
// "too" and "may" are forms in Latin letters and English words; a form within an address names nobody, and one within a
// longer mention is no second one. Names are compared by letters and digits alone, a sole trader's by initials too.

#include "facts/organization_mention.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace pismovod {
namespace {

constexpr uint32_t kLongestName = 24;  // tokens
constexpr uint32_t kMostWords = 5;     // of a name without quotes before its form

bool is_word(const Tokens& tokens, uint32_t i) { return tokens.is_kind(i, TokenKind::word); }

// Where the words right before `end` begin, or those of them that begin with a capital letter.
uint32_t words_before(const Tokens& tokens, uint32_t end, bool capital) {
  uint32_t begin = end;
  while (begin > 0 && end - begin < kMostWords && is_word(tokens, begin - 1) && (!capital || tokens[begin - 1].capital))
    --begin;
  return begin;
}

// A quote that opens: a blank, a bracket or nothing stands before it, a letter behind it.
bool opens(const Tokens& tokens, uint32_t i) {
  if (!tokens.is_mark(i, '"')) return false;
  const bool glued_behind = i + 1 < tokens.size() && !tokens[i + 1].after_space && !tokens[i + 1].is_break();
  const bool free_before = tokens[i].after_space || i == 0 || tokens.is_mark(i - 1, '(') || tokens.is_mark(i - 1, '"');
  return glued_behind && free_before;
}

// One past the quote that closes the one at `open`; nested ones may share the last.
std::optional<uint32_t> behind_quotes(const Tokens& tokens, uint32_t open) {
  int depth = 1;
  std::optional<uint32_t> last_close;
  const auto end = static_cast<uint32_t>(std::min<size_t>(tokens.size(), open + 1 + kLongestName));
  for (uint32_t i = open + 1; i < end; ++i) {
    if (tokens[i].kind == TokenKind::cell) break;
    if (tokens[i].kind == TokenKind::line && i + 1 < end && tokens[i + 1].kind == TokenKind::line) break;
    if (!tokens.is_mark(i, '"')) continue;
    if (opens(tokens, i)) {
      ++depth;
      continue;
    }
    last_close = i;
    if (--depth == 0) break;
  }
  if (!last_close) return std::nullopt;
  return *last_close + 1;
}

// Words that join the parts of a name: "Ромашка и Ко", "Банк по развитию".
bool is_particle(const Tokens& tokens, uint32_t i) {
  static const std::array<std::string, 3> particles = {fold("и"), fold("&"), fold("имени")};
  return is_word(tokens, i) && std::find(particles.begin(), particles.end(), tokens.text(i)) != particles.end();
}

// The end of an unquoted name that begins at i: capitalised words, with hyphens and particles.
uint32_t behind_capitals(const Tokens& tokens, uint32_t i, uint32_t most) {
  uint32_t end = i;
  for (uint32_t words = 0; i < tokens.size() && words < most; ++i) {
    const bool capital = is_word(tokens, i) && tokens[i].capital;
    const bool glued_number = tokens[i].kind == TokenKind::number && (!tokens[i].after_space || tokens[i].size() <= 4);
    if (capital || (glued_number && words > 0)) {
      end = i + 1;
      ++words;
      continue;
    }
    const bool joint = (tokens.is_mark(i, '-') && !tokens[i].after_space) || is_particle(tokens, i);
    if (!joint || words == 0) break;
  }
  return end;
}

bool is_adjective(std::string_view word) {
  static const std::vector<std::string> endings = {fold("ый"),  fold("ий"),  fold("ая"),   fold("яя"),  fold("ое"),
                                                   fold("ее"),  fold("ые"),  fold("ие"),   fold("ого"), fold("его"),
                                                   fold("ому"), fold("ему"), fold("ской"), fold("ной"), fold("ным")};
  return word.size() > 4 && ends_with_any(word, endings);
}

// "Швейный цех «Игла»", "Первая городская больница": a name that begins with an adjective goes on to its noun,
// in small letters, and from there to what stands in quotes or begins with capitals.
uint32_t behind_noun(const Tokens& tokens, uint32_t begin, uint32_t end) {
  if (end != begin + 1 || !is_adjective(tokens.text(begin))) return end;
  uint32_t at = end;
  while (is_word(tokens, at) && tokens[at].after_space && at < begin + 3 && is_adjective(tokens.text(at))) ++at;
  if (!is_word(tokens, at) || tokens[at].size() < 3 || !tokens[at].after_space) return end;
  end = at + 1;
  if (opens(tokens, end)) return behind_quotes(tokens, end).value_or(end);
  return std::max(end, behind_capitals(tokens, end, 4));
}

// Eight words and numbers without a capital or a mark: a text that was dictated.
bool runs_on(const Tokens& tokens, uint32_t i) {
  if (!is_word(tokens, i) || tokens[i].size() < 4) return false;
  for (uint32_t k = i; k < i + 8; ++k) {
    const bool small_word = is_word(tokens, k) && !tokens[k].capital;
    if (!small_word && !tokens.is_kind(k, TokenKind::number)) return false;
  }
  return true;
}

bool is_initial(const Tokens& tokens, uint32_t i) {
  return is_word(tokens, i) && tokens[i].size() == 1 && tokens[i].capital;
}

// "Самохин Олег Петрович", "Карасёв Л.Д.", "Л. Д. Карасёв": one past its end.
uint32_t behind_person(const Tokens& tokens, uint32_t i) {
  uint32_t end = i;
  uint32_t names = 0;
  for (; i < tokens.size() && names < 4; ++i) {
    if (is_word(tokens, i) && tokens[i].capital) {
      if (names >= 3 && !is_initial(tokens, i)) break;
      ++names;
      end = i + 1;
      continue;
    }
    const bool stop = tokens.is_mark(i, '.') && i > 0 && is_initial(tokens, i - 1);
    if (stop) end = i + 1;
    const bool hyphen = tokens.is_mark(i, '-') && !tokens[i].after_space;
    if (!stop && !(hyphen && names > 0)) break;
  }
  return names > 0 ? end : 0;
}

std::vector<std::string> split_words(std::string_view text) {
  std::vector<std::string> out(1);
  for (const char c : fold(text)) {
    if (is_folded_letter(c) || is_digit(c)) {
      out.back() += c;
    } else if (!out.back().empty()) {
      out.emplace_back();
    }
  }
  if (out.back().empty()) out.pop_back();
  return out;
}

// Surnames alike, and what follows alike as far as both say it: "Громов А.В." and "Громов Андрей".
bool same_person(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a.empty() || b.empty() || a[0] != b[0]) return false;
  for (size_t i = 1; i < std::min(a.size(), b.size()); ++i) {
    const bool initials = a[i].size() == 1 || b[i].size() == 1;
    if (initials ? a[i][0] != b[i][0] : a[i] != b[i]) return false;
  }
  return true;
}

std::vector<std::string> without_form(std::vector<std::string> words) {
  static const std::vector<std::string> forms = split_words(
      "ООО ОАО ЗАО АО ПАО НАО ТОО ИП LLC LLP Ltd ОДО ЧУП УП ОсОО SIA UAB SRL Inc GmbH индивидуальный предприниматель");
  std::erase_if(words,
                [](const std::string& word) { return std::find(forms.begin(), forms.end(), word) != forms.end(); });
  return words;
}

// The words of a name as written, without its form: a phrase for the vocabulary.
std::string phrase_of(const std::string& name, bool keep_form) {
  std::string out;
  std::string word;
  const auto close = [&] {
    if (!word.empty() && (keep_form || !without_form({fold(word)}).empty())) out += (out.empty() ? "" : " ") + word;
    word.clear();
  };
  for (size_t at = 0; at < name.size();) {
    const char32_t c = next_code_point(name, at);
    const char folded = fold_code_point(c);
    if (is_folded_letter(folded) || is_digit(folded)) {
      append_utf8(word, c);
    } else if (folded != '\0') {
      close();
    }
  }
  close();
  return out;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += word;
  return out;
}

bool names_trader(const std::string& name) {
  const std::vector<std::string> words = split_words(name);
  return !words.empty() && (words[0] == fold("ИП") || words[0] == fold("индивидуальный"));
}

}  // namespace

OrganizationReader::OrganizationReader(Vocabulary::Builder& words, const Catalogue& catalogue)
    : forms_(words.term(catalogue.list("organization_forms"))),
      tails_(words.term(catalogue.list("form_tails"))),
      traders_(words.term(catalogue.list("sole_trader"))),
      banks_(words.term(catalogue.list("bank_words"))),
      zeros_(words.known({"000"})) {
  for (const Phrase& name : catalogue.list("never_client")) never_client_.push_back(fold_bare(name.written()));
}

OrganizationMention OrganizationReader::made(const Text& text, uint32_t first, uint32_t last, uint32_t core_first,
                                             uint32_t core_last) {
  const Tokens& tokens = text.tokens();
  OrganizationMention mention;
  mention.first = first;
  mention.last = last;
  for (uint32_t i = core_first; i <= core_last; ++i) {
    const bool counts = tokens[i].kind == TokenKind::word || tokens[i].kind == TokenKind::number;
    if (counts) mention.core += tokens.text(i);
  }
  mention.has_form = true;
  return mention;
}

// "sorry, too many clients", "may have": written in Latin letters these are English; in capitals before a quote
// or a Cyrillic name they were typed so.
bool OrganizationReader::is_english(const Text& text, const Hit& form) {
  static const std::array<std::string, 4> look_alikes = {"too", "may", "no", "ou"};
  const Tokens& tokens = text.tokens();
  const auto is_ascii = [&](uint32_t i) { return static_cast<unsigned char>(text.written(i, i).front()) < 0x80; };
  const bool like = form.first == form.last &&
                    std::find(look_alikes.begin(), look_alikes.end(), tokens.text(form.first)) != look_alikes.end();
  if (!like || !is_ascii(form.first)) return false;
  const uint32_t next = form.last + 1;
  const bool names = tokens[form.first].all_capitals && next < tokens.size() &&
                     (opens(tokens, next) || (is_word(tokens, next) && tokens[next].capital && !is_ascii(next)));
  return !names;
}

std::optional<OrganizationMention> OrganizationReader::behind_form(const Text& text, const Hit& form) const {
  const Tokens& tokens = text.tokens();
  uint32_t at = form.last + 1;
  // "ООО ТД «Невские краски»", "ФГБОУ ВО «...»": more form words before the quoted name.
  for (const Hit& tail : text.hits(tails_)) {
    if (tail.first == at && opens(tokens, tail.last + 1)) at = tail.last + 1;
  }
  while (at < tokens.size() && (tokens[at].kind == TokenKind::soft || tokens[at].kind == TokenKind::line) &&
         tokens.is_kind(form.last + 1, tokens[at].kind) && at == form.last + 1) {
    ++at;  // a line broken between the form and the name
  }
  if (at >= tokens.size()) return std::nullopt;
  if (tokens.is_mark(at, '"')) {
    const auto end = behind_quotes(tokens, at);
    if (end && *end > at + 2) return made(text, form.first, *end - 1, at, *end - 1);
    ++at;  // never closed: read on as if it were not there
  }
  // "учреждение здравоохранения" is a form and no name yet.
  const bool long_form = form.first == form.last && tokens[form.last].size() > 6;
  // "ооо ромашка", typed in haste; "клиенту ООО лунная соната и н н 5406...", dictated.
  const bool in_haste = is_word(tokens, at) && !tokens[at].capital && !tokens[form.first].capital;
  uint32_t end = behind_capitals(tokens, at, 6);
  if (end <= at && !long_form && (in_haste || runs_on(tokens, at))) end = at + 1;
  // "Администрация Ташлинского сельсовета": the noun behind the adjective.
  if (end > at && tokens[form.last].size() > 6 && is_word(tokens, end) && tokens[end].after_space) {
    ++end;
  } else if (end > at) {
    end = behind_noun(tokens, at, end);
  }
  if (end <= at) return std::nullopt;
  return made(text, form.first, end - 1, at, end - 1);
}

std::optional<OrganizationMention> OrganizationReader::before_form(const Text& text, const Hit& form) const {
  const Tokens& tokens = text.tokens();
  uint32_t close = form.first;
  const bool listed = close > 0 && tokens.is_mark(close - 1, ',');
  if (listed) --close;
  if (close > 0 && tokens.is_mark(close - 1, '"')) {  // "Ромашка" ООО
    for (uint32_t open = close - 1; open > 0 && close - open < kLongestName; --open) {
      if (!opens(tokens, open - 1)) continue;
      return made(text, open - 1, form.last, open - 1, close - 1);
    }
    return std::nullopt;
  }
  const auto begins_line = [&](uint32_t at) { return at == 0 || tokens[at - 1].is_break(); };
  // "Магнитогорская кровля, ООО", as lists have it: all that its line or cell holds.
  const uint32_t whole = listed ? words_before(tokens, close, false) : close;
  if (whole < close && tokens[whole].capital && (begins_line(whole) || tokens.is_mark(whole - 1, ':')))
    return made(text, whole, form.last, whole, close - 1);
  // Steppe Automation LLP: behind an unquoted name stands a form in Latin letters, or one with a number behind it
  // ("Сибтрансмаш ООО, ИНН 5406178114").
  const uint32_t begin = words_before(tokens, close, true);
  if (begin == close) return std::nullopt;
  const bool goes_on = tokens.is_mark(form.last + 1, ',') && is_word(tokens, form.last + 2) &&
                       tokens[form.last + 2].all_capitals && tokens[form.last + 2].capital;
  const bool latin = static_cast<unsigned char>(text.written(begin, begin)[0]) < 0x80;
  if (!latin && !(begins_line(begin) && goes_on)) return std::nullopt;
  return made(text, begin, form.last, begin, close - 1);
}

std::optional<OrganizationMention> OrganizationReader::trader(const Text& text, const Hit& form) const {
  const Tokens& tokens = text.tokens();
  uint32_t at = form.last + 1;
  if (at < tokens.size() && (tokens[at].kind == TokenKind::line || tokens[at].kind == TokenKind::soft)) ++at;
  if (tokens.is_mark(at, '"')) ++at;
  const uint32_t end = behind_person(tokens, at);
  if (end <= at) return std::nullopt;
  OrganizationMention mention = made(text, form.first, end - 1, at, end - 1);
  mention.is_trader = true;
  return mention;
}

std::vector<OrganizationMention> OrganizationReader::mentions(const Text& text) const {
  std::vector<OrganizationMention> out;
  const auto add = [&](std::optional<OrganizationMention> mention) {
    if (!mention || mention->core.empty() || is_in_address(text.tokens(), mention->first, mention->first)) return false;
    out.push_back(std::move(*mention));
    return true;
  };
  const Tokens& tokens = text.tokens();
  for (const Hit& form : text.hits(forms_)) {
    if (is_english(text, form)) continue;
    // «Ромашка» ООО, Steppe LLP at a line's end: what the next line begins with is no name.
    const uint32_t next = form.last + 1;
    const bool ends_line = tokens.is_kind(next, TokenKind::line) || tokens.is_kind(next, TokenKind::soft);
    if (ends_line && add(before_form(text, form))) continue;
    if (!add(behind_form(text, form))) add(before_form(text, form));
  }
  for (const Hit& form : text.hits(traders_)) add(trader(text, form));
  for (const Hit& form : text.hits(zeros_)) {
    const bool counted = form.first > 0 && tokens.is_kind(form.first - 1, TokenKind::number);  // "10 000 «...»"
    if (!counted && opens(tokens, form.last + 1)) add(behind_form(text, form));
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  // A form within a longer mention ("ООО ТД «...»") is no second one.
  std::vector<OrganizationMention> separate;
  for (OrganizationMention& mention : out) {
    if (separate.empty() || mention.first > separate.back().last) separate.push_back(std::move(mention));
  }
  return separate;
}

// "Клиент: ООО Невские краски": behind a label the name goes on to the end of its line or cell, or
// to a comma, unless that is a whole sentence.
void OrganizationReader::extend(const Text& text, const Field& field, OrganizationMention& mention) const {
  const Tokens& tokens = text.tokens();
  const bool small = is_word(tokens, mention.last) && !tokens[mention.last].capital && !tokens[mention.first].capital &&
                     mention.first == field.value.begin;
  if ((!field.separated && !small) || tokens.is_mark(mention.last, '"') || mention.is_trader) return;
  uint32_t end = mention.last + 1;
  uint32_t words = 0;
  for (; end < field.value.end && words <= 4 && is_word(tokens, end); ++end) ++words;
  const bool stops = end >= field.value.end || tokens.is_mark(end, ',') || tokens.is_mark(end, '(') ||
                     tokens[end].is_break() || tokens.is_mark(end, ';') || tokens.is_mark(end, '.');
  if (words == 0 || words > 4 || !stops) return;
  const bool traded = mention.is_trader;
  const std::string core = mention.core;
  mention = made(text, mention.first, end - 1, mention.last + 1, end - 1);
  mention.core = core + mention.core;
  mention.is_trader = traded;
}

std::optional<OrganizationMention> OrganizationReader::in_field(
    const Text& text, const Field& field, const std::vector<OrganizationMention>& mentions) const {
  const auto within = std::lower_bound(mentions.begin(), mentions.end(), field.value.begin,
                                       [](const OrganizationMention& m, uint32_t begin) { return m.first < begin; });
  if (within != mentions.end() && within->first < std::min(field.value.end, field.value.begin + 12)) {
    OrganizationMention mention = *within;
    extend(text, field, mention);
    return mention;
  }
  const Tokens& tokens = text.tokens();
  uint32_t at = field.value.begin;
  if (at >= field.value.end) return std::nullopt;
  uint32_t end = 0;
  if (tokens.is_mark(at, '"')) {
    const auto quoted = behind_quotes(tokens, at);
    end = quoted ? std::min(*quoted, field.value.end) : at;
  } else {
    end = std::min(behind_capitals(tokens, at, 6), field.value.end);
  }
  if (end <= at) return std::nullopt;
  OrganizationMention mention = made(text, at, end - 1, at, end - 1);
  mention.has_form = false;
  if (mention.core.size() < 2) return std::nullopt;
  return mention;
}

bool OrganizationReader::is_never_client(const OrganizationMention& mention) const {
  return std::find(never_client_.begin(), never_client_.end(), mention.core) != never_client_.end();
}

bool OrganizationReader::is_bank(const Text& text, const OrganizationMention& mention) const {
  return std::ranges::any_of(text.hits(banks_, mention.first, mention.last + 1),
                             [&](const Hit& hit) { return hit.last <= mention.last; });
}

OrganizationNames::OrganizationNames(Vocabulary::Builder& words, std::span<const Organization> organizations) {
  for (const Organization& organization : organizations) {
    Known known{organization.name, 0, {}, {}};
    Phrases phrases;
    std::vector<std::string> names = organization.aliases;
    names.push_back(organization.name);
    for (const std::string& name : names) {
      // A trader's surname alone is a person's: the form stays.
      const bool trader = names_trader(name);
      // Letters and digits alone: none only of a name without any, and such a one the configuration refuses.
      if (auto phrase = Phrase::parse(phrase_of(name, trader))) phrases.push_back(std::move(*phrase));
      std::vector<std::string> parts = without_form(split_words(name));
      if (trader) {
        known.persons.push_back(std::move(parts));
      } else if (!parts.empty()) {
        known.cores.push_back(joined(parts));
      }
    }
    known.term = words.term(phrases);
    known_.push_back(std::move(known));
  }
}

const OrganizationNames::Known* OrganizationNames::known(const Organization& organization) const {
  for (const Known& known : known_) {
    if (known.organization == organization.name) return &known;
  }
  return nullptr;
}

std::vector<Hit> OrganizationNames::mentions(const Text& text, const Organization& organization) const {
  std::vector<Hit> out;
  const Known* names = known(organization);
  if (names == nullptr) return out;
  for (const Hit& hit : text.hits(names->term)) {
    if (!is_in_address(text.tokens(), hit.first, hit.last)) out.push_back(hit);
  }
  return out;
}

bool OrganizationNames::stands_in(const Text& text, const Organization& organization, size_t begin, size_t end) const {
  const Known* names = known(organization);
  if (names == nullptr) return false;
  for (const Hit& hit : text.hits(names->term, begin, end)) {
    if (hit.last < end && !is_in_address(text.tokens(), hit.first, hit.last)) return true;
  }
  return false;
}

bool OrganizationNames::touches(const Text& text, const Organization& organization, size_t begin, size_t end) const {
  const Known* names = known(organization);
  if (names == nullptr) return false;
  const auto touching = [&](const Hit& hit) {
    return hit.last >= begin && !is_in_address(text.tokens(), hit.first, hit.last);
  };
  return std::ranges::any_of(text.hits(names->term, begin - std::min<size_t>(begin, kLongestName), end), touching);
}

bool OrganizationNames::is_name(const Text& text, const OrganizationMention& mention,
                                const Organization& organization) const {
  const Known* names = known(organization);
  if (names == nullptr) return false;
  if (!mention.is_trader)
    return std::find(names->cores.begin(), names->cores.end(), mention.core) != names->cores.end();
  if (names->persons.empty()) return false;
  const std::vector<std::string> words = without_form(split_words(text.written(mention.first, mention.last)));
  return std::any_of(names->persons.begin(), names->persons.end(),
                     [&](const std::vector<std::string>& person) { return same_person(person, words); });
}

bool is_in_address(const Tokens& tokens, uint32_t first, uint32_t last) {
  static const std::array<std::string, 12> domains = {fold("ru"),  fold("рф"), fold("com"), fold("net"),
                                                      fold("org"), fold("kz"), fold("by"),  fold("info"),
                                                      fold("su"),  fold("uz"), fold("biz"), fold("pro")};
  uint32_t begin = first;
  while (begin > 0 && !tokens[begin].after_space && !tokens[begin - 1].is_break() && first - begin < 12) --begin;
  uint32_t end = last + 1;
  while (end < tokens.size() && !tokens[end].after_space && !tokens[end].is_break() && end - last < 12) ++end;
  for (uint32_t i = begin; i < end; ++i) {
    if (tokens.is_mark(i, '@')) return true;
    if (tokens.is_mark(i, '/') && tokens.is_mark(i + 1, '/')) return true;
    const bool dotted = i >= last && tokens.is_mark(i, '.') && is_word(tokens, i + 1) && i + 1 < end;
    if (dotted && std::find(domains.begin(), domains.end(), tokens.text(i + 1)) != domains.end()) return true;
  }
  return false;
}

}  // namespace pismovod
