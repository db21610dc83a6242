// Causes and promises in free words: why a request is cancelled, how a key broke or a card was lost,
// and that the client will pay. The words are data (config/catalogue/words.toml).

#include <algorithm>

#include "facts/filter.h"

namespace pismovod {
namespace {

// What one kind of cause is told by.
struct Cause {
  TermId direct = 0;    // words that are a cause by themselves
  TermId subject = 0;   // what the cause must be said of: near one of these
  TermId own_name = 0;  // "по причине утери": the loss is not the cause of the loss
};

class FreeText : public Filter {
 public:
  explicit FreeText(const FilterSetup& setup)
      : markers_(term(setup, "cause_markers")),
        consequences_(term(setup, "consequence_markers")),
        postponed_(term(setup, "postponed")),
        placeholders_(term(setup, "placeholders")),
        requests_(term(setup, "request_words")),
        greetings_(term(setup, "greetings")),
        attached_(term(setup, "attached_words")),
        stop_words_(term(setup, "stop_words")),
        cancel_(cause(setup, "cancel")),
        key_(cause(setup, "key_failure")),
        loss_(cause(setup, "loss")),
        consent_(term(setup, "payment_consent")),
        loose_consent_(setup.words.term(setup.catalogue.list("payment_consent_loosely"), true)),
        denial_(term(setup, "denials")),
        cause_questions_(term(setup, "cause_questions")),
        unknown_(term(setup, "unknown")),
        refusal_(term(setup, "payment_refusals")),
        payment_(term(setup, "payment_words")),
        payment_leads_(term(setup, "payment_leads")) {}

  std::vector<std::string> answers() const override {
    return {"cancel_reason", "key_failure_reason", "loss_reason", "key_payment_consent"};
  }

  Finding find(const Request& request, const Reading& reading) const override {
    Finding finding;
    for (const Text& text : reading.texts()) {
      if (finding.has_enough() || reading.is_over_now()) break;
      if (text.place().kind == Place::Kind::quoted && text.place().author == Author::firm) continue;
      if (request.requirement == "key_payment_consent") {
        find_consent(text, finding);
        if (is_letters(text)) find_refusal(text, finding);
      } else if (request.requirement == "cancel_reason") {
        find_cause(text, cancel_, finding);
        if (finding.right.empty() && may_state(text)) find_statement(text, finding);
      } else {
        find_cause(text, request.requirement == "loss_reason" ? loss_ : key_, finding);
        if (is_letters(text)) find_unknown(text, finding);
      }
    }
    if (finding.right.empty() && !finding.is_denied && reading.is_final()) find_unclear(request, reading, finding);
    return finding;
  }

 private:
  static TermId term(const FilterSetup& setup, std::string_view list) {
    return setup.words.term(setup.catalogue.list(list));
  }

  static Cause cause(const FilterSetup& setup, const std::string& name) {
    Cause made;
    made.direct = term(setup, name + "_causes");
    made.subject = term(setup, name + "_subjects");
    made.own_name = term(setup, name + "_names");
    return made;
  }

  // The sender's words, a forwarded letter's, an attached one's; a signature states nothing.
  static bool may_state(const Text& text) { return text.place().kind != Place::Kind::signature; }

  static bool is_letters(const Text& text) { return text.place().kind != Place::Kind::attachment; }

  void find_cause(const Text& text, const Cause& cause, Finding& finding) const {
    for (const Hit& hit : text.hits(cause.direct)) {
      if (is_said_of(text, cause, hit.first) && !is_denied(text, hit)) add(text, hit.first, hit.last, finding);
    }
    for (const Hit& hit : text.hits(markers_)) {
      const uint32_t end = clause_end(text, hit.last + 1);
      const bool says = end > hit.last + 1 && words_in(text, hit.last + 1, end) > 0;
      const bool names_itself = text.has_hit(cause.own_name, hit.last + 1, std::min<size_t>(end, hit.last + 4));
      if (says && !names_itself && is_said_of(text, cause, hit.first) && !is_postponed(text, hit)) {
        add(text, hit.first, end - 1, finding);
      }
    }
    find_cause_before(text, cause, finding);
    labelled(text, cause, finding);
  }

