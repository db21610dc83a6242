// That the client will pay for the replacement of a key, in free words (config/catalogue/words.toml).
//
// Three answers. Found: a promise. Missing: a refusal, or neither a word of money nor one of agreement or
// indifference in the letter. Else what says either is presumed to be it.

#include <algorithm>

#include "facts/blank_line.h"
#include "facts/filter.h"
#include "facts/leaning.h"
#include "facts/said_sentence.h"

namespace pismovod {
namespace {

class PaymentConsent : public Filter {
 public:
  explicit PaymentConsent(const FilterSetup& setup)
      : consent_(term(setup, "payment_consent")),
        loose_consent_(setup.words.term(setup.catalogue.list("payment_consent_loosely"), true)),
        postponed_(term(setup, "postponed")),
        denial_(term(setup, "denials")),
        refusal_(term(setup, "payment_refusals")),
        flat_refusal_(term(setup, "payment_denied")),
        loose_refusal_(setup.words.term(setup.catalogue.list("payment_denied_loosely"), true)),
        payment_(term(setup, "payment_words")),
        money_(term(setup, "money_words")),
        paid_(term(setup, "money_elsewhere")),
        agreement_(term(setup, "agreement_words")),
        leads_(term(setup, "payment_leads")),
        stop_words_(term(setup, "stop_words")) {}

  std::vector<std::string> answers() const override { return {"key_payment_consent"}; }

  Finding find(const Request& request, const Reading& reading) const override {
    Finding finding = by_words(reading);
    take_leaning(reading, request.requirement, finding);
    return finding;
  }

 private:
  Finding by_words(const Reading& reading) const {
    Finding finding;
    SaidSentences said(reading, "consent");
    for (const Text& text : reading.texts()) {
      if (finding.has_enough()) break;
      if (text.place().kind == Place::Kind::quoted && text.place().author == Author::firm) continue;
      find_consent(text, said, finding);
      if (is_letters(text)) find_refusal(text, finding);
    }
    if (!finding.right.empty() || finding.is_denied) return finding;
    find_sentences(reading, said, finding);
    if (finding.presumed.empty() && reading.is_final()) find_unclear(reading, finding);
    return finding;
  }

  static TermId term(const FilterSetup& setup, std::string_view list) {
    return setup.words.term(setup.catalogue.list(list));
  }

  static bool is_letters(const Text& text) { return text.place().kind != Place::Kind::attachment; }

  void find_consent(const Text& text, SaidSentences& said, Finding& finding) const {
    std::vector<Hit> hits = text.loose_hits(loose_consent_);
    hits.insert(hits.begin(), text.hits(consent_).begin(), text.hits(consent_).end());
    for (const Hit& hit : hits) {
      if (finding.has_enough()) return;
      const Tokens::Range clause = text.tokens().clause(hit.first);
      // "не готов оплатить": shortly before is near enough.
      const size_t shortly = std::max<size_t>(clause.begin, hit.first > 3 ? hit.first - 3 : 0);
      // "оплачивать замену клиент не готов"
      const bool apart = hit.last > hit.first + 1 && text.has_hit(denial_, hit.last - 1, hit.last);
      const bool denied = apart || text.has_hit(denial_, shortly, hit.first);
      const bool postponed = text.has_hit(postponed_, clause);
      if (denied || postponed || asks_whether(text, hit) || said.is_far(text, hit.first)) continue;
      if (is_unfilled_line(text.tokens(), text.tokens().line(hit.last))) continue;
      if (!is_label_left_empty(text, hit.last)) {
        add(text, hit.first, hit.last, finding.right);
      } else if (text.place().ocr) {  // what a pen wrote there may be unread
        finding.could_not_tell = {"unclear_scan", {{"file", text.place().name}}};
      }
    }
  }

  // "Готовность оплатить замену -": a label, and nothing behind it.
  static bool is_label_left_empty(const Text& text, size_t i) {
    const Tokens& tokens = text.tokens();
    size_t last = tokens.line(i).end;
    while (last > i && !tokens.is_kind(last - 1, TokenKind::word)) --last;
    return last > i && is_left_empty(tokens, last - 1);
  }

  // "платить клиент не готов", "с какой стати платить"
  void find_refusal(const Text& text, Finding& finding) const {
    for (const Hit& hit : text.hits(refusal_)) {
      if (text.has_hit(payment_, text.tokens().clause(hit.first))) finding.is_denied = true;
    }
    if (!text.hits(flat_refusal_).empty() || !text.loose_hits(loose_refusal_).empty()) finding.is_denied = true;
  }

