// What a letter to 1Ci is about: products, the partner programme, technical support, other.
//
// A labelled topic always counts, whatever it says. Without a label one of the first three counts
// in the subject, as a heading, or in a sentence that says what the letter is about.

#include <algorithm>

#include "facts/filter.h"

namespace pismovod {
namespace {

class Topic : public Filter {
 public:
  explicit Topic(const FilterSetup& setup)
      : topics_(setup.words.term(setup.catalogue.list("topics"))),
        about_(setup.words.term(setup.catalogue.list("about_words"))),
        placeholders_(setup.words.term(setup.catalogue.list("placeholders"))) {}

  std::vector<std::string> answers() const override { return {"topic"}; }
  ReadDepth reads_attachments(const Request&) const override { return ReadDepth::outline; }

  Finding find(const Request&, const Reading& reading) const override {
    Finding finding;
    for (const Text& text : reading.texts()) {
      if (finding.has_enough() || reading.is_over_now()) break;
      const Place::Kind kind = text.place().kind;
      if (kind == Place::Kind::attachment) continue;
      if (kind != Place::Kind::subject) labelled(text, finding);
      if ((kind != Place::Kind::subject && kind != Place::Kind::body) || text.passage().is_answer) continue;
      for (const Hit& hit : text.hits(topics_)) {
        if (kind == Place::Kind::subject || is_heading(text, hit) || is_about(text, hit)) add(text, hit, finding);
      }
    }
    return finding;
  }

 private:
  void labelled(const Text& text, Finding& finding) const {
    const Tokens& tokens = text.tokens();
    for (const Field& field : text.fields()) {
      if (field.label != Label::topic || !field.separated || field.value.empty()) continue;
      const uint32_t begin = field.value.begin;
      const bool empty = text.has_hit(placeholders_, begin, begin + 1);
      if (empty || tokens.is_mark(begin, '_') || tokens.is_mark(begin, '<')) continue;
      uint32_t last = begin;
      for (uint32_t i = begin; i < field.value.end && i < begin + 12 && !tokens.is_mark(i, ';'); ++i) last = i;
      while (last > begin && tokens[last].kind == TokenKind::mark) --last;
      finding.add({std::string(text.written(begin, last)), text.evidence(field, begin, last), {}, {}});
    }
  }

  // A short line of its own, or one that ends with a colon.
  static bool is_heading(const Text& text, const Hit& hit) {
    const Tokens::Range line = text.tokens().line(hit.first);
    size_t words = 0;
    for (size_t i = line.begin; i < line.end && words <= 4; ++i)
      words += text.tokens()[i].kind == TokenKind::word ? 1 : 0;
    const bool colon = text.tokens().is_mark(hit.last + 1, ':');
    return words <= 4 || (colon && hit.first <= line.begin + 2);
  }

  bool is_about(const Text& text, const Hit& hit) const {
    const Tokens::Range sentence = text.tokens().sentence(hit.first);
    return std::ranges::any_of(text.hits(about_, sentence.begin, sentence.end),
                               [&](const Hit& h) { return h.last < sentence.end; });
  }

  static void add(const Text& text, const Hit& hit, Finding& finding) {
    finding.add({std::string(text.written(hit.first, hit.last)), text.evidence(hit.first, hit.last), {}, {}});
  }

  TermId topics_;
  TermId about_;
  TermId placeholders_;
};

const bool announced =
    announce_filter("topic", [](const FilterSetup& setup) { return std::make_unique<Topic>(setup); });

}  // namespace
}  // namespace pismovod