  // "клиент нашел другое, поэтому отмените"; not "ключ сломан, поэтому замените".
  void find_cause_before(const Text& text, const Cause& cause, Finding& finding) const {
    for (const Hit& hit : text.hits(consequences_)) {
      const auto begin = static_cast<uint32_t>(text.tokens().sentence(hit.first).begin);
      const bool says = words_in(text, begin, hit.first) >= 2 && has_predicate(text, begin, hit.first);
      const bool names_itself = &cause != &cancel_ && text.has_hit(cause.own_name, begin, hit.first);
      if (says && !names_itself && is_said_of(text, cause, hit.first) && !is_postponed(text, hit)) {
        add(text, begin, hit.first - 1, finding);
      }
    }
  }

  // "отчего он сломался, клиент не знает"
  void find_unknown(const Text& text, Finding& finding) const {
    for (const Hit& hit : text.hits(unknown_)) {
      const Tokens::Range sentence = text.tokens().sentence(hit.first);
      if (text.has_hit(cause_questions_, sentence)) finding.is_denied = true;
    }
  }

  // "Причина: переезд". A label with nothing behind it, or with the loss itself, gives none.
  void labelled(const Text& text, const Cause& cause, Finding& finding) const {
    for (const Field& field : text.fields()) {
      if (field.label != Label::reason || !field.separated || field.value.empty()) continue;
      const uint32_t begin = field.value.begin;
      const bool empty = text.tokens().is_mark(begin, '_') || text.tokens().is_mark(begin, '<') ||
                         text.has_hit(placeholders_, begin, begin + 1);
      const uint32_t end = std::min(field.value.end, begin + 20);
      const bool names_itself = text.has_hit(cause.own_name, begin, begin + 2) && words_in(text, begin, end) <= 2;
      if (!empty && !names_itself && words_in(text, begin, end) > 0) add(text, field.words.begin, end - 1, finding);
    }
  }

  // The words that lead to a cause or a promise stand on a scan, and behind them others that say nothing: a
  // seal may lie over it.
  void find_unclear(const Request& request, const Reading& reading, Finding& finding) const {
    const TermId lead = request.requirement == "key_payment_consent" ? payment_leads_ : markers_;
    for (const Text& text : reading.texts()) {
      if (!text.place().ocr) continue;
      const bool unclear = std::ranges::any_of(text.hits(lead), [&](const Hit& hit) { return goes_on(text, hit); });
      if (unclear) finding.could_not_tell = {"unclear_scan", {{"file", text.place().name}}};
    }
  }

  // In the same line, or in the next: a colon or a rule at the line's end is a form's, not filled in.
  bool goes_on(const Text& text, const Hit& hit) const {
    const Tokens& tokens = text.tokens();
    const auto end = static_cast<uint32_t>(tokens.line(hit.last).end);
    const bool is_form = tokens.is_mark(end - 1, ':') || tokens.is_mark(end - 1, '_') || tokens.is_mark(end - 1, '.');
    const auto below = is_form || end + 1 >= tokens.size() ? end : static_cast<uint32_t>(tokens.line(end + 1).end);
    return words_in(text, hit.last + 1, below) >= 2;
  }

  // Does the sentence, or one beside it, speak of the matter at all?
  static bool is_said_of(const Text& text, const Cause& cause, uint32_t i) {
    if (text.hits(cause.subject).empty()) return false;
    const uint32_t reach = 40;
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
    return text.has_hit(postponed_, clause);
  }

  static uint32_t clause_end(const Text& text, uint32_t i) {
    if (i >= text.tokens().size()) return i;
    const Tokens::Range sentence = text.tokens().sentence(i);
    return static_cast<uint32_t>(std::min<size_t>(sentence.end, i + 14));
  }

  size_t words_in(const Text& text, uint32_t begin, uint32_t end) const {
    size_t count = 0;
    for (uint32_t i = begin; i < end && i < text.tokens().size(); ++i) {
      const Token& token = text.tokens()[i];
      count += token.kind == TokenKind::word && token.size() >= 3 && !text.has_hit(stop_words_, i, i + 1) ? 1 : 0;
    }
    return count;
  }

