// The sender's own words about the matter.
//
// What counts is what is left of the subject and the body when labels with their values, names of
// organisations and products, greetings, thanks and formulas are taken away. A quoted letter, a
// signature, a disclaimer, a placeholder and a subject inherited by Re: or Fwd: give nothing.
//
// Three answers: an ask or a statement is found, what is left besides is presumed to be one, nothing is missing.
// An answer to a letter that a person at the firm wrote owes none, unless that letter asks what the matter is.

#include <algorithm>
#include <iterator>
#include <set>
#include <sstream>

#include "facts/filter.h"
#include "facts/said_sentence.h"

namespace pismovod {
namespace {

constexpr size_t kEnoughWords = 2;
constexpr size_t kWordOfName = 4;  // letters of a word that stands within a name by more than chance
constexpr size_t kStory = 6;       // words of a sentence that is more than an errand

class Question : public Filter {
 public:
  explicit Question(const FilterSetup& setup)
      : remainders_(setup.readers.remainders),
        generic_(term(setup, "generic_subject")),
        actions_(term(setup, "action_words")),
        requests_(term(setup, "request_words")),
        denials_(term(setup, "denials")),
        errands_(term(setup, "errands")),
        polite_(term(setup, "polite")),
        formal_(term(setup, "formal")),
        asks_for_matter_(term(setup, "asks_for_matter", true)),
        asks_for_data_(term(setup, "asks_for_data")),
        robots_words_(term(setup, "robots_words")),
        acknowledgements_(term(setup, "acknowledgements")),
        pointers_(
            setup.words.known({"см", "смотри|смотрите", "во вложен*", "в приложен*", "в прилага*", "в прикреп*",
                               "в файле", "вложен*", "прилага*|прилож*", "прикреп*", "see attach*", "attached"})) {}

  std::vector<std::string> answers() const override { return {"question"}; }
  ReadDepth reads_attachments(const Request&) const override { return ReadDepth::text; }

  Finding find(const Request&, const Reading& reading) const override {
    Finding finding;
    SaidSentences asks(reading, "matter", "asks");
    for (const Text* text : reading.own_words(false)) {
      if (text->place().kind == Place::Kind::subject) {
        in_subject(reading, *text, asks, finding);
      } else {
        in_body(reading, *text, asks, finding);
      }
    }
    if (finding.right.empty()) in_attachment(reading, asks, finding);
    if (finding.right.empty() && answers_the_firm(reading)) finding.absent = {"answers_the_firm", {}};
    // The subject is a fallback for what is cited: people look for the question in the body.
    if (finding.right.size() > 1 && finding.right.front().evidence.place.kind == Place::Kind::subject) {
      std::rotate(finding.right.begin(), finding.right.begin() + 1, finding.right.end());
    }
    return finding;
  }

 private:
  // The letter that is answered is the first one quoted. A robot's word that a letter has come in is none; where it
  // asks for data a person wrote it.
  bool answers_the_firm(const Reading& reading) const {
    bool is_answer = false;
    bool is_receipt = false;
    bool asks = false;
    for (const Text& text : reading.texts()) {
      const Place& place = text.place();
      if (place.kind != Place::Kind::quoted) continue;
      if (place.author != Author::firm || !text.passage().names_the_firm) break;
      is_answer = true;
      if (!text.loose_hits(asks_for_matter_).empty() || !text.hits(robots_words_).empty()) return false;
      is_receipt = is_receipt || !text.hits(acknowledgements_).empty();
      asks = asks || !text.hits(asks_for_data_).empty();
    }
    return is_answer && (asks || !is_receipt);
  }

  static TermId term(const FilterSetup& setup, std::string_view list, bool loose = false) {
    return setup.words.term(setup.catalogue.list(list), loose);
  }

  // Names of organisations stand in subjects without their form.
  static void take_named_elsewhere(const Reading& reading, const Text& text, Remainder& left) {
    std::string cores;
    for (const Text& other : reading.texts()) {
      if (other.place().kind == Place::Kind::attachment) continue;
      for (const OrganizationMention& mention : other.organizations()) cores += mention.core + ' ';
    }
    for (size_t i = 0; i < text.tokens().size(); ++i) {
      const std::string_view word = text.tokens().text(i);
      if (word.size() >= kWordOfName && cores.find(word) != std::string::npos) left.take(i, i + 1);
    }
  }

