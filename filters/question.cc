// The sender's own words about the matter.
//
// What counts is what is left of the subject and the body when labels with their values, names of
// organisations and products, greetings, thanks and formulas are taken away. A quoted letter, a
// signature, a disclaimer, a placeholder and a subject inherited by Re: or Fwd: give nothing.

#include <algorithm>
#include <iterator>
#include <set>
#include <sstream>

#include "facts/filter.h"
#include "facts/number.h"

namespace pismovod {
namespace {

constexpr size_t kEnoughWords = 2;

class Question : public Filter {
 public:
  explicit Question(const FilterSetup& setup)
      : names_(setup.readers.names),
        greetings_(term(setup, "greetings")),
        formulas_(term(setup, "formulas")),
        stop_words_(term(setup, "stop_words")),
        generic_(term(setup, "generic_subject")),
        actions_(term(setup, "action_words")),
        requests_(term(setup, "request_words")),
        placeholders_(term(setup, "placeholders")),
        pointers_(
            setup.words.known({"см", "смотри|смотрите", "во вложен*", "в приложен*", "в прилага*", "в прикреп*",
                               "в файле", "вложен*", "прилага*|прилож*", "прикреп*", "see attach*", "attached"})) {}

  std::vector<std::string> answers() const override { return {"question"}; }
  ReadDepth reads_attachments(const Request&) const override { return ReadDepth::text; }

  Finding find(const Request&, const Reading& reading) const override {
    Finding finding;
    for (const Text* text : reading.own_words(false)) {
      const Marks marks = mark(reading, *text);
      if (const auto place =
              text->place().kind == Place::Kind::subject ? in_subject(*text, marks) : in_body(*text, marks)) {
        finding.right.push_back({cited(*text, *place), text->evidence(place->begin, place->end - 1), {}, {}});
      }
    }
    if (finding.right.empty()) in_attachment(reading, finding);
    // The subject is a fallback for what is cited: people look for the question in the body.
    if (finding.right.size() > 1 && finding.right.front().evidence.place.kind == Place::Kind::subject) {
      std::rotate(finding.right.begin(), finding.right.begin() + 1, finding.right.end());
    }
    return finding;
  }

 private:
  using Marks = std::vector<bool>;  // tokens that are spoken for

  static TermId term(const FilterSetup& setup, std::string_view list) {
    return setup.words.term(setup.catalogue.list(list));
  }

  Marks mark(const Reading& reading, const Text& text) const {
    Marks marks(text.tokens().size(), false);
    const auto take = [&](uint32_t first, uint32_t last) {
      for (uint32_t i = first; i <= last && i < marks.size(); ++i) marks[i] = true;
    };
    for (const TermId term : {greetings_, formulas_, stop_words_, placeholders_}) {
      for (const Hit& hit : text.hits(term)) take(hit.first, hit.last);
    }
    for (const ProductMention& mention : text.products()) take(mention.first, mention.last);
    for (const OrganizationMention& mention : text.organizations()) take(mention.first, mention.last);
    if (reading.sender() != nullptr) {
      for (const Hit& hit : names_.mentions(text, *reading.sender())) take(hit.first, hit.last);
    }
    mark_fields(text, marks);
    mark_placeholders(text, marks);
    mark_names(reading, text, marks);
    mark_polite_sentences(text, marks);
    return marks;
  }

  // A label with its value. Behind a colon or in a cell the whole value is the datum; in prose the
  // number alone.
  static void mark_fields(const Text& text, Marks& marks) {
    for (const Field& field : text.fields()) {
      for (uint32_t i = field.words.begin; i < field.words.end; ++i) marks[i] = marks[i] || is_label(field);
      if (!is_label_of_data(field) || field.value.empty()) continue;
      uint32_t end = end_of_datum(text, field);
      if (!field.separated || is_long(text, field)) end = behind_number(text, field);
      for (uint32_t i = field.value.begin; i < end; ++i) marks[i] = true;
    }
  }

