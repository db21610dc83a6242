// Causes in free words: why a request is cancelled, how a key broke or a card was lost. The words are
// data (config/catalogue/words.toml).
//
// Three answers. Found: a word that leads to a cause, or is one, said of the matter. Missing: the letter says that
// the cause is unknown or will follow, or nothing is left of it that could be one. Else the sentence that is left is
// presumed to be it. Examples (config/examples) tell which of these sentences speak of other things, and of a cause
// that no listed word tells.

#include <algorithm>
#include <set>

#include "facts/blank_line.h"
#include "facts/filter.h"
#include "facts/leaning.h"
#include "facts/said_sentence.h"

namespace pismovod {
namespace {

constexpr size_t kLeastWords = 2;     // that a clause has left, to be a statement
constexpr size_t kWholeSentence = 3;  // with those of the matter, to be a cause by itself

// What one kind of cause is told by.
struct Cause {
  TermId direct = 0;     // words that are a cause by themselves
  TermId subject = 0;    // what the cause must be said of: near one of these
  TermId own_name = 0;   // "по причине утери": the loss is not the cause of the loss
  TermId asked_for = 0;  // what is asked for, where that is no loss: "отменить"
  TermId matter = 0;     // words that name what happened and what is asked for, and no cause
  std::string label;     // of the question "said"
};

// One cause looked for in one letter.
struct Search {
  const Reading& reading;
  const Cause& cause;
  SaidSentences said;
  Finding finding = {};
  bool is_left_empty = false;                             // "Причина:" with nothing behind it
  std::set<std::pair<const Text*, size_t>> denials = {};  // statements that say that nobody knows

  // Does the statement of token i ask for what the cause is wanted of? An ask is most of what it says then.
  bool asks(const Text& text, size_t i) const {
    return cause.asked_for != 0 && text.has_hit(cause.asked_for, statement_at(text, i));
  }
  // Is it about something else, whatever words stand in it? In a signature ("если вы получили его по ошибке") sooner.
  bool is_elsewhere(const Text& text, size_t i) {
    if (asks(text, i)) return false;
    const bool is_signature = text.place().kind == Place::Kind::signature;
    return said.is_far(text, i) || (is_signature && said.at(text, i) == Says::other);
  }
  Says says(const Text& text, Tokens::Range clause) {
    return asks(text, clause.begin) ? said.of(text, clause) : said.at(text, clause.begin);
  }
};

class FreeText : public Filter {
 public:
  explicit FreeText(const FilterSetup& setup)
      : remainders_(setup.readers.remainders),
        markers_(term(setup, "cause_markers")),
        consequences_(term(setup, "consequence_markers")),
        postponed_(term(setup, "postponed")),
        no_cause_(term(setup, "no_cause")),
        demanded_(term(setup, "demanded")),
        loose_no_cause_(setup.words.term(setup.catalogue.list("no_cause_loosely"), true)),
        placeholders_(term(setup, "placeholders")),
        stop_words_(term(setup, "stop_words")),
        parties_(term(setup, "cancel_parties")),
        cancel_(cause(setup, "cancel")),
        key_(cause(setup, "key_failure")),
        loss_(cause(setup, "loss")),
        denial_(term(setup, "denials")),
        cause_questions_(term(setup, "cause_questions")),
        unknown_(term(setup, "unknown")),
        form_words_(term(setup, "form_words")),
        asks_(setup.words.known({"прошу|просим|просит|просьба"})) {}

  std::vector<std::string> answers() const override { return {"cancel_reason", "key_failure_reason", "loss_reason"}; }

  Finding find(const Request& request, const Reading& reading) const override {
    Finding finding = by_words(request, reading);
    take_leaning(reading, request.requirement, finding);
    return finding;
  }

 private:
  Finding by_words(const Request& request, const Reading& reading) const {
    const Cause& cause = cause_of(request);
    Search search{reading, cause, {reading, cause.label}};
    Finding& finding = search.finding;
    for (const Text& text : reading.texts()) {
      if (finding.has_enough() || reading.is_over_now()) break;
      if (is_firms(text)) continue;
      find_cause(text, search);
      if (is_letters(text)) find_denial(text, search);
    }
    if (!finding.right.empty()) return finding;
    find_statements(search);
    if (finding.right.empty() && !finding.is_denied && finding.presumed.empty() && reading.is_final())
      find_unclear(reading, cause, finding);
    return finding;
  }

  static TermId term(const FilterSetup& setup, std::string_view list) {
    return setup.words.term(setup.catalogue.list(list));
  }

  static Cause cause(const FilterSetup& setup, const std::string& name) {
    Cause made;
    made.direct = term(setup, name + "_causes");
    made.subject = term(setup, name + "_subjects");
    made.own_name = term(setup, name + "_names");
    made.matter = term(setup, name + "_matter");
    made.label = name;
    if (name == "cancel") made.asked_for = made.own_name;
    return made;
  }

