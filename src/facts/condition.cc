#include "facts/condition.h"

#include <algorithm>

#include "base/fold.h"

namespace pismovod {
namespace {

constexpr uint32_t kLongestPhrase = 16;  // tokens, with the marks between its words

// "отменили", "зарегистрирован", "аннулированная": forms of what is done already.
bool looks_past(std::string_view word) {
  static const std::vector<std::string> endings = [] {
    std::vector<std::string> made;
    for (const char* ending :
         {"ал",     "ала",   "али",    "ало",   "ил",    "ила",   "или",   "ило",   "ел",    "ела",   "ели",
          "ял",     "яла",   "яли",    "ался",  "алась", "ались", "ился",  "илась", "ились", "илось", "алось",
          "ан",     "ана",   "ано",    "аны",   "ен",    "ена",   "ено",   "ены",   "ён",    "анный", "анная",
          "анное",  "анные", "анного", "анной", "анную", "анным", "анных", "енный", "енная", "енное", "енные",
          "енного", "енной", "енную",  "енным", "енных", "ённый", "ённая", "ённые"}) {
      made.push_back(fold(ending));
    }
    return made;
  }();
  // Nouns of doing that end as participles do.
  static const std::vector<std::string> nouns = {fold("замена"), fold("отмена"), fold("смена"), fold("подмена")};
  if (word.size() < 6 || std::find(nouns.begin(), nouns.end(), word) != nouns.end()) return false;
  return ends_with_any(word, endings);
}

// "Выдайте уже разрешение!" begs for it.
bool is_imperative(const Text& text, uint32_t i) {
  static const std::vector<std::string> endings = {fold("йте"), fold("ите"), fold("ьте")};
  return ends_with_any(text.tokens().text(i), endings);
}

}  // namespace

ConditionReader::ConditionReader(Vocabulary::Builder& words)
    : denials_(words.known({"не",           "ни",        "not",          "не надо",       "не нужно",
                            "не требуется", "не просим", "не прошу",     "не стоит",      "не следует",
                            "не будем",     "не хотим",  "не планируем", "не собираемся", "нет необходимости",
                            "не нужна",     "не нужен",  "отказался",    "отказались",    "передумали"})),
      wide_denials_(words.known(
          {"без", "нет", "никак*", "no", "without", "не было", "не будет", "не предполага*", "не предусматрива*"})),
      denied_behind_(words.known({"нет", "не требу*", "не нужн*", "не предусмотрен*", "не было", "не будет",
                                  "отсутству*", "не предполага*", "не понадоб*", "не планиру*", "не взима*"})),
      far_denied_behind_(
          words.known({"не нужно", "не надо", "не требу*", "не собира*", "не планиру*", "не будем|будет|будут",
                       "не хотим|хочет|хотят", "не стоит", "не просим|прошу|просит|просят"})),
      names_(words.known({"номер*|# регистрац*", "дат* регистрац*", "журнал* регистрац*"})),
      so_that_(words.known({"чтобы", "чтоб", "дабы"})),
      after_(words.known(
          {"после", "при", "во время", "в процессе", "в ходе", "уже", "ранее", "раньше", "вчера", "прошл*"})),
      done_behind_(words.known({"есть", "уже", "имеется", "получен*", "пройден*", "прошл*|прошел", "завершен*",
                                "состоял*", "is done", "is complete*"})) {}

bool ConditionReader::is_denied(const Text& text, uint32_t i) const {
  const Tokens::Range clause = text.tokens().clause(i);
  const auto directly = std::ranges::any_of(text.hits(denials_, i - std::min(i, kLongestPhrase), i),
                                            [&](const Hit& h) { return h.last + 1 == i; });
  const size_t before = std::max<size_t>(clause.begin, i > 3 ? i - 3 : 0);
  const auto after = std::min<size_t>(clause.end, i + 4);
  const auto far = std::min<size_t>(clause.end, i + 8);
  return directly || text.has_hit(wide_denials_, before, i) || text.has_hit(denied_behind_, i + 1, after) ||
         text.has_hit(far_denied_behind_, i + 1, far);
}

bool ConditionReader::is_past(const Text& text, uint32_t i) const {
  if (!looks_past(text.tokens().text(i))) return false;
  const Tokens::Range clause = text.tokens().clause(i);
  return !text.has_hit(so_that_, clause);
}

bool ConditionReader::is_said(const Text& text, const Hit& hit) const {
  // The words of the phrase may stand apart: each of them must not be denied.
  return !is_denied(text, hit.first) && !(hit.last != hit.first && is_denied(text, hit.last));
}

// "Номер регистрации": a word of a datum's name, which asks for nothing.
bool ConditionReader::is_of_name(const Text& text, uint32_t i) const {
  return std::ranges::any_of(text.hits(names_, i - std::min(i, kLongestPhrase), i + 1),
                             [&](const Hit& h) { return i <= h.last; });
}

bool ConditionReader::is_asked(const Text& text, const Hit& hit) const {
  if (!is_said(text, hit)) return false;
  for (const uint32_t i : {hit.first, hit.last}) {
    if (is_of_name(text, i)) return false;
    if (is_past(text, i) || (!is_imperative(text, i) && text.has_hit(done_behind_, i + 1, i + 2))) return false;
  }
  const Tokens::Range clause = text.tokens().clause(hit.first);
  const size_t before = std::max<size_t>(clause.begin, hit.first > 2 ? hit.first - 2 : 0);
  return !text.has_hit(after_, before, hit.first);
}

bool ConditionReader::has_said(const Condition& condition, const SaidWords& words) const {
  if (!condition.has_phrases()) return false;
  return std::ranges::any_of(words.texts(), [&](const Text* text) {
    const std::vector<Hit> said = condition.said == 0 ? std::vector<Hit>() : text->loose_hits(condition.said);
    const std::vector<Hit> asked = condition.asked == 0 ? std::vector<Hit>() : text->loose_hits(condition.asked);
    const bool is_absent = condition.absent != 0 && !text->loose_hits(condition.absent).empty();
    return is_absent || std::ranges::any_of(said, [&](const Hit& hit) { return is_said(*text, hit); }) ||
           std::ranges::any_of(asked, [&](const Hit& hit) { return is_asked(*text, hit); });
  });
}

ConditionReader::Answer ConditionReader::by_examples(const Condition& condition, const SaidWords& words) {
  Answer out = Answer::no;
  for (const SaidLabel& said : condition.labels) {
    const TaughtAnswer& answer = words.answer(said.question);
    if (answer.holds_label(said.label)) return Answer::yes;
    if (answer.may_hold(said.label)) out = Answer::unsure;
  }
  return out;
}

ConditionReader::Answer ConditionReader::answer(const Condition& condition, const SaidWords& words) const {
  return has_said(condition, words) ? Answer::yes : by_examples(condition, words);
}

bool ConditionReader::is_mentioned(const Condition& condition, const SaidWords& words) {
  return std::ranges::any_of(words.texts(), [&](const Text* text) {
    return (condition.said != 0 && !text->loose_hits(condition.said).empty()) ||
           (condition.asked != 0 && !text->loose_hits(condition.asked).empty()) ||
           (condition.absent != 0 && !text->loose_hits(condition.absent).empty());
  });
}

}  // namespace pismovod