  // A clause that asks for nothing and greets nobody, but says something: it is given as the cause.
  void find_statement(const Text& text, Finding& finding) const {
    const Tokens& tokens = text.tokens();
    for (size_t i = 0; i < tokens.size();) {
      Tokens::Range clause = tokens.clause(i);
      clause.begin = std::max(clause.begin, i);
      const bool asks = text.has_hit(requests_, clause) || text.has_hit(greetings_, clause) ||
                        text.has_hit(cancel_.subject, clause) || tokens.is_mark(clause.end, '?') ||
                        text.has_hit(postponed_, clause) || text.has_hit(attached_, clause);
      const auto begin = static_cast<uint32_t>(clause.begin);
      const auto end = static_cast<uint32_t>(clause.end);
      // Set off by a colon or a dash, two words say enough: "аннулируйте: клиент отказался".
      const bool set_off = begin > 0 && (tokens.is_mark(begin - 1, ':') || tokens.is_mark(begin - 1, '-'));
      if (!asks && words_in(text, begin, end) >= (set_off ? 2U : 3U) && has_predicate(text, begin, end)) {
        add(text, begin, end - 1, finding);
        return;
      }
      i = std::max(clause.end + 1, i + 1);
    }
  }

  // A word that looks like a verb of the past or the present, or a denial: "клиент нашел другое".
  bool has_predicate(const Text& text, uint32_t begin, uint32_t end) const {
    static const std::vector<std::string> endings = {
        fold("ал"),  fold("ил"),  fold("ел"),  fold("ял"),   fold("лся"),  fold("ала"), fold("ила"), fold("ела"),
        fold("али"), fold("или"), fold("ели"), fold("лись"), fold("лась"), fold("ает"), fold("ует"), fold("ится"),
        fold("ают"), fold("уют"), fold("ут"),  fold("ёл"),   fold("шёл"),  fold("шла"), fold("шли"), fold("шло"),
        fold("ыл"),  fold("ыла"), fold("ыли"), fold("ана"),  fold("ена"),  fold("ан"),  fold("ен"),  fold("ено")};
    for (uint32_t i = begin; i < end; ++i) {
      const std::string_view word = text.tokens().text(i);
      if (text.tokens()[i].kind != TokenKind::word || word.size() < 4) continue;
      if (ends_with_any(word, endings)) return true;
    }
    return text.has_hit(denial_, begin, end);
  }

  void find_consent(const Text& text, Finding& finding) const {
    std::vector<Hit> hits = text.loose_hits(loose_consent_);
    hits.insert(hits.begin(), text.hits(consent_).begin(), text.hits(consent_).end());
    for (const Hit& hit : hits) {
      const Tokens::Range clause = text.tokens().clause(hit.first);
      // "не готов оплатить": shortly before is near enough.
      const size_t shortly = std::max<size_t>(clause.begin, hit.first > 3 ? hit.first - 3 : 0);
      // "оплачивать замену клиент не готов"
      const bool apart = hit.last > hit.first + 1 && text.has_hit(denial_, hit.last - 1, hit.last);
      const bool denied = apart || text.has_hit(denial_, shortly, hit.first);
      const bool postponed = text.has_hit(postponed_, clause);
      if (!denied && !postponed && !asks_whether(text, hit)) add(text, hit.first, hit.last, finding);
    }
  }

  // "платить клиент не готов"
  void find_refusal(const Text& text, Finding& finding) const {
    for (const Hit& hit : text.hits(refusal_)) {
      const Tokens::Range clause = text.tokens().clause(hit.first);
      if (text.has_hit(payment_, clause)) finding.is_denied = true;
    }
  }

  // "готов ли клиент оплатить": a question, not a promise.
  static bool asks_whether(const Text& text, const Hit& hit) {
    static const std::string whether = fold("ли");
    for (uint32_t i = hit.first; i <= hit.last + 2 && i < text.tokens().size(); ++i) {
      if (text.tokens()[i].kind == TokenKind::word && text.tokens().text(i) == whether) return true;
    }
    return false;
  }

  static void add(const Text& text, uint32_t first, uint32_t last, Finding& finding) {
    finding.add({text.evidence(first, last).text, text.evidence(first, last), {}, {}});
  }

  TermId markers_;
  TermId consequences_;  // the cause stands before them
  TermId postponed_;
  TermId placeholders_;
  TermId requests_;
  TermId greetings_;
  TermId attached_;
  TermId stop_words_;
  Cause cancel_;
  Cause key_;
  Cause loss_;
  TermId consent_;
  TermId loose_consent_;
  TermId denial_;
  TermId cause_questions_;
  TermId unknown_;
  TermId refusal_;
  TermId payment_;
  TermId payment_leads_;
};

const bool announced =
    announce_filter("free_text", [](const FilterSetup& setup) { return std::make_unique<FreeText>(setup); });

}  // namespace
}  // namespace pismovod