  void in_subject(const Reading& reading, const Text& text, SaidSentences& asks, Finding& finding) const {
    Remainder left = remainders_.of(reading, text);
    left.take(generic_);
    const Tokens::Range all{0, text.tokens().size()};
    if (left.words(all) == 0) return;
    take_named_elsewhere(reading, text, left);
    const size_t words = left.words(all);
    const bool action = std::ranges::any_of(text.hits(actions_), [&](const Hit& h) { return !left.is_taken(h.first); });
    const bool enough = words >= kEnoughWords || (words == 1 && action);
    if (!enough) return;
    const auto end = static_cast<uint32_t>(all.end);
    const Tells tells = action ? Tells::question : weighed(Tells::question, by_examples(text, all, asks));
    take(text.evidence(0, end - 1), tells, finding);
  }

  // What a sentence says of the matter.
  enum class Tells : uint8_t { nothing, perhaps, question };

  // An ask with a word of its own, or a sentence of three words with a verb. Courtesies, and sentences on enclosures,
  // delivery and contacts, say nothing unless they deny or ask.
  Tells tells_by_words(const Text& text, const Remainder& own, const Remainder& statements,
                       Tokens::Range sentence) const {
    const size_t words = own.words(sentence);
    if (words == 0) return Tells::nothing;
    const size_t stated = statements.words(sentence);
    const bool polite = text.has_hit(polite_, sentence);
    const bool denied = text.has_hit(denials_, sentence);
    const bool chat = polite || (words < kStory && !denied && text.has_hit(errands_, sentence));
    const bool asks = text.has_hit(requests_, sentence) || text.tokens().is_mark(sentence.end, '?') ||
                      any_of(own, sentence, [&](size_t i) { return is_imperative(text, i); });
    const bool tells =
        any_of(own, sentence, [&](size_t i) { return is_predicate(text, i); }) || has_free_action(text, own, sentence);
    const bool long_enough = words > kEnoughWords;
    if (asks && (stated > 0 || !chat || (long_enough && !polite))) return Tells::question;
    if (long_enough && !chat && (tells || stated > kEnoughWords)) return Tells::question;
    if (stated > kEnoughWords && tells) return Tells::question;
    if (denied && words >= kEnoughWords && !polite) return Tells::question;  // "бланк не открывается"
    if (!polite && (asks || denied || (tells && (long_enough || !chat)))) return Tells::perhaps;
    return Tells::nothing;
  }

  template <class Test>
  static bool any_of(const Remainder& own, Tokens::Range range, Test test) {
    for (size_t i = range.begin; i < range.end; ++i) {
      if (own.counts(i) && test(i)) return true;
    }
    return false;
  }

  bool has_free_action(const Text& text, const Remainder& own, Tokens::Range sentence) const {
    const bool denied = text.has_hit(denials_, sentence);
    return denied || std::ranges::any_of(text.hits(actions_), [&](const Hit& hit) {
             return hit.first >= sentence.begin && hit.first < sentence.end && !own.is_taken(hit.first);
           });
  }

  // "Вопрос, который необходимо решить:", and nothing but a name behind it: the last word of the letter's own stands
  // before `words_end`.
  static bool leads_to_nothing(const Tokens& tokens, size_t words_end, Tokens::Range sentence) {
    return sentence.end > sentence.begin && tokens.is_mark(sentence.end - 1, ':') && words_end <= sentence.end;
  }

  // What the examples say of a sentence: of its statement that tells most.
  struct Taught {
    bool tells = false;
    bool is_aside = true;  // clearly about nothing
    bool is_far = true;    // so clearly that not even words of asking count
  };
  static Taught by_examples(const Text& text, Tokens::Range sentence, SaidSentences& asks) {
    Taught out;
    for (size_t i = sentence.begin; i < sentence.end;) {
      const Tokens::Range statement = statement_at(text, i);
      const Says says = asks.of(text, statement);
      out.tells = out.tells || says == Says::yes;
      out.is_aside = out.is_aside && says == Says::other;
      out.is_far = out.is_far && asks.is_far(text, i);
      i = std::max(statement.end + 1, i + 1);
    }
    if (out.is_aside && has_telling_clause(text, sentence, asks)) out.is_aside = false;
    return out;
  }