  const Cause& cause_of(const Request& request) const {
    if (request.requirement == "cancel_reason") return cancel_;
    return request.requirement == "loss_reason" ? loss_ : key_;
  }

  static bool is_firms(const Text& text) {
    return text.place().kind == Place::Kind::quoted && text.place().author == Author::firm;
  }

  // The sender's words, a forwarded letter's, and a client's letter that itself asks for the cancellation. A signature
  // states nothing, another paper what its form has printed.
  bool may_state(const Reading& reading, const Text& text, const Cause& cause) const {
    const Place& place = text.place();
    if (place.kind != Place::Kind::attachment) return place.kind != Place::Kind::signature;
    if (&cause == &cancel_ && !text.hits(asks_).empty() && !text.hits(cause.own_name).empty()) return true;
    return std::ranges::any_of(reading.documents(), [&](const Document& document) {
      return document.kind == FileKind::message && document.attachment == place.attachment &&
             document.name == place.name;
    });
  }

  static bool is_letters(const Text& text) { return text.place().kind != Place::Kind::attachment; }

  void find_cause(const Text& text, Search& search) const {
    const Cause& cause = search.cause;
    Finding& finding = search.finding;
    for (const Hit& hit : text.hits(cause.direct)) {
      if (finding.has_enough()) return;
      const bool meant = is_said_of(text, cause, hit.first) && !is_denied(text, hit) && !is_asked(text, hit);
      if (meant && !is_printed(text, hit) && !search.is_elsewhere(text, hit.first))
        add(text, hit.first, hit.last, finding);
    }
    for (const Hit& hit : text.hits(markers_)) {
      if (finding.has_enough()) return;
      const uint32_t end = clause_end(text, hit.last + 1);
      const bool says = end > hit.last + 1 && words_in(text, hit.last + 1, end) > 0;
      const bool names_itself = text.has_hit(cause.own_name, hit.last + 1, std::min<size_t>(end, hit.last + 4));
      if (says && !names_itself && !is_initials(text, hit) && !is_label_left_empty(text, hit.last, cause) &&
          is_said_of(text, cause, hit.first) && !is_postponed(text, hit)) {
        take_marked(text, hit.first, end, search);
      }
    }
    find_cause_before(text, search);
    labelled(text, search);
  }

  // "Бережная Т.К.", and no "т. к."
  static bool is_initials(const Text& text, const Hit& hit) {
    const Tokens& tokens = text.tokens();
    const auto is_initial = [&](size_t i) {
      return tokens[i].kind != TokenKind::word || (tokens[i].size() == 1 && tokens[i].capital);
    };
    for (size_t i = hit.first; i <= hit.last; ++i) {
      if (!is_initial(i)) return false;
    }
    return hit.first > 0 && tokens[hit.first - 1].kind == TokenKind::word && tokens[hit.first - 1].capital;
  }

  // "потому что у него проверка" is the cause of something else; where the sentence asks for it too, it may be ours.
  void take_marked(const Text& text, uint32_t begin, uint32_t end, Search& search) const {
    if (!search.is_elsewhere(text, begin)) return add(text, begin, end - 1, search.finding);
    if (text.has_hit(search.cause.own_name, text.tokens().sentence(begin))) presume(text, begin, end, search.finding);
  }

  // "клиент нашел другое, поэтому отмените"; not "ключ сломан, поэтому замените".
  void find_cause_before(const Text& text, Search& search) const {
    const Cause& cause = search.cause;
    for (const Hit& hit : text.hits(consequences_)) {
      const auto begin = static_cast<uint32_t>(text.tokens().sentence(hit.first).begin);
      const bool says = words_in(text, begin, hit.first) >= 2 && has_predicate(text, begin, hit.first);
      const bool names_itself = &cause != &cancel_ && text.has_hit(cause.own_name, begin, hit.first);
      if (says && !names_itself && is_said_of(text, cause, hit.first) && !is_postponed(text, hit) &&
          (leads_to_ask(text, hit, cause) || !search.is_elsewhere(text, hit.first))) {
        add(text, begin, hit.first - 1, search.finding);
      }
    }
  }

  // "поэтому просьба отменить": what stands before it can be the cause of nothing else.
  static bool leads_to_ask(const Text& text, const Hit& hit, const Cause& cause) {
    constexpr size_t kShortly = 6;  // tokens
    return cause.asked_for != 0 && text.has_hit(cause.asked_for, hit.last + 1, hit.last + kShortly);
  }