  // "готов ли клиент оплатить": a question, not a promise.
  static bool asks_whether(const Text& text, const Hit& hit) {
    static const std::string whether = fold("ли");
    for (uint32_t i = hit.first; i <= hit.last + 2 && i < text.tokens().size(); ++i) {
      if (text.tokens()[i].kind == TokenKind::word && text.tokens().text(i) == whether) return true;
    }
    return false;
  }

  // A sentence that the examples call a consent, in the letter or in a paper of the client; else one with money that
  // is not another matter's and not asked about, or with an agreement to whatever it be.
  void find_sentences(const Reading& reading, SaidSentences& said, Finding& finding) const {
    for (const Text& text : reading.texts()) {
      const Place& place = text.place();
      if (place.kind == Place::Kind::signature || (place.kind == Place::Kind::quoted && place.author == Author::firm))
        continue;
      for_each_statement(text, [&](Tokens::Range sentence) {
        take_sentence(text, sentence, said.of(text, sentence), finding);
        return finding.right.empty();
      });
      if (!finding.right.empty()) return;
    }
  }

  void take_sentence(const Text& text, Tokens::Range sentence, Says says, Finding& finding) const {
    if (is_unfilled_line(text.tokens(), text.tokens().line(sentence.begin))) return;
    if (sentence.begin < sentence.end && is_label_left_empty(text, sentence.begin)) return;
    const bool has_words = is_letters(text) && speaks_of_money(text, sentence);
    const bool asks = text.tokens().is_mark(sentence.end, '?');  // "и как я узнаю результат?"
    if (says == Says::other || ((says != Says::yes || asks) && !has_words)) return;
    const bool is_told = says == Says::yes && has_words;
    if (!is_told && !finding.presumed.empty()) return;
    const Evidence evidence = evidence_of(text, sentence);
    if (is_told) {
      finding.right.push_back({evidence.text, evidence, {}, {}});
    } else {
      finding.presumed.push_back(perhaps_said(evidence));
    }
  }

  bool speaks_of_money(const Text& text, Tokens::Range sentence) const {
    for (const TermId words : {money_, agreement_}) {
      for (const Hit& hit : text.hits(words, sentence.begin, sentence.end)) {
        if (!is_of_another(text, hit) && !is_unfilled_line(text.tokens(), text.tokens().line(hit.first))) return true;
      }
    }
    return false;
  }

  bool is_of_another(const Text& text, const Hit& hit) const {
    static const std::string whether = fold("ли");
    const Tokens::Range sentence = text.tokens().sentence(hit.first);
    for (size_t i = sentence.begin; i < sentence.end; ++i) {
      if (text.tokens().is_kind(i, TokenKind::word) && text.tokens().text(i) == whether) return true;
    }
    return text.tokens().is_mark(sentence.end, '?') || text.has_hit(paid_, sentence);
  }

  // The words that lead to a promise stand on a scan, and behind them others that say nothing: a seal may lie over it.
  void find_unclear(const Reading& reading, Finding& finding) const {
    for (const Text& text : reading.texts()) {
      if (!text.place().ocr) continue;
      const bool unclear = std::ranges::any_of(text.hits(leads_), [&](const Hit& hit) { return goes_on(text, hit); });
      if (unclear) finding.could_not_tell = {"unclear_scan", {{"file", text.place().name}}};
    }
  }

  bool goes_on(const Text& text, const Hit& hit) const { return says_on(text, hit, stop_words_); }

  static void add(const Text& text, uint32_t first, uint32_t last, std::vector<Fact>& to) {
    const Evidence evidence = text.evidence(first, last);
    to.push_back({evidence.text, evidence, {}, {}});
  }

  TermId consent_;
  TermId loose_consent_;
  TermId postponed_;
  TermId denial_;
  TermId refusal_;  // near words of payment
  TermId flat_refusal_;
  TermId loose_refusal_;
  TermId payment_;
  TermId money_;
  TermId paid_;  // money that is another matter's
  TermId agreement_;
  TermId leads_;
  TermId stop_words_;
};

const bool announced = announce_filter(
    "payment_consent", [](const FilterSetup& setup) { return std::make_unique<PaymentConsent>(setup); });

}  // namespace
}  // namespace pismovod
