// Every token has a flag, and whoever knows what it is takes it: listed phrases first, then products, organisations,
// labels with their values, forms not filled in, addresses. Names come behind these, for a line is one of names where
// nothing else is left of it, and sentences with a greeting come last.
//
// What is taken too much is lost of the sender's words. Behind a colon or in a cell the value goes with its label; in
// prose, and where it is too long for a datum, the number alone. Long words all in capitals are a shout and no name.

#include "facts/remainder.h"

#include <algorithm>

#include "facts/blank_line.h"
#include "facts/number.h"
#include "facts/reading.h"

namespace pismovod {
namespace {

// "Суть вопроса:" is no question by itself.
bool is_label_of_data(const Field& field) {
  switch (field.label) {
    case Label::question:
    case Label::reason:
    case Label::decoy:
    case Label::none:
      return false;
    case Label::partner_name:
    case Label::client_name:
    case Label::organization:
    case Label::product:
    case Label::code:
    case Label::topic:
    case Label::country:
      return field.separated;
    default:
      return true;
  }
}

bool is_label(const Field& field) {
  const bool of_words = field.label == Label::question || field.label == Label::reason;
  return of_words ? field.separated : is_label_of_data(field);
}

// A datum ends with its sentence; a product's name may have a stop within: "1С:Предприятие 8. Клиентская ...".
uint32_t end_of_datum(const Text& text, const Field& field) {
  if (field.label == Label::product || field.label == Label::article) return field.value.end;
  return std::min(field.value.end, static_cast<uint32_t>(text.tokens().sentence(field.value.begin).end));
}

// Longer than any datum: a sentence goes on behind it.
bool is_long(const Text& text, const Field& field) {
  constexpr size_t kLongestDatum = 14;
  size_t words = 0;
  for (uint32_t i = field.value.begin; i < field.value.end; ++i)
    words += text.tokens()[i].kind == TokenKind::word ? 1 : 0;
  return words > kLongestDatum;
}

uint32_t behind_number(const Text& text, const Field& field) {
  const auto run = first_number(text.tokens(), field.value, 3, [](const std::string& d) { return d.size() >= 2; });
  return run ? run->last + 1 : field.value.begin;
}

// "<Опишите возникшую проблему…>": what a program left to be filled in.
void take_placeholders(const Text& text, Remainder& left) {
  constexpr size_t kLongest = 40;
  const Tokens& tokens = text.tokens();
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (!tokens.is_mark(i, '<')) continue;
    size_t end = i;
    while (end < tokens.size() && end < i + kLongest && !tokens.is_mark(end, '>')) ++end;
    if (!tokens.is_mark(end, '>')) continue;
    left.take(i, end + 1);
    i = end;
  }
}

// "Дистрибьютор: ____", whoever's form it is of.
void take_unfilled_lines(const Tokens& tokens, Remainder& left) {
  for (size_t i = 0; i < tokens.size();) {
    const Tokens::Range line = tokens.line(i);
    if (is_unfilled_line(tokens, line)) left.take(line.begin, line.end);
    i = std::max(line.end, i) + 1;
  }
}

// "buh@firma.ru", "https://firma.ru/news": what is written without a blank round an at sign or two slashes.
void take_addresses(const Tokens& tokens, Remainder& left) {
  const auto is_joined = [&](size_t i) { return i < tokens.size() && !tokens[i].is_break() && !tokens[i].after_space; };
  for (size_t i = 0; i < tokens.size();) {
    size_t end = i + 1;
    bool is_address = tokens.is_mark(i, '@');
    for (; is_joined(end); ++end) {
      is_address = is_address || tokens.is_mark(end, '@') || (tokens.is_mark(end, '/') && tokens.is_mark(end - 1, '/'));
    }
    if (is_address) left.take(i, end);
    i = end;
  }
}

// A capital begins a name. Capitals throughout are a shout, and may say anything.
bool is_name(const Token& word) {
  constexpr size_t kLongestForm = 4;  // "ФГБУ"
  return word.capital && (!word.all_capitals || word.size() <= kLongestForm);
}

// "Павел Дьячков, «Ока-Софт», Муром": names alone; or "Директор ООО «Вектор»", "Генеральному директору": a position,
// and besides nothing but names. What is spoken for counts for neither.
bool is_signed_line(const Text& text, Tokens::Range line, TermId positions, const Remainder& left) {
  constexpr size_t kMostNames = 6;
  constexpr size_t kMostWithPosition = 8;
  const Tokens& tokens = text.tokens();
  size_t words = 0;
  size_t long_words = 0;
  bool are_names = true;
  bool has_position = false;
  for (size_t i = line.begin; i < line.end; ++i) {
    if (tokens.is_mark(i, '?') || tokens.is_mark(i, '!')) return false;
    if (left.is_taken(i)) continue;
    if (tokens[i].kind == TokenKind::number) return false;
    if (tokens[i].kind != TokenKind::word) continue;
    ++words;
    are_names = are_names && is_name(tokens[i]);
    if (tokens[i].size() <= 2) continue;  // "И. о.", "по"
    const bool is_position = text.has_hit(positions, i, i + 1);
    if (!is_position && !is_name(tokens[i])) return false;
    has_position = has_position || (is_position && tokens[i].size() > 3);
    ++long_words;
  }
  return (are_names && words >= 2 && words <= kMostNames) || (has_position && long_words <= kMostWithPosition);
}

// Does `word` stand between blanks in a name?
bool has_word(std::string_view name, std::string_view word) {
  for (size_t at = name.find(word); at != std::string_view::npos; at = name.find(word, at + 1)) {
    const size_t end = at + word.size();
    if ((at == 0 || name[at - 1] == ' ') && (end == name.size() || name[end] == ' ')) return true;
  }
  return false;
}

TermId term(Vocabulary::Builder& words, const Catalogue& catalogue, std::string_view list) {
  return words.term(catalogue.list(list));
}

}  // namespace