  // Among names, products and numbers two words tell: "у ГБУЗ «Районная больница» в 1С:ЗКГУ не считаются дежурства".
  static bool has_telling_clause(const Text& text, Tokens::Range sentence, SaidSentences& asks) {
    for (size_t i = sentence.begin; i < sentence.end;) {
      const Tokens::Range clause = text.tokens().clause(i);
      if (asks.is_likeliest(text, clause)) return true;
      i = std::max(clause.end + 1, i + 1);
    }
    return false;
  }

  // Words of asking are believed less, and nothing else is, where the examples know such sentences as asides.
  static Tells weighed(Tells by_words, const Taught& taught) {
    if (taught.tells) return by_words == Tells::nothing ? Tells::perhaps : Tells::question;
    if (!taught.is_aside) return by_words;
    return by_words == Tells::question && !taught.is_far ? Tells::perhaps : Tells::nothing;
  }

  // The first sentence that says something. Sentences that may be it are presumed to be, and so is what else is left
  // where it comes to two words.
  void in_body(const Reading& reading, const Text& text, SaidSentences& asks, Finding& finding) const {
    const Remainder own = remainders_.of(reading, text);
    Remainder statements = own;
    const Tokens& tokens = text.tokens();
    size_t words_end = tokens.size();
    while (words_end > 0 && !own.counts(words_end - 1)) --words_end;
    size_t left = 0;
    std::optional<TokenRange> poor;
    for (size_t i = 0; i < tokens.size();) {
      Tokens::Range sentence = tokens.sentence(i);
      sentence.begin = std::max(sentence.begin, i);
      const TokenRange range{static_cast<uint32_t>(sentence.begin), static_cast<uint32_t>(sentence.end)};
      remainders_.leave_statements(text, sentence, statements);
      statements.take(formal_, sentence);
      size_t words = text.has_hit(polite_, sentence) ? 0 : statements.words(sentence);
      Tells tells = leads_to_nothing(tokens, words_end, sentence) ? Tells::nothing
                                                                  : tells_by_words(text, own, statements, sentence);
      if (own.words(sentence) > 0) {
        const Taught of_examples = by_examples(text, sentence, asks);
        tells = weighed(tells, of_examples);
        if (of_examples.is_aside) words = 0;
      }
      if (tells == Tells::question) {
        take(text.evidence(range.begin, range.end - 1), tells, finding);
        return;
      }
      if (!poor && (words > 0 || tells == Tells::perhaps)) poor = range;
      left += tells == Tells::perhaps ? kEnoughWords : words;
      i = std::max(sentence.end + 1, i + 1);
    }
    if (!poor || left < kEnoughWords || !finding.presumed.empty()) return;
    take(text.evidence(poor->begin, poor->end - 1), Tells::perhaps, finding);
  }

  // "Описание проблемы: см. вложение": the first text of an attachment that says something.
  void in_attachment(const Reading& reading, SaidSentences& asks, Finding& finding) const {
    const std::vector<const Text*> own = reading.own_words(true);
    if (std::ranges::none_of(own, [&](const Text* text) { return points_to_file(*text); })) return;
    for (const Text& text : reading.texts()) {
      if (reading.is_over_now()) return;
      if (text.place().kind != Place::Kind::attachment) continue;
      in_body(reading, text, asks, finding);
      if (!finding.right.empty()) return;
    }
  }

  bool points_to_file(const Text& text) const {
    return std::ranges::any_of(text.fields(), [&](const Field& field) {
      if (field.label != Label::question || field.value.empty()) return false;
      return text.has_hit(pointers_, field.value.begin, field.value.begin + 1);
    });
  }

  static void take(const Evidence& said, Tells tells, Finding& finding) {
    if (tells == Tells::question) finding.right.push_back({said.text, said, {}, {}});
    if (tells == Tells::perhaps) finding.presumed.push_back(perhaps_said(said));
  }

  const RemainderReader& remainders_;
  TermId generic_;
  TermId actions_;
  TermId requests_;
  TermId denials_;
  TermId errands_;
  TermId polite_;  // courtesies that are more than a greeting
  TermId formal_;  // words of requisites and of lists of enclosures
  TermId asks_for_matter_;
  TermId asks_for_data_;
  TermId robots_words_;
  TermId acknowledgements_;
  TermId pointers_;
};

const bool announced =
    announce_filter("question", [](const FilterSetup& setup) { return std::make_unique<Question>(setup); });

}  // namespace
}  // namespace pismovod
