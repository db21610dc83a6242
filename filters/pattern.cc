// Facts whose method is data: [[pattern]] of a mailbox file, with labels and a regular expression.

#include <algorithm>

#include "facts/filter.h"

namespace pismovod {
namespace {

class PatternFilter : public Filter {
 public:
  explicit PatternFilter(const FilterSetup& setup) {
    for (const PatternSpec& spec : setup.patterns) {
      specs_.push_back({spec, spec.labels.empty() ? TermId{0} : setup.words.term(spec.labels)});
    }
  }

  std::vector<std::string> answers() const override {
    std::vector<std::string> out;
    for (const Known& known : specs_) out.push_back(known.spec.id);
    return out;
  }

  ReadDepth reads_attachments(const Request& request) const override {
    const bool in_subject = std::ranges::any_of(
        specs_, [&](const Known& k) { return k.spec.id == request.requirement && k.spec.in_subject; });
    return in_subject ? ReadDepth::outline : Filter::reads_attachments(request);
  }

  Finding find(const Request& request, const Reading& reading) const override {
    Finding finding;
    for (const Known& known : specs_) {
      if (known.spec.id == request.requirement) search(known, reading, finding);
    }
    return finding;
  }

 private:
  struct Known {
    PatternSpec spec;
    TermId labels = 0;
  };

  static void search(const Known& known, const Reading& reading, Finding& finding) {
    if (known.spec.in_subject) return in_subject(known.spec, reading, finding);
    for (const Text& text : reading.texts()) {
      if (finding.has_enough() || reading.is_over_now()) break;
      if (known.labels != 0) {
        for (const Hit& hit : text.hits(known.labels)) behind_label(known.spec, text, hit, finding);
      } else {
        every_line(known.spec, text, finding);
      }
    }
  }

  // The subject as a whole is cited, and named where it is another.
  static void in_subject(const PatternSpec& spec, const Reading& reading, Finding& finding) {
    bool inherited = false;
    const std::string subject(without_reply_prefixes(reading.letter().subject, inherited));
    const Pattern::Match match = spec.value->search(fold(subject));
    if (match.answer == Pattern::Answer::could_not_tell) finding.could_not_tell = {"pattern_gave_up", {}};
    for (const Text& text : reading.texts()) {
      if (text.place().kind != Place::Kind::subject || text.tokens().empty()) continue;
      if (match.answer == Pattern::Answer::found) {
        finding.add({subject, text.evidence(0, static_cast<uint32_t>(text.tokens().size()) - 1), {}, {}});
      } else {
        finding.missing_because = {"other_subject", {{"subject", subject}}};
      }
    }
  }

  // The rest of the label's line, and the line below where nothing is left.
  static void behind_label(const PatternSpec& spec, const Text& text, const Hit& hit, Finding& finding) {
    const Tokens& tokens = text.tokens();
    const Tokens::Range line = tokens.line(hit.last);
    auto begin = static_cast<size_t>(hit.last) + 1;
    size_t end = line.end;
    while (begin < end && tokens[begin].kind != TokenKind::word && tokens[begin].kind != TokenKind::number) ++begin;
    if (begin >= end) {
      begin = end;
      while (begin < tokens.size() && tokens[begin].is_break()) ++begin;
      end = begin < tokens.size() ? tokens.line(begin).end : begin;
    }
    if (begin < end) try_window(spec, text, begin, end, finding);
  }

  static void every_line(const PatternSpec& spec, const Text& text, Finding& finding) {
    const Tokens& tokens = text.tokens();
    for (size_t i = 0; i < tokens.size();) {
      const Tokens::Range line = tokens.line(i);
      if (line.begin < line.end) try_window(spec, text, line.begin, line.end, finding);
      i = line.end + 1;
    }
  }

  static void try_window(const PatternSpec& spec, const Text& text, size_t begin, size_t end, Finding& finding) {
    const Tokens& tokens = text.tokens();
    const size_t from = tokens[begin].begin;
    const std::string_view window = text.passage().folded.text().substr(from, tokens[end - 1].end - from);
    const Pattern::Match right = spec.value->search(window);
    if (right.answer == Pattern::Answer::found) {
      finding.add(fact(text, from, right));
    } else if (right.answer == Pattern::Answer::could_not_tell) {
      finding.could_not_tell = {"pattern_gave_up", {}};
    } else if (spec.wrong) {
      const Pattern::Match wrong = spec.wrong->search(window);
      if (wrong.answer != Pattern::Answer::found) return;
      Fact made = fact(text, from, wrong);
      made.wrong = {"pattern_wrong", {{"example", spec.example}}};
      finding.add(std::move(made));
    }
  }

  // The value is the expression's first group, or all of it.
  static Fact fact(const Text& text, size_t from, const Pattern::Match& match) {
    const Pattern::Group& group =
        match.groups.size() > 1 && match.groups[1].end > 0 ? match.groups[1] : match.groups[0];
    const Passage& passage = text.passage();
    const std::string value(passage.folded.original_of(passage.text, from + group.begin, from + group.end));
    Evidence evidence;
    evidence.place = passage.place;
    evidence.offset = passage.folded.origin(passage.text, from + group.begin);
    for (size_t i = 0; i < evidence.offset; ++i) evidence.line += passage.text[i] == '\n' ? 1 : 0;
    ++evidence.line;
    evidence.text =
        std::string(passage.folded.original_of(passage.text, from + match.groups[0].begin, from + match.groups[0].end));
    return {value, std::move(evidence), {}, {}};
  }

  std::vector<Known> specs_;
};

const bool announced =
    announce_filter("pattern", [](const FilterSetup& setup) { return std::make_unique<PatternFilter>(setup); });

}  // namespace
}  // namespace pismovod