Remainder::Remainder(const Text& text) : text_(&text), taken_(text.tokens().size(), false) {}

void Remainder::take(size_t begin, size_t end) {
  for (size_t i = begin; i < std::min(end, taken_.size()); ++i) taken_[i] = true;
}

void Remainder::take(TermId term) {
  for (const Hit& hit : text_->hits(term)) take(hit.first, hit.last + 1);
}

void Remainder::take(TermId term, Tokens::Range range) {
  for (const Hit& hit : text_->hits(term, range.begin, range.end)) take(hit.first, hit.last + 1);
}

bool Remainder::counts(size_t i) const {
  const Token& token = text_->tokens()[i];
  return token.kind == TokenKind::word && token.size() >= 3 && !taken_[i];
}

size_t Remainder::words(Tokens::Range range) const {
  size_t count = 0;
  for (size_t i = range.begin; i < range.end; ++i) count += counts(i) ? 1 : 0;
  return count;
}

bool is_predicate(const Text& text, size_t i) {
  static const std::vector<std::string> endings = {
      fold("ал"),   fold("ил"),   fold("ел"),  fold("ял"),  fold("лся"),  fold("ала"), fold("ила"), fold("ела"),
      fold("ола"),  fold("ула"),  fold("али"), fold("или"), fold("ели"),  fold("оли"), fold("ули"), fold("лись"),
      fold("лась"), fold("лось"), fold("ает"), fold("ует"), fold("ится"), fold("ают"), fold("уют"), fold("ут"),
      fold("ёл"),   fold("шёл"),  fold("шла"), fold("шли"), fold("шло"),  fold("ыл"),  fold("ыла"), fold("ыли"),
      fold("ул"),   fold("ана"),  fold("ена"), fold("ан"),  fold("ен"),   fold("ено"), fold("ены"), fold("ано"),
      fold("ят"),   fold("ята"),  fold("ыт"),  fold("ита")};
  const Token& token = text.tokens()[i];
  return token.kind == TokenKind::word && token.size() >= 4 && ends_with_any(text.tokens().text(i), endings);
}

bool is_imperative(const Text& text, size_t i) {
  static const std::vector<std::string> endings = {fold("ите"), fold("ьте"), fold("йте")};
  const Tokens& tokens = text.tokens();
  if (tokens[i].kind != TokenKind::word || tokens[i].size() < 6 || !ends_with_any(tokens.text(i), endings))
    return false;
  return i == 0 || tokens[i - 1].kind != TokenKind::word || tokens[i - 1].size() > 2;
}

size_t words_in(const Text& text, TermId stop_words, size_t begin, size_t end) {
  size_t count = 0;
  for (size_t i = begin; i < std::min(end, text.tokens().size()); ++i) {
    const Token& token = text.tokens()[i];
    const bool says = token.kind == TokenKind::word && token.size() >= 3 && !text.has_hit(stop_words, i, i + 1);
    count += says ? 1 : 0;
  }
  return count;
}

bool says_on(const Text& text, const Hit& hit, TermId stop_words) {
  const Tokens& tokens = text.tokens();
  const size_t end = tokens.line(hit.last).end;
  const bool is_form = tokens.is_mark(end - 1, ':') || tokens.is_mark(end - 1, '_') || tokens.is_mark(end - 1, '.');
  const size_t below = is_form || end + 1 >= tokens.size() ? end : tokens.line(end + 1).end;
  return words_in(text, stop_words, hit.last + 1, below) >= 2;
}