  // "отчего он сломался, клиент не знает", "причину сообщим позже", "догадок никаких"; not "сколько стоит, не знаю".
  void find_denial(const Text& text, Search& search) const {
    const auto denies = [&](const Hit& hit) {
      if (search.said.is_aside(text, hit.first) || text.has_hit(demanded_, statement_at(text, hit.first))) return;
      search.finding.is_denied = true;
      search.denials.emplace(&text, statement_at(text, hit.first).begin);
    };
    for (const Hit& hit : text.hits(unknown_)) {
      if (text.has_hit(cause_questions_, text.tokens().sentence(hit.first))) denies(hit);
    }
    std::ranges::for_each(text.hits(no_cause_), denies);
    std::ranges::for_each(text.loose_hits(loose_no_cause_), denies);
  }

  // "Пожар? Не было."
  static bool is_asked(const Text& text, const Hit& hit) {
    return text.tokens().is_mark(text.tokens().sentence(hit.first).end, '?');
  }

  // "в связи с (поломкой, утерей — нужное подчеркнуть) ____": what a form offers is nobody's word.
  bool is_printed(const Text& text, const Hit& hit) const {
    if (is_letters(text)) return false;
    const Tokens::Range line = text.tokens().line(hit.first);
    if (text.has_hit(form_words_, line)) return true;
    for (size_t i = hit.last + 1; i < line.end; ++i) {
      if (text.tokens().is_mark(i, '_') && text.tokens().is_mark(i + 1, '_')) return true;
    }
    return false;
  }

  // "Причина: переезд". A label with nothing behind it, with the loss itself, or with words that put it off ("пока
  // неизвестна, выясняем"), gives none; where such words tell it all the same ("решил купить позже") the examples know.
  void labelled(const Text& text, Search& search) const {
    for (const Field& field : text.fields()) {
      if (field.label != Label::reason || !field.separated) continue;
      if (!is_letters(text) && text.hits(search.cause.own_name).empty()) continue;  // of another paper
      if (is_letters(text) && is_label_left_empty(text, field.words.end - 1, search.cause)) {
        search.is_left_empty = true;
        continue;
      }
      if (field.value.empty()) continue;
      const uint32_t begin = field.value.begin;
      const bool empty = text.tokens().is_mark(begin, '_') || text.tokens().is_mark(begin, '<') ||
                         text.has_hit(placeholders_, begin, begin + 1);
      const uint32_t end = std::min(field.value.end, begin + 20);
      const bool names_itself =
          text.has_hit(search.cause.own_name, begin, begin + 2) && words_in(text, begin, end) <= 2;
      if (empty || names_itself || words_in(text, begin, end) == 0) continue;
      const bool may_be_put_off = text.has_hit(unknown_, begin, end) || text.has_hit(postponed_, begin, end);
      const Says says = may_be_put_off ? search.said.of(text, {begin, end}) : Says::yes;
      if (says == Says::other) {
        search.finding.is_denied = true;
        search.denials.emplace(&text, statement_at(text, begin).begin);
      } else if (says == Says::yes) {
        add(text, field.words.begin, end - 1, search.finding);
      } else {
        presume(text, begin, end, search.finding);
      }
    }
  }

  // "Причина отмены:", whose label the word of what happened belongs to.
  static bool is_label_left_empty(const Text& text, size_t label, const Cause& cause) {
    while (text.has_hit(cause.own_name, label + 1, label + 2)) ++label;
    return is_left_empty(text.tokens(), label);
  }

  // The words that lead to a cause stand on a scan, and behind them others that say nothing: a seal may lie over it.
  void find_unclear(const Reading& reading, const Cause& cause, Finding& finding) const {
    for (const Text& text : reading.texts()) {
      if (!text.place().ocr) continue;
      const bool unclear = std::ranges::any_of(text.hits(markers_), [&](const Hit& hit) {
        return is_said_of(text, cause, hit.first) && goes_on(text, hit);
      });
      if (unclear) finding.could_not_tell = {"unclear_scan", {{"file", text.place().name}}};
    }
  }

  bool goes_on(const Text& text, const Hit& hit) const { return says_on(text, hit, stop_words_); }

  // Does the sentence, or one beside it, speak of the matter at all?
  static bool is_said_of(const Text& text, const Cause& cause, uint32_t i) {
    const uint32_t reach = 40;
    constexpr size_t kOneLine = 20;  // tokens of a letter that speaks of nothing else
    if (text.place().kind == Place::Kind::body && text.tokens().size() < kOneLine) return true;
    if (text.hits(cause.subject).empty()) return false;
    return text.has_hit(cause.subject, i > reach ? i - reach : 0, i + reach);
  }

  bool is_denied(const Text& text, const Hit& hit) const {
    constexpr uint32_t kLongestDenial = 16;  // tokens
    return std::ranges::any_of(text.hits(denial_, hit.first - std::min(hit.first, kLongestDenial), hit.first),
                               [&](const Hit& d) { return d.last + 1 == hit.first; });
  }