  // "Суть вопроса:" is no question by itself.
  static bool is_label(const Field& field) {
    const bool of_words = field.label == Label::question || field.label == Label::reason;
    return of_words ? field.separated : is_label_of_data(field);
  }

  // A datum ends with its sentence; a product's name may have a stop within: "1С:Предприятие 8. Клиентская ...".
  static uint32_t end_of_datum(const Text& text, const Field& field) {
    if (field.label == Label::product || field.label == Label::article) return field.value.end;
    return std::min(field.value.end, static_cast<uint32_t>(text.tokens().sentence(field.value.begin).end));
  }

  static bool is_label_of_data(const Field& field) {
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

  // Longer than any datum: a sentence goes on behind it.
  static bool is_long(const Text& text, const Field& field) {
    size_t words = 0;
    for (uint32_t i = field.value.begin; i < field.value.end; ++i)
      words += text.tokens()[i].kind == TokenKind::word ? 1 : 0;
    return words > 14;
  }

  static uint32_t behind_number(const Text& text, const Field& field) {
    const auto run = first_number(text.tokens(), field.value, 3, [](const std::string& d) { return d.size() >= 2; });
    return run ? run->last + 1 : field.value.begin;
  }

  // "<Опишите возникшую проблему…>": what a program left to be filled in.
  static void mark_placeholders(const Text& text, Marks& marks) {
    const Tokens& tokens = text.tokens();
    for (uint32_t i = 0; i < tokens.size(); ++i) {
      if (!tokens.is_mark(i, '<')) continue;
      uint32_t end = i;
      while (end < tokens.size() && end < i + 40 && !tokens.is_mark(end, '>')) ++end;
      if (!tokens.is_mark(end, '>')) continue;
      for (uint32_t k = i; k <= end; ++k) marks[k] = true;
    }
  }

  static std::set<std::string, std::less<>> words_of(const std::string& name) {
    std::istringstream words(fold(name));
    return {std::istream_iterator<std::string>(words), {}};
  }

  // The sender's own name, and lines of capitalised words alone.
  static void mark_names(const Reading& reading, const Text& text, Marks& marks) {
    const Tokens& tokens = text.tokens();
    const std::set<std::string, std::less<>> own = words_of(reading.letter().from_name);
    for (uint32_t i = 0; i < tokens.size(); ++i) {
      if (tokens[i].kind == TokenKind::word && tokens[i].size() > 2 && tokens[i].capital &&
          own.contains(tokens.text(i))) {
        marks[i] = true;
      }
    }
    if (text.place().kind == Place::Kind::subject) return;
    for (size_t i = 0; i < tokens.size();) {
      const Tokens::Range line = tokens.line(i);
      if (is_name_line(tokens, line))
        std::fill(marks.begin() + static_cast<long>(line.begin), marks.begin() + static_cast<long>(line.end), true);
      i = line.end + 1;
    }
  }

  static bool is_name_line(const Tokens& tokens, Tokens::Range line) {
    size_t words = 0;
    for (size_t i = line.begin; i < line.end; ++i) {
      if (tokens[i].kind == TokenKind::word && !tokens[i].capital) return false;
      if (tokens[i].kind == TokenKind::number || tokens.is_mark(i, '?') || tokens.is_mark(i, '!')) return false;
      words += tokens[i].kind == TokenKind::word ? 1 : 0;
    }
    return words >= 2 && words <= 3;
  }

  // "Анна, здравствуйте!", "Спасибо заранее, Константин": hardly anything but the greeting.
  void mark_polite_sentences(const Text& text, Marks& marks) const {
    for (const Hit& hit : text.hits(greetings_)) {
      const Tokens::Range sentence = text.tokens().sentence(hit.first);
      size_t left = 0;
      for (size_t i = sentence.begin; i < sentence.end; ++i) left += counts(text, marks, i) ? 1 : 0;
      if (left <= 2 && !has(text, requests_, sentence)) {
        std::fill(marks.begin() + static_cast<long>(sentence.begin), marks.begin() + static_cast<long>(sentence.end),
                  true);
      }
    }
  }

  static bool counts(const Text& text, const Marks& marks, size_t i) {
    const Token& token = text.tokens()[i];
    return token.kind == TokenKind::word && token.size() >= 3 && !marks[i];
  }

  static bool has(const Text& text, TermId term, Tokens::Range range) {
    const auto hits = text.hits(term);
    const auto at =
        std::lower_bound(hits.begin(), hits.end(), range.begin, [](const Hit& h, size_t b) { return h.first < b; });
    return at != hits.end() && at->first < range.end;
  }

  std::optional<TokenRange> in_subject(const Text& text, Marks marks) const {
    for (const Hit& hit : text.hits(generic_)) {
      for (uint32_t i = hit.first; i <= hit.last; ++i) marks[i] = true;
    }
    size_t words = 0;
    for (size_t i = 0; i < text.tokens().size(); ++i) words += counts(text, marks, i) ? 1 : 0;
    const Tokens::Range all{0, text.tokens().size()};
    const bool enough = words >= kEnoughWords || (words == 1 && unmarked_action(text, marks));
    if (!enough || all.end == 0) return std::nullopt;
    return TokenRange{0, static_cast<uint32_t>(all.end)};
  }

  bool unmarked_action(const Text& text, const Marks& marks) const {
    return std::ranges::any_of(text.hits(actions_), [&](const Hit& h) { return !marks[h.first]; });
  }

  // The first sentence that says something; several poor ones together may do as well.
  std::optional<TokenRange> in_body(const Text& text, const Marks& marks) const {
    const Tokens& tokens = text.tokens();
    size_t total = 0;
    std::optional<TokenRange> poor;
    for (size_t i = 0; i < tokens.size();) {
      Tokens::Range sentence = tokens.sentence(i);
      sentence.begin = std::max(sentence.begin, i);
      size_t words = 0;
      for (size_t k = sentence.begin; k < sentence.end; ++k) words += counts(text, marks, k) ? 1 : 0;
      const TokenRange range{static_cast<uint32_t>(sentence.begin), static_cast<uint32_t>(sentence.end)};
      const bool asks = has(text, requests_, sentence) || tokens.is_mark(sentence.end, '?');
      if (words >= kEnoughWords + 1 || (words >= 1 && asks)) return range;
      if (words > 0 && !poor) poor = range;
      total += words;
      i = std::max(sentence.end + 1, i + 1);
    }
    return total >= kEnoughWords ? poor : std::nullopt;
  }

  // "Описание проблемы: см. вложение": the first text of an attachment that says something.
  void in_attachment(const Reading& reading, Finding& finding) const {
    const std::vector<const Text*> own = reading.own_words(true);
    if (std::ranges::none_of(own, [&](const Text* text) { return points_to_file(*text); })) return;
    for (const Text& text : reading.texts()) {
      if (reading.is_over_now()) return;
      if (text.place().kind != Place::Kind::attachment) continue;
      const Marks marks = mark(reading, text);
      if (const auto place = in_body(text, marks)) {
        finding.right.push_back({cited(text, *place), text.evidence(place->begin, place->end - 1), {}, {}});
        return;
      }
    }
  }

  bool points_to_file(const Text& text) const {
    return std::ranges::any_of(text.fields(), [&](const Field& field) {
      if (field.label != Label::question || field.value.empty()) return false;
      return text.has_hit(pointers_, field.value.begin, field.value.begin + 1);
    });
  }

  static std::string cited(const Text& text, const TokenRange& range) {
    return text.evidence(range.begin, range.end - 1).text;
  }

  const OrganizationNames& names_;
  TermId greetings_;
  TermId formulas_;
  TermId stop_words_;
  TermId generic_;
  TermId actions_;
  TermId requests_;
  TermId placeholders_;
  TermId pointers_;
};

const bool announced =
    announce_filter("question", [](const FilterSetup& setup) { return std::make_unique<Question>(setup); });

}  // namespace
}  // namespace pismovod