RemainderReader::RemainderReader(Vocabulary::Builder& words, const Catalogue& catalogue, const OrganizationNames& names)
    : names_(names),
      greetings_(term(words, catalogue, "greetings")),
      formulas_(term(words, catalogue, "formulas")),
      stop_words_(term(words, catalogue, "stop_words")),
      placeholders_(term(words, catalogue, "placeholders")),
      positions_(term(words, catalogue, "positions")),
      requests_(term(words, catalogue, "request_words")),
      addressed_(term(words, catalogue, "addressed_words")),
      speech_(term(words, catalogue, "speech")),
      errands_(term(words, catalogue, "errands")),
      no_knowledge_(term(words, catalogue, "no_knowledge")),
      asking_(term(words, catalogue, "asking")) {}

Remainder RemainderReader::of(const Reading& reading, const Text& text) const {
  Remainder left(text);
  for (const TermId taken : {greetings_, formulas_, stop_words_, placeholders_}) left.take(taken);
  for (const ProductMention& mention : text.products()) left.take(mention.first, mention.last + 1);
  for (const OrganizationMention& mention : text.organizations()) left.take(mention.first, mention.last + 1);
  if (reading.sender() != nullptr) {
    for (const Hit& hit : names_.mentions(text, *reading.sender())) left.take(hit.first, hit.last + 1);
  }
  take_fields(text, left);
  take_placeholders(text, left);
  take_unfilled_lines(text.tokens(), left);
  take_addresses(text.tokens(), left);
  take_names(reading, text, left);
  take_polite_sentences(text, left);
  return left;
}

Remainder RemainderReader::statements(const Reading& reading, const Text& text) const {
  Remainder left = of(reading, text);
  leave_statements(text, {0, text.tokens().size()}, left);
  return left;
}

void RemainderReader::leave_statements(const Text& text, Tokens::Range sentence, Remainder& left) const {
  for (const TermId taken : {requests_, addressed_, speech_}) left.take(taken, sentence);
  take_capitals(text, sentence, left);
  const Tokens& tokens = text.tokens();
  for (size_t i = sentence.begin; i < sentence.end;) {
    Tokens::Range clause = tokens.clause(i);
    clause.begin = std::max(clause.begin, i);
    const bool asks = tokens.is_mark(clause.end, '?') || (text.has_hit(asking_, clause.begin, clause.begin + 2) &&
                                                          tokens.is_mark(tokens.sentence(i).end, '?'));
    if (asks || text.has_hit(errands_, clause) || text.has_hit(no_knowledge_, clause))
      left.take(clause.begin, clause.end);
    i = std::max(clause.end + 1, i + 1);
  }
}

// Names within a sentence, and what is asked of the reader: "сотрите", "верните".
void RemainderReader::take_capitals(const Text& text, Tokens::Range range, Remainder& left) {
  const Tokens& tokens = text.tokens();
  for (size_t i = std::max<size_t>(range.begin, 1); i < range.end; ++i) {
    if (tokens[i].kind != TokenKind::word) continue;
    const bool begins = tokens[i - 1].is_break() || tokens.is_mark(i - 1, '.') || tokens.is_mark(i - 1, '!') ||
                        tokens.is_mark(i - 1, '?') || tokens.is_mark(i - 1, '"') || tokens.is_mark(i - 1, '(');
    if ((is_name(tokens[i]) && !begins) || is_imperative(text, i)) left.take(i, i + 1);
  }
}

// A label with its value. Behind a colon or in a cell the whole value is the datum; in prose the
// number alone.
void RemainderReader::take_fields(const Text& text, Remainder& left) const {
  for (const Field& field : text.fields()) {
    if (is_label(field)) left.take(field.words.begin, field.words.end);
    if (!is_label_of_data(field) || field.value.empty()) continue;
    uint32_t end = end_of_datum(text, field);
    if (!field.separated || is_long(text, field)) end = behind_number(text, field);
    left.take(field.value.begin, end);
  }
}

// The sender's own name, and lines of capitalised words alone.
void RemainderReader::take_names(const Reading& reading, const Text& text, Remainder& left) const {
  const Tokens& tokens = text.tokens();
  const std::string own = fold(reading.letter().from_name);
  for (size_t i = 0; i < tokens.size() && !own.empty(); ++i) {
    const bool named = tokens[i].kind == TokenKind::word && tokens[i].size() > 2 && tokens[i].capital;
    if (named && has_word(own, tokens.text(i))) left.take(i, i + 1);
  }
  if (text.place().kind == Place::Kind::subject) return;
  for (size_t i = 0; i < tokens.size();) {
    const Tokens::Range line = tokens.line(i);
    if (is_signed_line(text, line, positions_, left)) left.take(line.begin, line.end);
    i = line.end + 1;
  }
}

// "Анна, здравствуйте!", "Спасибо заранее, Константин": hardly anything but the greeting.
void RemainderReader::take_polite_sentences(const Text& text, Remainder& left) const {
  for (const Hit& hit : text.hits(greetings_)) {
    const Tokens::Range sentence = text.tokens().sentence(hit.first);
    if (left.words(sentence) <= 2 && !text.has_hit(requests_, sentence)) left.take(sentence.begin, sentence.end);
  }
}

}  // namespace pismovod