  // "причину сообщим позже", "без объяснения причин"
  bool is_postponed(const Text& text, const Hit& hit) const {
    const Tokens::Range clause = text.tokens().clause(hit.first);
    return text.has_hit(postponed_, clause) || text.has_hit(unknown_, clause);
  }

  static uint32_t clause_end(const Text& text, uint32_t i) {
    if (i >= text.tokens().size()) return i;
    const Tokens::Range sentence = text.tokens().sentence(i);
    return static_cast<uint32_t>(std::min<size_t>(sentence.end, i + 14));
  }

  size_t words_in(const Text& text, uint32_t begin, uint32_t end) const {
    return pismovod::words_in(text, stop_words_, begin, end);
  }

  // What is left of the letter, and of letters that it forwards. A clause that is set off from the ask, or tells what
  // the client did or suffered, is given as the cause of a cancellation; any other may be one.
  void find_statements(Search& search) const {
    const Cause& cause = search.cause;
    for (const Text& text : search.reading.texts()) {
      if (is_firms(text) || !may_state(search.reading, text, cause)) continue;
      Remainder left = remainders_.statements(search.reading, text);
      left.take(cause.matter);
      const Tokens& tokens = text.tokens();
      for (size_t i = 0; i < tokens.size();) {
        Tokens::Range clause = tokens.clause(i);
        clause.begin = std::max(clause.begin, i);
        i = std::max(clause.end + 1, i + 1);
        if (!says_something(text, left, clause) || text.has_hit(postponed_, clause)) continue;
        take_statement(text, clause, search);
        if (!search.finding.right.empty()) return;
      }
    }
  }

  // Where the letter says that nobody knows, or leaves the label empty, a sentence that tells it all the same may be
  // it, and no other.
  void take_statement(const Text& text, Tokens::Range clause, Search& search) const {
    Finding& finding = search.finding;
    const bool cancels = &search.cause == &cancel_;
    if (search.denials.contains({&text, statement_at(text, clause.begin).begin})) return;
    const Says says = search.says(text, clause);
    if (says == Says::other || ((finding.is_denied || search.is_left_empty) && says != Says::yes)) return;
    const Tokens& tokens = text.tokens();
    const auto begin = static_cast<uint32_t>(clause.begin);
    const auto end = static_cast<uint32_t>(clause.end);
    const bool set_off = begin > 0 && (tokens.is_mark(begin - 1, ':') || tokens.is_mark(begin - 1, '-'));
    const bool tells = words_in(text, begin, end) >= kWholeSentence && text.has_hit(parties_, begin, end);
    const bool forwarded = text.place().kind == Place::Kind::attachment;
    const bool is_told =
        says == Says::yes || (cancels && (set_off || tells || forwarded) && has_predicate(text, begin, end));
    if (is_told && !finding.is_denied) {
      add(text, begin, end - 1, finding);
    } else {
      presume(text, begin, end, finding);
    }
  }

  static void presume(const Text& text, uint32_t begin, uint32_t end, Finding& finding) {
    if (finding.presumed.empty()) finding.presumed.push_back(perhaps_said(text.evidence(begin, end - 1)));
  }

  // Two words that nothing has taken, or a verb of what happened.
  static bool says_something(const Text& text, const Remainder& left, Tokens::Range clause) {
    if (left.words(clause) >= kLeastWords) return true;
    for (size_t i = clause.begin; i < clause.end; ++i) {
      if (left.counts(i) && is_predicate(text, i)) return true;
    }
    return false;
  }

  bool has_predicate(const Text& text, uint32_t begin, uint32_t end) const {
    for (uint32_t i = begin; i < end; ++i) {
      if (is_predicate(text, i)) return true;
    }
    return text.has_hit(denial_, begin, end);
  }

  static void add(const Text& text, uint32_t first, uint32_t last, Finding& finding) {
    finding.add({text.evidence(first, last).text, text.evidence(first, last), {}, {}});
  }

  const RemainderReader& remainders_;
  TermId markers_;
  TermId consequences_;  // the cause stands before them
  TermId postponed_;
  TermId no_cause_;  // that it is unknown, or will be told
  TermId demanded_;  // "вы спрашивали, почему": of what is told next
  TermId loose_no_cause_;
  TermId placeholders_;
  TermId stop_words_;
  TermId parties_;  // whose doing a cancellation is
  Cause cancel_;
  Cause key_;
  Cause loss_;
  TermId denial_;
  TermId cause_questions_;
  TermId unknown_;
  TermId form_words_;  // what only a form says
  TermId asks_;
};

const bool announced =
    announce_filter("free_text", [](const FilterSetup& setup) { return std::make_unique<FreeText>(setup); });

}  // namespace
}  // namespace pismovod
